import { definePipeline } from '@phasegraph/engine';
import { essay, join, plan, topic, write } from '../declared.js';

definePipeline({ name: 'p', given: { topic }, phases: [plan, write, join] }).asPhase({
  name: 'essays',
  inputs: { topic },
  outputs: { essay },
  // error: Type 'string' is not assignable to type 'never'
  version: '2',
});
