import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { Rows } from '../plan/wiring.js';

/** Who is needed by whom, where a phase is stopped since enough of what it gives is there. */
export class Needs {
  readonly #plan: Plan;
  #targets: ReadonlySet<number> | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /**
   * Marks a phase as stopped, and with it all that fed nothing but stopped phases and give no target.
   *
   * @param stopped by phase: 1, when it is stopped
   * @returns those that were not stopped before
   */
  stop(phase: number, stopped: Uint8Array): number[] {
    stopped[phase] = 1;
    const found = [phase];
    // It grows while it is worked off.
    for (const next of found) {
      for (const producer of this.#producersOf(next)) {
        if (stopped[producer] === 1 || this.#isNeeded(producer, stopped)) continue;
        stopped[producer] = 1;
        found.push(producer);
      }
    }
    return found;
  }

  #producersOf(phase: number): number[] {
    const { wiring, lists } = this.#plan;
    const emitter = lists[wiring.origin[phase] ?? none]?.emitter;
    const bases = wiring.baseProducer.subarray(wiring.baseStart[phase], wiring.baseStart[phase + 1]);
    return [...(emitter === undefined ? [] : [emitter]), ...rowOf(wiring.sameItem, phase), ...bases];
  }

  /** Whether a phase gives a target, or something to a phase that goes on. */
  #isNeeded(phase: number, stopped: Uint8Array): boolean {
    const { wiring, io, targets } = this.#plan;
    this.#targets ??= new Set(targets.map((name) => io.slotOf.get(name) ?? none));
    for (let at = io.givesFrom(phase); at < io.givesTo(phase); at++)
      if (this.#targets.has(io.giveSlot[at] ?? none)) return true;
    const goesOn = (consumer: number): boolean => stopped[consumer] !== 1;
    return (
      rowOf(wiring.sameItemOf, phase).some(goesOn) ||
      rowOf(wiring.baseOf, phase).some((base) => goesOn(wiring.baseConsumer[base] ?? none)) ||
      rowOf(wiring.emits, phase).some((list) => rowOf(wiring.members, list).some(goesOn))
    );
  }
}

function rowOf({ starts, entries }: Rows, row: number): Int32Array {
  return entries.subarray(starts[row], starts[row + 1]);
}
