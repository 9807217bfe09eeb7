import type { Names } from './names.js';

const mark = { unseen: 0, open: 1, done: 2 } as const;

/**
 * The phases so that each comes after all whose artifacts it takes, otherwise in the order of declaration: a depth-first
 * search through what they take, with a stack of its own, so that no depth is too deep. `undefined`, when some wait
 * for each other.
 */
export function orderPhases({ phases, takeStart, takeSlot, givenBy }: Names): Int32Array | undefined {
  const order = new Int32Array(phases.length);
  const marks = new Uint8Array(phases.length);
  /** By phase on the stack: which of its inputs is looked at next. */
  const next = takeStart.slice(0, phases.length);
  const stack: number[] = [];
  let placed = 0;
  for (let start = 0; start < phases.length; start++) {
    if (marks[start] !== mark.unseen) continue;
    marks[start] = mark.open;
    stack.push(start);
    for (let phase = start; stack.length > 0; phase = stack.at(-1) ?? 0) {
      const at = next[phase] ?? 0;
      if (at === takeStart[phase + 1]) {
        marks[phase] = mark.done;
        order[placed++] = phase;
        stack.pop();
        continue;
      }
      next[phase] = at + 1;
      const producer = givenBy[takeSlot[at] ?? 0] ?? 0;
      if (producer < 0 || marks[producer] === mark.done) continue;
      if (marks[producer] === mark.open) return undefined;
      marks[producer] = mark.open;
      stack.push(producer);
    }
  }
  return order;
}
