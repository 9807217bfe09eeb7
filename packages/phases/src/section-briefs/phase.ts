import { definePhase, each, pick } from '@phasegraph/engine';
import { brief } from '../brief/artifact.js';
import { sections } from '../layout-generation/artifact.js';
import { sectionBriefs } from './artifact.js';
import { sectionBriefOf } from './section-brief.js';

export const sectionBriefsPhase = definePhase({
  name: 'section-briefs',
  description: 'The brief for the writer of each section, with the particulars that the section states',
  inputs: { section: pick(each(sections), 'type', 'factIds'), brief },
  outputs: { sectionBriefs },
  estimateMs: 1,
  // Cheaper to make than to record, and made by code that its record would not know of.
  reuse: false,
  run: ({ section, brief: { tone: _tone, brand: _brand, ...contents } }) => ({
    sectionBriefs: sectionBriefOf(contents, section),
  }),
});
