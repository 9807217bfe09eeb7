import { definePipeline } from '@phasegraph/engine';
import { ask, join, plan, topic, write } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan, write, join] });
// error: no phase is named "ask" or gives what it gives, so there is nothing to replace
pipeline.replace(ask);
