import { definePhase } from '@phasegraph/engine';
import { brief } from '../brief/artifact.js';
import { site } from '../site-assembly/artifact.js';
import { qualityReport } from './artifact.js';
import { assessSite } from './assess.js';

export const qualityAssessmentPhase = definePhase({
  name: 'quality-assessment',
  description: 'Computes links, headings, contrast, weights, metadata and claims of the finished site',
  inputs: { site, brief },
  outputs: { qualityReport },
  estimateMs: 500,
  // Cheaper to make than to record, and made by code that its record would not know of.
  reuse: false,
  run: async ({ site, brief }) => ({ qualityReport: await assessSite(site, brief) }),
});
