import { definePhase, definePipeline } from '@phasegraph/engine';
import { model, plan, outline, topic } from '../declared.js';

const asking = definePhase({
  name: 'plan',
  inputs: { topic },
  outputs: { outline },
  uses: { model },
  run: async (inputs, context) => ({ outline: [{ id: await context.model.ask(inputs.topic) }] }),
});
const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan] }).replace(asking);
// error: Expected 2 arguments, but got 1
await pipeline.run({ topic: 'bread' });
