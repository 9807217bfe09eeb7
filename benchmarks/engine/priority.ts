import { seededRandom } from '@phasegraph/engine/testing';
import { drawTimed, families } from './families.js';
import type { Family } from './families.js';
import { engineMs, fifoMs, lowerBoundMs } from './makespan.js';
import { head, median, row } from './numbers.js';

const slots = 4;

/** Prints what the order of ready tasks buys, in virtual time: the same numbers on every machine. */
export async function printPriority(graphs: number): Promise<void> {
  console.log(
    `\n## Priority\n\nMakespan with four slots against the lower bound, of ${graphs} random graphs each: median / mean / worst.\n`,
  );
  console.log(
    head(
      ['graphs'],
      [
        'first in, first out',
        'rank, durations known',
        'known within 50 %',
        'rank by hops',
        'FIFO / rank, median',
      ],
    ),
  );
  for (const family of families) {
    const found = await compare(family, graphs);
    console.log(
      row(
        family,
        ...[found.fifo, found.known, found.guessed, found.hops].map(spread),
        median(found.gain).toFixed(2),
      ),
    );
  }
}

async function compare(family: Family, graphs: number): Promise<Record<Column, number[]>> {
  const found: Record<Column, number[]> = { fifo: [], known: [], guessed: [], hops: [], gain: [] };
  for (let seed = 1; seed <= graphs; seed++) {
    const random = seededRandom(seed);
    const drawn = drawTimed(family, random);
    const bound = lowerBoundMs(drawn, slots);
    const fifo = fifoMs(drawn, slots);
    const known = await engineMs(drawn, drawn.durations, slots);
    const guesses = drawn.durations.map((duration) => duration * (0.5 + random()));
    const guessed = await engineMs(drawn, guesses, slots);
    const hops = await engineMs(
      drawn,
      drawn.durations.map(() => 1),
      slots,
    );
    found.fifo.push(fifo / bound);
    found.known.push(known / bound);
    found.guessed.push(guessed / bound);
    found.hops.push(hops / bound);
    found.gain.push(fifo / known);
  }
  return found;
}

type Column = 'fifo' | 'known' | 'guessed' | 'hops' | 'gain';

function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [median(values), mean, Math.max(...values)].map((value) => value.toFixed(3)).join(' / ');
}
