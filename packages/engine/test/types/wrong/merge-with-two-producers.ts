import { definePhase, definePipeline } from '@phasegraph/engine';
import { outline, plan, topic } from '../declared.js';

const other = definePhase({ name: 'other', inputs: { topic }, outputs: { outline }, run: () => ({}) });
definePipeline({ name: 'p', given: { topic }, phases: [plan] }).merge(
  // error: gives "outline", and so does
  definePipeline({ name: 'q', given: { topic }, phases: [other] }),
);
