import { definePipeline } from '@phasegraph/engine';
import { ask, topic } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [ask] });
await pipeline.run(
  { topic: '' },
  // error: 'model' is missing
  { resources: {} },
);
