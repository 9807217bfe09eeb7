import { artifact } from '@phasegraph/engine';
import { z } from 'zod';
import { keySchema } from '../section-planning/artifact.js';

/** The schema.org types that a business may be described as. */
const structuredDataTypes = [
  'LocalBusiness',
  'Bakery',
  'Restaurant',
  'CafeOrCoffeeShop',
  'Store',
  'LegalService',
  'AccountingService',
  'MedicalBusiness',
  'SportsActivityLocation',
  'ExerciseGym',
  'HealthAndBeautyBusiness',
  'LodgingBusiness',
  'EducationalOrganization',
  'HomeAndConstructionBusiness',
  'ProfessionalService',
  'Organization',
] as const;

/** What a model decides about search. */
export const seoChoiceSchema = z
  .strictObject({
    keywords: z
      .array(
        z.strictObject({
          phrase: z.string().min(1).max(80).describe('What people type, in the language of the site'),
          intent: z.enum(['find', 'compare', 'act', 'learn']).describe('What they want when they type it'),
          page: keySchema.describe('The slug of the page that answers it'),
        }),
      )
      .min(1)
      .max(20)
      .describe('The phrases to be found for'),
    structuredDataType: z
      .enum(structuredDataTypes)
      .describe('The schema.org type that fits the business best'),
    pageAngles: z
      .array(
        z.strictObject({
          slug: keySchema.describe('The slug of a page'),
          angle: z.string().min(1).max(200).describe('What its title and description should bring out'),
        }),
      )
      .min(1)
      .max(10)
      .describe('One entry for each page'),
  })
  .describe('How the site is to be found');

export const seoStrategySchema = z.strictObject({
  ...seoChoiceSchema.shape,
  pageTitles: z
    .array(
      z.strictObject({
        slug: keySchema,
        name: z
          .string()
          .min(1)
          .max(60)
          .describe('Unique on the site; every title of the page begins with it'),
        title: z.string().min(1).max(60).describe('The title by rule'),
      }),
    )
    .min(1)
    .max(10)
    .describe('One entry for each page'),
  summary: z.string().min(1).max(155).describe('The business in one or two sentences of the brief'),
  faqs: z
    .array(
      z.strictObject({
        /** The id that copy refers to. */
        ref: z.string().max(40),
        /** As a customer asks it. */
        question: z.string(),
        /** In the words of the brief. */
        answer: z.string(),
      }),
    )
    .describe('Questions of the brief with their answers, by the id that copy refers to'),
  siteName: z.string().min(1).max(60).describe('The name of the business'),
  language: z.string().min(2).max(35).describe('BCP 47 tag'),
  url: z
    .string()
    .max(500)
    .nullable()
    .describe('The address of the site, or null: then nothing absolute is written'),
});

export type SeoChoice = z.infer<typeof seoChoiceSchema>;
/** How the site is to be found. */
export type SeoStrategy = z.infer<typeof seoStrategySchema>;

export const seoStrategy = artifact('seoStrategy', seoStrategySchema, {
  description: 'Keywords, intents, titles and the type of the business',
});
