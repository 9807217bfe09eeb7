import { definePipeline } from '@phasegraph/engine';
import { briefOutlinePhase } from './brief-outline/phase.js';
import { brief } from './brief/artifact.js';
import { codeGenerationPhase } from './code-generation/phase.js';
import { copywritingPhase } from './copywriting/phase.js';
import { designContextPhase } from './design-context/phase.js';
import { designStrategyPhase } from './design-strategy/phase.js';
import { imageGenerationPhase } from './image-generation/phase.js';
import { imagePlanningPhase } from './image-planning/phase.js';
import { layoutGenerationPhase } from './layout-generation/phase.js';
import { pagePlanningPhase } from './page-planning/phase.js';
import { qualityAssessmentPhase } from './quality-assessment/phase.js';
import { sectionBriefsPhase } from './section-briefs/phase.js';
import { sectionPlanningPhase } from './section-planning/phase.js';
import { seoMetadataPhase } from './seo-metadata/phase.js';
import { seoStrategyPhase } from './seo-strategy/phase.js';
import { siteAssemblyPhase } from './site-assembly/phase.js';
import { styleSystemPhase } from './style-system/phase.js';

/** The phases of the website. Their order says nothing: what a phase waits for is what it takes. */
export const websitePhases = [
  briefOutlinePhase,
  designStrategyPhase,
  designContextPhase,
  sectionPlanningPhase,
  styleSystemPhase,
  layoutGenerationPhase,
  pagePlanningPhase,
  imagePlanningPhase,
  seoStrategyPhase,
  sectionBriefsPhase,
  copywritingPhase,
  imageGenerationPhase,
  seoMetadataPhase,
  codeGenerationPhase,
  siteAssemblyPhase,
  qualityAssessmentPhase,
] as const;

/** A brief in, a website out: gives `site` and its `qualityReport`. */
export const website = definePipeline({ name: 'website', given: { brief }, phases: websitePhases });
