import { collect, definePhase } from '@phasegraph/engine';
import { essay, topic } from '../declared.js';

definePhase({
  name: 'wrong',
  inputs: {
    // error: collect("topic"): "topic" is no list
    all: collect(topic, { min: 1 }),
  },
  outputs: { essay },
  run: () => ({ essay: '' }),
});
