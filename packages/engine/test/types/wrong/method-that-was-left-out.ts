import { artifact, definePhase, narrow, resource } from '@phasegraph/engine';
import { z } from 'zod';
import { topic } from '../declared.js';

interface Client {
  write(): string;
  draw(): string;
}

const studio = resource<'studio', Client>('studio');
const poem = artifact('poem', z.string());

// error: Argument of type '"sing"' is not assignable
narrow(studio, 'write', 'sing');

definePhase({
  name: 'calls-what-it-does-not-use',
  inputs: { topic },
  outputs: { poem },
  uses: { studio: narrow(studio, 'write') },
  // error: Property 'draw' does not exist on type
  run: (_, context) => ({ poem: context.studio.draw() }),
});
