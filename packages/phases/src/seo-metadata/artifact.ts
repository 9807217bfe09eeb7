import { artifactList } from '@phasegraph/engine';
import { z } from 'zod';
import { keySchema } from '../section-planning/artifact.js';

/** What a model decides about a page's metadata. The path is computed. */
export const pageMetadataChoiceSchema = z
  .strictObject({
    title: z
      .string()
      .min(1)
      .max(70)
      .describe('The title of the page with the name of the business, at most 60 characters'),
    description: z
      .string()
      .min(1)
      .max(170)
      .describe('What the page offers, in one or two sentences of at most 155 characters; facts only'),
    openGraphTitle: z.string().min(1).max(90).describe('The title where the page is shared'),
    openGraphDescription: z.string().min(1).max(200).describe('The description where the page is shared'),
  })
  .describe('The title and description of a page');

export const pageMetadataSchema = z.strictObject({
  slug: keySchema,
  /** The title of the page. */
  title: z.string().min(1).max(70),
  /** What the page offers, in one or two sentences. */
  description: z.string().min(1).max(170),
  canonicalPath: z
    .string()
    .regex(/^\/([a-z0-9-]+\.html)?$/)
    .describe('From the root of the site: `/` for the home page, `/visit.html` for another'),
  /** What is shown where the page is shared. */
  openGraph: z.strictObject({
    /** The title where the page is shared. */
    title: z.string().min(1).max(90),
    /** The description where the page is shared. */
    description: z.string().min(1).max(200),
    /** Open Graph's type of the page. */
    type: z.enum(['website', 'article']),
  }),
});

export type PageMetadataChoice = z.infer<typeof pageMetadataChoiceSchema>;
/** What the head of one page says. */
export type PageMetadata = z.infer<typeof pageMetadataSchema>;

export const pageMetadata = artifactList('pageMetadata', pageMetadataSchema, {
  description: 'Title, description, canonical path and Open Graph of each page',
});
