import { definePipeline } from '@phasegraph/engine';
import { join, plan, topic } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan] });
pipeline.with(
  // error: phase "join" needs "section", which nothing gives
  join,
);
