import { artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { z } from 'zod';
import { essay, plan, section, topic, write } from '../declared.js';

const polished = artifactList('polished', z.string());
const polish = definePhase({
  name: 'polish',
  inputs: { text: each(section) },
  outputs: { polished },
  run: ({ text }) => ({ polished: text }),
  fallback: ({ text }) => ({ polished: text }),
});
definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    plan,
    write,
    polish,
    // error: phase "join-all" collects "polished" and says nothing of failures: "write" has no fallback
    definePhase({
      name: 'join-all',
      inputs: { parts: collect(polished) },
      outputs: { essay },
      run: () => ({ essay: '' }),
    }),
  ],
});
