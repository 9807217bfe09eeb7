import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';
import { essay, topic } from '../declared.js';

const count = artifact('count', z.number());
const countAsText = artifact('count', z.string());
definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    definePhase({ name: 'count', inputs: { topic }, outputs: { count }, run: () => ({ count: 1 }) }),
    // error: phase "show" takes "count" with another type than it is given with
    definePhase({ name: 'show', inputs: { countAsText }, outputs: { essay }, run: () => ({ essay: '' }) }),
  ],
});
