import type { Take } from '../events.js';
import { none } from './wiring.js';
import type { Wiring } from './wiring.js';

/** What the tasks of a phase take from each phase before it, in the order of its inputs. */
export function takesOf(wiring: Wiring, phase: number, nameOf: (phase: number) => string): Take[] {
  const { lists, origin, sameItem, baseStart, baseProducer, baseEarly, baseMin } = wiring;
  const related = sameItem.entries.subarray(sameItem.starts[phase], sameItem.starts[phase + 1]);
  const emitter = lists[origin[phase] ?? none]?.emitter;
  const takes = Array.from(related, (from): Take => ({ from: nameOf(from), part: 'same-item' }));
  if (emitter !== undefined && related.length === 0) takes.push({ from: nameOf(emitter), part: 'item' });
  for (let base = baseStart[phase] ?? 0; base < (baseStart[phase + 1] ?? 0); base++) {
    const from = nameOf(baseProducer[base] ?? none);
    takes.push(
      baseEarly[base] === 1 ? { from, part: 'enough', min: baseMin[base] ?? 0 } : { from, part: 'all' },
    );
  }
  return takes;
}
