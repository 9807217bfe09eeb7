import { definePipeline } from '@phasegraph/engine';
import { outline, plan, topic, write } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan, write] });
await pipeline.run(
  { topic: '' },
  {
    override: {
      // error: not assignable
      outline: 'a',
    },
  },
);
