import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';
import { essay, outline, plan, topic } from '../declared.js';

const wholeOutline = artifact('outline', z.string());
definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    plan,
    // error: phase "show" takes "outline" with another type than it is given with
    definePhase({ name: 'show', inputs: { wholeOutline }, outputs: { essay }, run: () => ({ essay: '' }) }),
  ],
});
