import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';
import { ask, topic } from '../declared.js';

const length = artifact('length', z.number());
const count = definePhase({
  name: 'count',
  inputs: { topic },
  outputs: { length },
  run: (inputs) => ({ length: inputs.topic.length }),
});
const word = artifact('length', z.string());
const double = definePhase({
  name: 'double',
  inputs: { length },
  outputs: { twice: artifact('twice', z.number()) },
  run: (inputs) => ({ twice: inputs.length * 2 }),
});
definePipeline({ name: 'p', given: { topic }, phases: [count, double, ask] }).replace(
  // error: phase "double" takes "length" with another type than it is given with
  definePhase({ name: 'count', inputs: { topic }, outputs: { word }, run: () => ({ word: '' }) }),
);
