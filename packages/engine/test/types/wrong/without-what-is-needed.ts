import { definePipeline } from '@phasegraph/engine';
import { join, plan, topic, write } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [plan, write, join] });
// error: phase "write" needs "outline", which nothing gives
pipeline.without('plan');
