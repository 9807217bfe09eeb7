import { artifact, artifactList } from '@phasegraph/engine';
import { z } from 'zod';
import { densities } from '../design-strategy/artifact.js';
import { keySchema, sectionTypes } from '../section-planning/artifact.js';

/** The ground that a section stands on. */
export const bands = ['plain', 'tinted', 'accent', 'inverted'] as const;
export type Band = (typeof bands)[number];
export const headerStyles = ['bar', 'centred', 'boxed'] as const;
export const footerStyles = ['columns', 'line'] as const;

/** What a model decides about the layout. The slots follow from type and variant (`layoutOf`). */
export const layoutChoiceSchema = z
  .strictObject({
    header: z
      .enum(headerStyles)
      .describe('bar: name left, navigation right; centred: name over the navigation; boxed: a floating bar'),
    footer: z
      .enum(footerStyles)
      .describe('columns: address, hours and links side by side; line: everything in one row'),
    density: z.enum(densities).describe('How much room there is around sections'),
    sections: z
      .array(
        z.strictObject({
          key: keySchema.describe('The key of a section of the plan'),
          variant: z.string().min(1).max(30).describe('One of the variants offered for its type'),
          band: z
            .enum(bands)
            .describe(
              'The ground: plain, tinted, accent (at most one a page) or inverted (dark, at most two a page); neighbours differ where they can',
            ),
        }),
      )
      .min(1)
      .max(40)
      .describe('One entry for each section of the plan'),
  })
  .describe('How each section looks');

const textSlotSchema = z.strictObject({
  name: z.enum(['kicker', 'heading', 'lead', 'body', 'note']).describe('The part of the copy that it shows'),
  maxLength: z
    .int()
    .min(1)
    .max(2000)
    .describe('The most characters that fit; for body, of all paragraphs together'),
  required: z.boolean().describe('Whether the section is incomplete without it'),
});

const itemSlotSchema = z.strictObject({
  from: z
    .string()
    .min(1)
    .max(20)
    .nullable()
    .describe(
      'What each item shows: `fact`, `offering` (products and services), `step`, `faq`, `testimonial`, `person`, `legal`; null for free text',
    ),
  /** The fewest items that it looks right with. */
  min: z.int().min(0).max(24),
  /** The most items that it has room for. */
  max: z.int().min(1).max(24),
  titleMax: z.int().min(1).max(200).describe('The most characters of an item’s title'),
  textMax: z.int().min(0).max(600).describe('The most characters of an item’s text; 0 where none is shown'),
});

const imageSlotSchema = z.strictObject({
  slot: keySchema.describe('The name of the place, unique in its section: `main`, `item-1` ...'),
  role: z
    .enum(['scene', 'subject', 'detail'])
    .describe('scene: the business at its best; subject: one thing, large; detail: a small picture'),
  aspect: z
    .string()
    .regex(/^\d+:\d+$/)
    .describe('Width to height'),
  width: z.int().min(200).max(2400).describe('Width in px of the largest version'),
  height: z.int().min(200).max(2400).describe('Height in px of the largest version'),
  refId: z.string().max(40).nullable().describe('The fact that it shows, such as `product.1`, or null'),
});

export const sectionSchema = z.strictObject({
  key: keySchema,
  /** The kind of section. */
  type: z.enum(sectionTypes),
  variant: z.string().min(1).max(30).describe('The look, one of `variantsOf(type)`'),
  band: z.enum(bands).describe('The ground that it stands on'),
  page: keySchema.describe('The slug of the page that it is meant for'),
  /** Place on its page, counted from 1. */
  order: z.int().min(1).max(99),
  /** What the section does for the visitor, in one sentence. */
  purpose: z.string().min(1).max(240),
  factIds: z.array(z.string().min(1).max(40)).max(60).describe('The facts that its copy may use'),
  /** The parts of the copy that it shows. */
  textSlots: z.array(textSlotSchema).max(5),
  items: itemSlotSchema.nullable().describe('The list that it shows, or null'),
  actions: z.int().min(0).max(2).describe('How many calls to action it has room for'),
  /** The places for pictures that it has. */
  imageSlots: z.array(imageSlotSchema).max(8),
});

export const layoutSchema = z.strictObject({
  /** How the header is arranged. */
  header: z.enum(headerStyles),
  /** How the footer is arranged. */
  footer: z.enum(footerStyles),
  /** How much room there is around sections. */
  density: z.enum(densities),
  /** Every section of the site. */
  sections: z.array(sectionSchema).min(1).max(40),
});

export type LayoutChoice = z.infer<typeof layoutChoiceSchema>;
export type TextSlot = z.infer<typeof textSlotSchema>;
export type ItemSlot = z.infer<typeof itemSlotSchema>;
export type ImageSlot = z.infer<typeof imageSlotSchema>;
/** A section with its look, and the room that it has for words and pictures. */
export type Section = z.infer<typeof sectionSchema>;
/** The look of header, footer and every section. */
export type Layout = z.infer<typeof layoutSchema>;

export const layout = artifact('layout', layoutSchema, {
  description: 'The look of header, footer and every section',
});
/** The same sections as `layout.sections`, one by one. */
export const sections = artifactList('sections', sectionSchema, {
  key: (section) => section.key,
  description: 'The sections with their variant, slots and image slots',
});
