import { definePipeline } from '@phasegraph/engine';
import { topic, write } from '../declared.js';

definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    // error: phase "write" needs "outline", which nothing gives
    write,
  ],
});
