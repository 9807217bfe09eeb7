import { artifact, definePhase, definePipeline, resource } from '@phasegraph/engine';
import { z } from 'zod';
import { ask, quote, topic } from '../declared.js';

const other = resource<'model', { draw(prompt: string): Promise<string> }>('model');
const picture = artifact('picture', z.string());
const draw = definePhase({
  name: 'draw',
  inputs: { quote },
  outputs: { picture },
  uses: { other },
  run: async (inputs, { other: model }) => ({ picture: await model.draw(inputs.quote) }),
});
definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    // error: phase "ask" uses the resource "model" with another type of client than other phases do
    ask,
    // error: phase "draw" uses the resource "model" with another type of client than other phases do
    draw,
  ],
});
