import { definePipeline } from '@phasegraph/engine';
import { plan, quote, topic, write } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan, write] });
await pipeline.run(
  { topic: '' },
  {
    override: {
      // error: Type 'string' is not assignable to type 'WiringError<"no phase gives "quote", so there is nothing to override">'
      quote: '',
    },
  },
);
