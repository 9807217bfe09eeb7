import { artifact } from '@phasegraph/engine';
import { z } from 'zod';

/** Every kind of section that can be rendered. */
export const sectionTypes = [
  'hero',
  'facts',
  'offerings',
  'story',
  'process',
  'gallery',
  'visit',
  'faq',
  'testimonials',
  'team',
  'contact',
  'cta',
  'legal-text',
] as const;
/** A kind of section that can be rendered. */
export type SectionType = (typeof sectionTypes)[number];

/** A key or slug: lower-case letters, digits and single dashes. */
const keyPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const keySchema = z
  .string()
  .regex(keyPattern)
  .max(60)
  .describe('Lower-case letters, digits and single dashes, at most 60 characters');

const plannedSectionSchema = z
  .strictObject({
    key: keySchema.describe(
      'Unique in the plan: lower-case letters, digits and single dashes, such as "hero" or "visit-hero"',
    ),
    type: z
      .enum(sectionTypes)
      .describe(
        'hero: opens a page, one a page and first on it; facts: large figures; offerings: products or services with prices; story: what the business is; process: numbered steps; gallery: pictures; visit: address and hours; faq; testimonials: only if the brief has any; team: only if the brief has people; contact: how to write or call; cta: one call to action; legal-text: registration, regulator, terms',
      ),
    purpose: z.string().min(1).max(240).describe('What the section does for the visitor, in one sentence'),
    order: z.int().min(1).max(99).describe('Place on its page, counted from 1'),
    page: keySchema.describe('The slug of the page that it is meant for'),
    factIds: z
      .array(z.string().min(1).max(40))
      .max(60)
      .describe(
        'Ids of the facts that it may use. An id also names everything below it: "product.2" takes its name, description and price, "faq" takes all questions and answers. An offerings section lists its products or services one by one ("product.1", "product.2")',
      ),
  })
  .describe('A section that the site needs');

export const sectionPlanSchema = z
  .strictObject({
    pages: z
      .array(
        z.strictObject({
          slug: keySchema.describe('The slug given for the page; "index" is the home page'),
          title: z.string().min(1).max(40).describe('The title that the brief wants'),
          purpose: z
            .string()
            .min(1)
            .max(240)
            .nullable()
            .describe('What the brief says the page is for, or null'),
        }),
      )
      .min(1)
      .max(10)
      .describe('The pages that the brief wants, in its order; none added, none left out'),
    sections: z
      .array(plannedSectionSchema)
      .min(2)
      .max(40)
      .describe('All sections, page by page, in their order'),
  })
  .describe('What the site consists of');

export type PlannedSection = z.infer<typeof plannedSectionSchema>;
/** What the site consists of. */
export type SectionPlan = z.infer<typeof sectionPlanSchema>;

export const sectionPlan = artifact('sectionPlan', sectionPlanSchema, {
  description: 'The sections with their type, purpose, order and the facts that each may use',
});
