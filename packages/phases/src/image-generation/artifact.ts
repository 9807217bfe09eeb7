import { artifactList, storedBytes } from '@phasegraph/engine';
import { z } from 'zod';

const imageSchema = z.strictObject({
  key: z.string().describe('The key of its plan'),
  variants: z
    .array(
      z.strictObject({
        width: z.int().min(1).describe('Width in px'),
        height: z.int().min(1).describe('Height in px'),
        path: z.string().describe('From the root of the site, as `imageVariants` of the plan names it'),
        file: storedBytes.describe('The webp file'),
      }),
    )
    .min(1)
    .describe('One file for each of `imageVariants(plan)`'),
  source: z.enum(['model', 'drawn']).describe('Whether a model made it or it was drawn by rule'),
});

/** A picture, in every size that the site has it in. */
export type GeneratedImage = z.infer<typeof imageSchema>;

export const images = artifactList('images', imageSchema, { description: 'The pictures as webp files' });
