// What a store costs: over a run without one, when everything is reused, when it is opened. See README.md.
//
//   npm run bench:store [-- --tasks 10000 --rounds 7 --folder /tmp]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { head, median, row, shown } from './engine/numbers.js';
import { fsyncMs } from './store/fsync.js';
import { fillWithRuns, openMs } from './store/past-runs.js';
import { runMs } from './store/run.js';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const [tasks, rounds] = [Number(values.tasks), Number(values.rounds)];
const pastRuns = 1000;

const folder = mkdtempSync(join(values.folder, 'phasegraph-store-'));
try {
  const samples = { without: [] as number[], recorded: [] as number[], reused: [] as number[] };
  // The first round warms up; the kinds take turns, so that what else the machine does meets all of them.
  for (let round = 0; round <= rounds; round++) {
    const path = join(folder, `${round}.sqlite`);
    const times = {
      without: await runMs(tasks, undefined),
      recorded: await runMs(tasks, path),
      reused: await runMs(tasks, path),
    };
    if (round === 0) continue;
    samples.without.push(times.without);
    samples.recorded.push(times.recorded);
    samples.reused.push(times.reused);
  }
  const [without, recorded, reused] = [samples.without, samples.recorded, samples.reused].map(median) as [
    number,
    number,
    number,
  ];
  const past = join(folder, 'past.sqlite');
  await fillWithRuns(past, pastRuns);
  const opened = median(Array.from({ length: rounds }, () => openMs(past)));

  console.log(`One write that is down on this disk takes ${shown(fsyncMs(folder))} ms.\n`);
  console.log(head(['what'], ['measured', 'bar']));
  const perTask = ((recorded - without) * 1000) / tasks;
  console.log(
    row(`a run of ${tasks.toLocaleString('en')} tasks without a store`, `${shown(without)} ms`, ''),
  );
  console.log(row('the same, recorded', `${shown(recorded)} ms`, ''));
  console.log(row('a recorded result, a task', `${shown(perTask)} µs`, '100 µs'));
  console.log(row('the same run, all of it reused', `${shown(reused)} ms`, '1,000 ms'));
  console.log(
    row(`opening a store with ${pastRuns.toLocaleString('en')} past runs`, `${shown(opened)} ms`, '50 ms'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
