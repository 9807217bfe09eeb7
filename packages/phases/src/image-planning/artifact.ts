import { artifactList } from '@phasegraph/engine';
import { z } from 'zod';
import { keySchema } from '../section-planning/artifact.js';

/** What a model decides about the pictures. Key, size, path and palette are computed. */
export const imageChoicesSchema = z
  .strictObject({
    images: z
      .array(
        z.strictObject({
          sectionKey: keySchema.describe('The section that it stands in'),
          slot: keySchema.describe('The image slot of that section'),
          subject: z
            .string()
            .min(1)
            .max(120)
            .describe('The one thing that it shows, in a few words; a subject of the brief where one fits'),
          scene: z
            .string()
            .min(1)
            .max(400)
            .describe(
              'Setting, composition and light in one or two sentences; no people with faces, no text, no logos',
            ),
          alt: z
            .string()
            .max(160)
            .describe(
              'What a person who cannot see it should know; no "image of"; claims nothing that the brief does not say; empty when it only decorates',
            ),
        }),
      )
      .max(320)
      .describe('One entry for each image slot'),
  })
  .describe('What the pictures show');

export const imagePlanSchema = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(90)
    .describe('Section key and slot: `hero-main`'),
  sectionKey: keySchema,
  slot: keySchema,
  subject: z.string().min(1).max(120).describe('The one thing that it shows'),
  prompt: z
    .string()
    .min(1)
    .max(2000)
    .describe('The prompt, as `writePrompt` writes it: the whole of what an artist needs'),
  alt: z.string().max(160).describe('Alternative text; empty when it only decorates'),
  width: z.int().min(200).max(2400).describe('Width in px of the largest version'),
  height: z.int().min(200).max(2400).describe('Height in px of the largest version'),
  path: z
    .string()
    .regex(/^assets\/images\/[a-z0-9-]+\.webp$/)
    .describe('The file of the largest version, from the root of the site'),
});

export type ImageChoices = z.infer<typeof imageChoicesSchema>;
/** What is to be made of one picture. */
export type ImagePlan = z.infer<typeof imagePlanSchema>;

export const imagePlans = artifactList('imagePlans', imagePlanSchema, {
  key: (plan) => plan.key,
  description: 'The pictures with their slot, subject, prompt, alternative text and size',
});
