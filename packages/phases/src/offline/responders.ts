import { z } from 'zod';
import { briefSchema, narrowedBriefSchema } from '../brief/schema.js';
import { sectionCopyAnswer } from '../copywriting/phase.js';
import { writeCopy } from '../copywriting/offline.js';
import { designContextSchema } from '../design-context/artifact.js';
import { setContext } from '../design-context/offline.js';
import { designContextAnswer } from '../design-context/phase.js';
import { designStrategySchema } from '../design-strategy/artifact.js';
import { directDesign } from '../design-strategy/offline.js';
import { designStrategyAnswer } from '../design-strategy/phase.js';
import { sectionSchema } from '../layout-generation/artifact.js';
import { chooseLayout } from '../layout-generation/offline.js';
import { layoutChoiceAnswer } from '../layout-generation/phase.js';
import { planPages } from '../page-planning/offline.js';
import { pagesAnswer } from '../page-planning/phase.js';
import { sectionPlanSchema } from '../section-planning/artifact.js';
import { planSections } from '../section-planning/offline.js';
import { sectionPlanAnswer } from '../section-planning/phase.js';
import { seoStrategySchema } from '../seo-strategy/artifact.js';
import { chooseStyle } from '../style-system/offline.js';
import { styleChoiceAnswer } from '../style-system/phase.js';
import { chooseImages } from '../image-planning/offline.js';
import { imageChoicesAnswer } from '../image-planning/phase.js';
import type { ImageTask } from '../image-planning/task.js';
import { chooseMetadata } from '../seo-metadata/offline.js';
import { pageMetadataChoiceAnswer } from '../seo-metadata/phase.js';
import type { MetadataTask } from '../seo-metadata/task.js';
import { chooseSeo } from '../seo-strategy/offline.js';
import { seoChoiceAnswer } from '../seo-strategy/phase.js';
import type { SeoTask } from '../seo-strategy/task.js';

/** Answers a question by rule, from what the question itself brings. */
export type Responder = (request: { readonly input: unknown }) => unknown;

/** What has to be said, and how it should sound and look, as far as the phase that asks sends it. */
const { tone, brand } = briefSchema.shape;
const briefOfDesign = narrowedBriefSchema.extend({ tone, brand });

/** The answers by rule of every phase that asks the model for an object, by the name of the schema that it asks under. */
export const responders: Readonly<Record<string, Responder>> = {
  [designStrategyAnswer.name]: answering({ brief: briefOfDesign }, ({ brief }) => directDesign(brief)),
  [designContextAnswer.name]: answering({ brief: briefOfDesign }, ({ brief }) => setContext(brief)),
  [sectionPlanAnswer.name]: answering({ brief: narrowedBriefSchema }, ({ brief }) => planSections(brief)),
  [styleChoiceAnswer.name]: answering(
    { brief: z.object({ brand: briefSchema.shape.brand }), designStrategy: designStrategySchema },
    ({ brief, designStrategy }) => chooseStyle(brief, designStrategy),
  ),
  [layoutChoiceAnswer.name]: answering(
    { designContext: designContextSchema, sectionPlan: sectionPlanSchema },
    ({ designContext, sectionPlan }) => chooseLayout(designContext, sectionPlan),
  ),
  [pagesAnswer.name]: answering({ sectionPlan: sectionPlanSchema }, ({ sectionPlan }) => ({
    pages: planPages(sectionPlan),
  })),
  [sectionCopyAnswer.name]: answering(
    {
      section: sectionSchema,
      brief: narrowedBriefSchema,
      designContext: designContextSchema,
      seoStrategy: seoStrategySchema.pick({ keywords: true, pageAngles: true }).nullable(),
    },
    writeCopy,
  ),
  // These phases send the task of their rule as it is, plain data under a name of their own.
  [seoChoiceAnswer.name]: ({ input }) => chooseSeo(input as SeoTask),
  [pageMetadataChoiceAnswer.name]: ({ input }) => chooseMetadata(input as MetadataTask),
  [imageChoicesAnswer.name]: ({ input }) => chooseImages(input as ImageTask),
};

/** A responder that parses the part of the input that its rule reads; what else the phase sends is left alone. */
function answering<Shape extends z.ZodRawShape>(
  shape: Shape,
  rule: (input: z.output<z.ZodObject<Shape>>) => unknown,
): Responder {
  const schema = z.object(shape);
  return ({ input }) => rule(schema.parse(input));
}
