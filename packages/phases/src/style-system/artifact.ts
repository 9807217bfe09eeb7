import { artifact } from '@phasegraph/engine';
import { z } from 'zod';
import { characters, densities } from '../design-strategy/artifact.js';
import {
  bandPatterns,
  imageFrames,
  neutralStyles,
  radiusStyles,
  scaleNames,
  typePairIds,
} from './choices.js';

const hex = z.string().regex(/^#[0-9a-f]{6}$/);

/** What a model decides about the style. Everything else is computed from it (`computeStyleSystem`). */
export const styleChoiceSchema = z
  .strictObject({
    character: z.enum(characters).describe('The temperament, as the design strategy has it'),
    seed: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .describe(
        'The colour that the palette grows from, as #rrggbb; the primary colour of the brand when the brief gives one',
      ),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .nullable()
      .describe('A second colour as #rrggbb, or null to have one computed'),
    neutral: z
      .enum(neutralStyles)
      .describe('How far backgrounds lean to the hue of the seed: pure, tinted or rich'),
    typePair: z
      .enum(typePairIds)
      .describe(
        'fraunces-instrument: warm, crafted; newsreader-figtree: formal, editorial; bricolage-instrument: lively, contemporary; archivo-figtree: strong, athletic; grotesk-figtree: technical, precise',
      ),
    scale: z.enum(scaleNames).describe('How far apart the sizes of headings are'),
    radius: z.enum(radiusStyles).describe('How round corners are'),
    frame: z.enum(imageFrames).describe('The shape that large pictures are cut to'),
    pattern: z.enum(bandPatterns).describe('The line drawing on dark bands'),
    density: z.enum(densities).describe('How much room there is around things'),
  })
  .describe('The choices that the whole style is computed from');

/** The colours of one mode. Text on its ground has a contrast of 4.5 or more, parts of the interface 3 or more. */
const colourRolesSchema = z.strictObject({
  background: hex.describe('The ground of the page'),
  surface: hex.describe('Cards and fields on any ground'),
  tinted: hex.describe('The ground of tinted bands'),
  accentBand: hex.describe('The ground of bands in the colour of the seed, light'),
  inverted: hex.describe('The ground of dark bands and the footer'),
  invertedSurface: hex.describe('Cards on dark bands'),
  text: hex.describe('Text and headings on the page, surfaces and tinted bands'),
  muted: hex.describe('Secondary text on the same grounds'),
  onInverted: hex.describe('Text on dark bands'),
  mutedOnInverted: hex.describe('Secondary text on dark bands'),
  primary: hex.describe('Buttons'),
  onPrimary: hex.describe('Text on buttons'),
  primaryText: hex.describe('Links, figures and prices on light grounds'),
  primaryOnInverted: hex.describe('Links and figures on dark bands'),
  primaryEdge: hex.describe(
    'The outline of buttons, apart from every light ground even where the button is pale',
  ),
  accent: hex.describe('The second colour, for shapes and marks, never for text'),
  onAccent: hex.describe('Text on shapes in the second colour'),
  accentOnInverted: hex.describe('Figures in the second colour on dark bands'),
  border: hex.describe('Hairlines; decoration only'),
  control: hex.describe('The outline of fields'),
  focus: hex.describe('The ring of the focused element on light grounds'),
  focusOnInverted: hex.describe('The ring of the focused element on dark bands'),
});

export const styleSystemSchema = z.strictObject({
  choice: styleChoiceSchema,
  /** The colours by day. */
  light: colourRolesSchema,
  /** The colours by night. */
  dark: colourRolesSchema,
  palette: z
    .array(hex)
    .length(6)
    .describe('The colours of pictures, in this order: ink, primary, secondary, accent, surface, background'),
  /** The typefaces and how they are set. */
  type: z.strictObject({
    display: z.string().describe('The family of headings'),
    text: z.string().describe('The family of running text'),
    displayWeight: z.int().describe('The weight of headings'),
    tracking: z.number().describe('Letter spacing of large headings in em'),
    leading: z.number().describe('Line height of large headings'),
  }),
  scale: z
    .array(
      z.strictObject({
        /** What the size is called. */
        step: z.string(),
        /** At 390 px of width. */
        minPx: z.number(),
        /** At 1440 px of width. */
        maxPx: z.number(),
      }),
    )
    .describe('Type sizes in px at 390 and at 1440 px of width; between them they grow with the window'),
  spacing: z.array(z.number()).describe('Steps of space in rem, ascending'),
  radii: z
    .strictObject({
      /** Buttons, fields and small parts. */
      small: z.number(),
      /** Cards. */
      medium: z.number(),
      /** Large pictures and panels. */
      large: z.number(),
    })
    .describe('Corner radii in px'),
});

export type StyleChoice = z.infer<typeof styleChoiceSchema>;
/** The colours of one mode, by what they are for. */
export type ColourRoles = z.infer<typeof colourRolesSchema>;
/** Everything that the style sheet is written from. */
export type StyleSystem = z.infer<typeof styleSystemSchema>;

export const styleSystem = artifact('styleSystem', styleSystemSchema, {
  description: 'Colour roles for light and dark, type, spacing, radii and shapes',
});
