import { artifactList } from '@phasegraph/engine';
import { z } from 'zod';
import { keySchema } from '../section-planning/artifact.js';

const pageSchema = z
  .strictObject({
    slug: keySchema.describe('The slug of the page in the section plan; "index" is the home page'),
    title: z.string().min(1).max(60).describe('The title of the page'),
    navLabel: z.string().min(1).max(24).describe('Its name in the navigation, one or two words'),
    inNav: z
      .boolean()
      .describe('Whether the navigation shows it; false for the home page and for legal pages'),
    sectionKeys: z
      .array(keySchema)
      .min(1)
      .max(14)
      .describe(
        'Keys of sections of the plan, in order, a hero first; a visit, contact or cta section may stand on several pages',
      ),
  })
  .describe('A page');

/** What a model answers: all pages. */
export const pagesAnswerSchema = z
  .strictObject({
    pages: z.array(pageSchema).min(1).max(10).describe('Every page of the section plan, the home page first'),
  })
  .describe('The pages of the site');

/** A page: its address, its title and its sections. */
export type Page = z.infer<typeof pageSchema>;

export const pages = artifactList('pages', pageSchema, {
  key: (page) => page.slug,
  description: 'The pages with their slug, title and the keys of their sections',
});

/** The file of a page: `index.html`, `visit.html`. */
export function pagePath(slug: string): string {
  return `${slug}.html`;
}
