import { artifactList } from '@phasegraph/engine';
import { z } from 'zod';
import { actionTargets } from '../brief/schema.js';
import { keySchema } from '../section-planning/artifact.js';

const factIds = z
  .array(z.string().min(1).max(40))
  .max(40)
  .describe(
    'Ids of the facts that the words rest on; every number, price, name and claim must be in one of them',
  );

export const copySchema = z
  .strictObject({
    sectionKey: keySchema.describe('The key of the section'),
    kicker: z.string().min(1).max(60).nullable().describe('A few words over the heading, or null'),
    heading: z
      .string()
      .min(1)
      .max(90)
      .describe(
        'The heading: short, concrete, in sentence case, without a full stop unless it is a sentence',
      ),
    lead: z.string().min(1).max(320).nullable().describe('One to three sentences under the heading, or null'),
    body: z
      .array(z.string().min(1).max(700))
      .max(6)
      .describe('Paragraphs of running text; empty where the section has no room for them'),
    items: z
      .array(
        z.strictObject({
          ref: z
            .string()
            .min(1)
            .max(40)
            .nullable()
            .describe(
              'The fact that the item shows, by group: "product.2", "fact.1", "step.3", "faq.2", "person.1", "testimonial.1", "legal.1"; null for an item of free text. Names, prices, figures, questions, answers and quotations are then shown in the words of the brief',
            ),
          title: z
            .string()
            .min(1)
            .max(160)
            .describe('Title, question or name; the words of the brief where the item shows a fact'),
          text: z.string().min(1).max(600).nullable().describe('What stands under it, or null'),
          factIds,
        }),
      )
      .max(24)
      .describe('The list of the section in the order to be shown; empty where it has none'),
    actions: z
      .array(
        z.strictObject({
          label: z
            .string()
            .min(1)
            .max(40)
            .describe('The words on the button: what happens, in two to four words'),
          target: z.enum(actionTargets).describe('Where it leads'),
        }),
      )
      .max(2)
      .describe('Calls to action, the main one first'),
    note: z.string().min(1).max(200).nullable().describe('A small remark at the end, or null'),
    factIds,
  })
  .describe('The words of one section');

/** The words of one section. */
export type SectionCopy = z.infer<typeof copySchema>;
/** One entry of the list that a section shows. */
export type CopyItem = SectionCopy['items'][number];

export const copy = artifactList('copy', copySchema, { description: 'The words of each section' });
