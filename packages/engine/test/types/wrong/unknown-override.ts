import { definePipeline } from '@phasegraph/engine';
import { plan, quote, topic, write } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan, write] });
await pipeline.run(
  { topic: '' },
  {
    override: {
      // error: 'quote' does not exist
      quote: '',
    },
  },
);
