import { definePipeline } from '@phasegraph/engine';
import { ask, topic } from '../declared.js';

const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [ask] });
// error: Expected 2 arguments
await pipeline.run({ topic: '' });
