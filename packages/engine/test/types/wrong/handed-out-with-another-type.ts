import { artifact, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';
import { join, plan, topic, write } from '../declared.js';

const pages = artifact('pages', z.number());
definePipeline({ name: 'p', given: { topic }, phases: [plan, write, join] }).asPhase({
  name: 'essays',
  inputs: { topic },
  outputs: {
    // error: "essay" is handed out with another type than the pipeline makes it with
    essay: pages,
    // error: the pipeline makes no "essai"
    essai: pages,
  },
});
