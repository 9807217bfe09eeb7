import { definePhase } from '@phasegraph/engine';
import { brief } from '../brief/artifact.js';
import { briefOutline } from './artifact.js';
import { outlineOf } from './outline.js';

export const briefOutlinePhase = definePhase({
  name: 'brief-outline',
  description: 'The brief without the particulars that pages state word for word',
  inputs: { brief },
  outputs: { briefOutline },
  estimateMs: 1,
  // Cheaper to make than to record, and made by code that its record would not know of.
  reuse: false,
  run: ({ brief: { tone: _tone, brand: _brand, ...contents } }) => ({ briefOutline: outlineOf(contents) }),
});
