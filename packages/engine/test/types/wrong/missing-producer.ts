import { definePhase, definePipeline } from '@phasegraph/engine';
import { essay, plan, quote, topic } from '../declared.js';

definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    plan,
    // error: phase "write-more" needs "quote", which nothing gives
    definePhase({ name: 'write-more', inputs: { quote }, outputs: { essay }, run: () => ({ essay: '' }) }),
  ],
});
