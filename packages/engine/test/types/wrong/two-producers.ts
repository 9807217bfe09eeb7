import { definePipeline } from '@phasegraph/engine';
import { plan, topic, write, writeSafely } from '../declared.js';

definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    plan,
    // error: phase "write" gives "section", and so does "write-safely"
    write,
    // error: phase "write-safely" gives "section", and so does "write"
    writeSafely,
  ],
});
