import { definePipeline } from '@phasegraph/engine';
import { join, plan, topic } from '../declared.js';

definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    plan,
    // error: phase "join" needs "section", which nothing gives
    join,
  ],
});
