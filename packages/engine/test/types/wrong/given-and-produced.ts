import { definePipeline } from '@phasegraph/engine';
import { ask, quote, topic } from '../declared.js';

definePipeline({
  name: 'p',
  given: { topic, quote },
  phases: [
    // error: phase "ask" gives "quote", which the run is given already
    ask,
  ],
});
