import { definePipeline } from '@phasegraph/engine';
import { ask, topic } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [ask] });
await pipeline.run(
  { topic: '' },
  {
    resources: {
      model: { connect: () => ({ ask: async (prompt: string) => prompt }) },
      // error: 'modle' does not exist
      modle: { connect: () => 1 },
    },
  },
);
