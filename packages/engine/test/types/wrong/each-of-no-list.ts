import { definePhase, each } from '@phasegraph/engine';
import { section, topic } from '../declared.js';

definePhase({
  name: 'wrong',
  inputs: {
    // error: each("topic"): "topic" is no list
    one: each(topic),
  },
  outputs: { section },
  run: () => ({ section: '' }),
});
