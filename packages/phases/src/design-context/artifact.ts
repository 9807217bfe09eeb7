import { artifact } from '@phasegraph/engine';
import { z } from 'zod';
import { actionTargets } from '../brief/schema.js';
import { characters } from '../design-strategy/artifact.js';

export const designContextSchema = z
  .strictObject({
    character: z
      .enum(characters)
      .describe('The temperament of the site, chosen from the tone and the kind of business'),
    audience: z
      .array(
        z.strictObject({
          who: z.string().min(1).max(160).describe('A group of visitors, from the brief'),
          needs: z.string().min(1).max(240).describe('What they come to find out or do'),
        }),
      )
      .min(1)
      .max(6)
      .describe('Who comes, and for what'),
    tone: z.array(z.string().min(1).max(40)).min(1).max(6).describe('How the site sounds, in single words'),
    voice: z
      .strictObject({
        person: z
          .enum(['we', 'they'])
          .describe('Whether the business speaks of itself as "we" or by its name'),
        do: z.array(z.string().min(1).max(160)).min(1).max(5).describe('What the writing does'),
        dont: z.array(z.string().min(1).max(160)).min(1).max(5).describe('What the writing never does'),
      })
      .describe('Rules for whoever writes the copy'),
    goals: z
      .array(z.string().min(1).max(160))
      .min(1)
      .max(5)
      .describe('What the site is to achieve, the most important first'),
    pageObjective: z.string().min(1).max(240).describe('What the home page must achieve, in one sentence'),
    primaryAction: z
      .strictObject({
        label: z
          .string()
          .min(1)
          .max(40)
          .describe('The words on the main button; those of the brief when it has a call to action'),
        target: z.enum(actionTargets).describe('Where it leads'),
      })
      .describe('The one thing that a visitor should do'),
  })
  .describe('Who the site speaks to, and how');

/** Who the site speaks to, and how. */
export type DesignContext = z.infer<typeof designContextSchema>;

export const designContext = artifact('designContext', designContextSchema, {
  description: 'Audience, tone, voice, goals and the objective of the page',
});
