import { collect, definePhase, definePipeline } from '@phasegraph/engine';
import { essay, plan, section, topic, write } from '../declared.js';

definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    plan,
    write,
    // error: phase "join-all" collects "section" and says nothing of failures: "write" has no fallback
    definePhase({
      name: 'join-all',
      inputs: { parts: collect(section) },
      outputs: { essay },
      run: () => ({ essay: '' }),
    }),
  ],
});
