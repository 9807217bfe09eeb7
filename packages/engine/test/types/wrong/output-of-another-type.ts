import { definePhase } from '@phasegraph/engine';
import { essay, topic } from '../declared.js';

definePhase({
  name: 'wrong',
  inputs: { topic },
  outputs: { essay },
  // error: not assignable
  run: () => ({ essay: 3 }),
});
