import { definePipeline } from '@phasegraph/engine';
import { plan, topic, write } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan, write] });
await pipeline.run(
  { topic: '' },
  {
    override: {
      // error: 'WiringError<""section" cannot be overridden: its items have no keys, so declare it with a "key"">'
      section: ['a'],
    },
  },
);
