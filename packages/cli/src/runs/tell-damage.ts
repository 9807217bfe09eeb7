import type { Store } from '@phasegraph/engine';
import type { OutputPort } from '../ports.js';

/** Tells what a store has set aside since it was opened: a run that is not there any more was there once. */
export function tellDamage(store: Pick<Store, 'damage'>, stderr: OutputPort): void {
  for (const sentence of store.damage()) stderr.write(`${sentence}\n`);
}
