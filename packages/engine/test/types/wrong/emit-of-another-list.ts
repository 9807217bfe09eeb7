import { definePhase } from '@phasegraph/engine';
import { outline, section, topic } from '../declared.js';

definePhase({
  name: 'wrong',
  inputs: { topic },
  outputs: { outline },
  run: (_, { emit }) => {
    // error: not assignable
    emit(section, '');
  },
});
