import { definePipeline } from '@phasegraph/engine';
import { plan, topic } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan] });
await pipeline.run({
  // error: Type 'number' is not assignable to type 'string'
  topic: 3,
});
