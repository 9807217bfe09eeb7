import { artifact, storedBytes } from '@phasegraph/engine';
import { z } from 'zod';

const measures = {
  path: z.string().min(1).max(200).describe('From the root of the site, with forward slashes'),
  bytes: z.int().min(0).describe('Size of the file'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Hash of the bytes'),
};

const siteFileSchema = z.discriminatedUnion('encoding', [
  z.strictObject({
    ...measures,
    encoding: z.enum(['utf8', 'base64']).describe('How `data` stands for the bytes'),
    data: z.string().describe('The contents'),
  }),
  z.strictObject({
    ...measures,
    encoding: z.literal('kept').describe('The bytes lie in the store of the run, and are read from there'),
    data: storedBytes.describe('What stands for the contents'),
  }),
]);

const siteSchema = z.strictObject({
  files: z.array(siteFileSchema).min(1).describe('Every file, sorted by path'),
});

/** One file of the site. */
export type SiteFile = z.infer<typeof siteFileSchema>;
/** The whole of the site. */
export type Site = z.infer<typeof siteSchema>;

export const site = artifact('site', siteSchema, {
  description: 'Every file of the site with the hash of its contents',
});
