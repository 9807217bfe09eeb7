import { artifact, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';
import { essay, join, plan, topic, write } from '../declared.js';

const pages = artifact('pages', z.number());
definePipeline({ name: 'p', given: { topic }, phases: [plan, write, join] }).asPhase({
  name: 'essays',
  // error: "topic" is handed in with another type than the pipeline is given it with
  inputs: { topic: pages },
  outputs: { essay },
});
