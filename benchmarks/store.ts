// What a store costs: over a run without one, when everything is reused, when it is opened. See README.md.
//
//   npm run bench:store [-- --tasks 10000 --rounds 7 --beside 1000 --folder /tmp]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { head, median, row, shown } from './engine/numbers.js';
import { fsyncMs } from './store/fsync.js';
import { langGraphMs } from './store/langgraph.js';
import { fillWithRuns, openMs } from './store/past-runs.js';
import { runMs } from './store/run.js';
import type { Doing } from './store/run.js';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
    // How many tasks beside LangGraph, whose time grows faster than their number; 0 leaves it out.
    beside: { type: 'string', default: '1000' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const [tasks, rounds, beside] = [Number(values.tasks), Number(values.rounds), Number(values.beside)];
const pastRuns = 1000;

/** What one way of recording comes to, in milliseconds. */
interface Times {
  readonly without: number;
  readonly recorded: number;
  readonly again: number;
}

const folder = mkdtempSync(join(values.folder, 'phasegraph-store-'));
try {
  const ours = await medians((path) => phasegraph('work', tasks, path));
  const calls = await medians((path) => phasegraph('call', tasks, path));
  const past = join(folder, 'past.sqlite');
  await fillWithRuns(past, pastRuns);
  const opened = median(Array.from({ length: rounds }, () => openMs(past)));

  console.log(`One write that is down on this disk takes ${shown(fsyncMs(folder))} ms.\n`);
  console.log(head(['what'], ['measured', 'bar']));
  console.log(row(`a run of ${count(tasks)} tasks without a store`, `${shown(ours.without)} ms`, ''));
  console.log(row('the same, recorded', `${shown(ours.recorded)} ms`, ''));
  console.log(row('a recorded result, a task', `${shown(recordingUs(ours, tasks))} µs`, '100 µs'));
  console.log(row('the same run, all of it reused', `${shown(ours.again)} ms`, '1,000 ms'));
  console.log(
    row('a recorded result and the call behind it, a task', `${shown(recordingUs(calls, tasks))} µs`, ''),
  );
  console.log(row('a run of such tasks, all of it reused', `${shown(calls.again)} ms`, '1,000 ms'));
  console.log(row(`opening a store with ${count(pastRuns)} past runs`, `${shown(opened)} ms`, '50 ms'));

  if (beside > 0) {
    const few = await medians((path) => phasegraph('work', beside, path));
    const theirs = await medians((path) => langGraph(beside, path));
    console.log(`\n${head([`${count(beside)} tasks, ms`], ['without a store', 'recorded', 'again'])}`);
    for (const [name, { without, recorded, again }] of [
      ['Phasegraph', few],
      ['LangGraph', theirs],
    ] as const) {
      console.log(row(name, shown(without), shown(recorded), shown(again)));
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The first round warms up; the kinds take turns, so that what else the machine does meets all of them. */
async function medians(measure: (path: string) => Promise<Times>): Promise<Times> {
  const samples: Times[] = [];
  for (let round = 0; round <= rounds; round++) {
    const path = join(mkdtempSync(join(folder, 'round-')), 'store.sqlite');
    const times = await measure(path);
    if (round > 0) samples.push(times);
  }
  return {
    without: median(samples.map(({ without }) => without)),
    recorded: median(samples.map(({ recorded }) => recorded)),
    again: median(samples.map(({ again }) => again)),
  };
}

async function phasegraph(doing: Doing, count: number, path: string): Promise<Times> {
  return {
    without: await runMs(doing, count, undefined),
    recorded: await runMs(doing, count, path),
    again: await runMs(doing, count, path),
  };
}

async function langGraph(count: number, path: string): Promise<Times> {
  const without = await langGraphMs(count, undefined);
  const { run, again } = await langGraphMs(count, path);
  return { without: without.run, recorded: run, again: again ?? Number.NaN };
}

function recordingUs({ recorded, without }: Times, count: number): number {
  return ((recorded - without) * 1000) / count;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
