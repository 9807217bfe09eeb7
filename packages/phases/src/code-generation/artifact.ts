import { artifactList } from '@phasegraph/engine';
import { z } from 'zod';

const pageFileSchema = z.strictObject({
  path: z
    .string()
    .regex(/^[a-z0-9-]+\.html$/)
    .describe('The file, from the root of the site'),
  contents: z.string().min(1).describe('The whole document'),
});

/** The document of one page. */
export type PageFile = z.infer<typeof pageFileSchema>;

export const pageFiles = artifactList('pageFiles', pageFileSchema, {
  description: 'One HTML document a page',
});
