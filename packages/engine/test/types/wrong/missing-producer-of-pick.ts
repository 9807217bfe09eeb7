import { definePhase, definePipeline, each, pick } from '@phasegraph/engine';
import { outline, section, topic } from '../declared.js';

const name = definePhase({
  name: 'name',
  inputs: { part: pick(each(outline), 'id') },
  outputs: { section },
  run: ({ part }) => ({ section: part.id }),
});

definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    // error: phase "name" needs "outline", which nothing gives
    name,
  ],
});
