import { artifact } from '@phasegraph/engine';
import { z } from 'zod';
import { actionTargets } from '../brief/schema.js';

/** The temperaments that a site can have; variants, type pairs and shapes are chosen by it. */
export const characters = ['warm', 'formal', 'bold', 'calm', 'playful', 'technical'] as const;
/** The temperament of a site. */
export type Character = (typeof characters)[number];

/** How much room there is around things. */
export const densities = ['airy', 'balanced', 'compact'] as const;

export const designStrategySchema = z
  .strictObject({
    character: z
      .enum(characters)
      .describe(
        'The temperament of the site: warm (craft, food, hospitality), formal (law, finance, medicine), bold (sport, events, music), calm (health, education, nature), playful (children, leisure), technical (software, engineering)',
      ),
    personality: z
      .array(z.string().min(1).max(40))
      .min(3)
      .max(5)
      .describe('Adjectives that the design should earn'),
    colourDirection: z
      .strictObject({
        mood: z.string().min(1).max(200).describe('What the colours should feel like, in one sentence'),
        seed: z
          .string()
          .regex(/^#[0-9a-fA-F]{6}$/)
          .describe(
            'The colour to grow the palette from, as #rrggbb; the primary colour of the brand when the brief gives one',
          ),
        temperature: z.enum(['warm', 'neutral', 'cool']).describe('The temperature of the neutrals'),
      })
      .describe('Where the colours go'),
    layoutDirection: z
      .strictObject({
        density: z.enum(densities).describe('How much room there is around things'),
        imagery: z.enum(['dominant', 'supporting', 'sparse']).describe('How much of the page pictures take'),
        idea: z.string().min(1).max(240).describe('The idea of the layout in one sentence'),
      })
      .describe('Where the layout goes'),
    conversionPath: z
      .array(
        z.strictObject({
          step: z.string().min(1).max(160).describe('What the visitor learns or does'),
          target: z.enum(actionTargets).nullable().describe('The part of the site where it happens, or null'),
        }),
      )
      .min(2)
      .max(5)
      .describe('The way from arriving to acting, in order'),
    avoid: z.array(z.string().min(1).max(120)).max(5).describe('What would be wrong for this business'),
  })
  .describe('The direction of the design');

/** The direction of the design. */
export type DesignStrategy = z.infer<typeof designStrategySchema>;

export const designStrategy = artifact('designStrategy', designStrategySchema, {
  description: 'Personality, colour direction, layout direction and conversion path',
});
