// Kills runs at random points, again and again until they finish, and looks whether anything was lost or paid for twice:
// `npm run crash -- --runs 200 --seed 1`.
import { parseArgs } from 'node:util';
import { availableParallelism } from 'node:os';
import { seededRandom } from '@phasegraph/engine/testing';
import { compileChild } from './crash/compile-child.js';
import { killAndRepeat } from './crash/kill-and-repeat.js';
import type { KilledRun } from './crash/kill-and-repeat.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const [runs, firstSeed, jobs] = [values.runs, values.seed, values.jobs].map(Number) as [
  number,
  number,
  number,
];

const child = compileChild();
process.once('exit', () => child.remove());
const undisturbed = await killAndRepeat(child.path, seededRandom(firstSeed), undefined);
report('undisturbed', undisturbed);
if (undisturbed.faults.length > 0) process.exit(1);

const seeds = Array.from({ length: runs }, (_, at) => firstSeed + at);
const waiting = [...seeds];
const ended: KilledRun[] = [];
let failed = 0;
await Promise.all(Array.from({ length: jobs }, () => work()));

const sum = (count: (run: KilledRun) => number): number =>
  ended.reduce((total, run) => total + count(run), 0);
console.log(
  `${runs} runs, ${sum(({ kills }) => kills)} kills: ${sum(({ inFlight }) => inFlight)} calls were in flight at them, ` +
    `${sum(({ repeats }) => repeats)} of ${sum(({ requests }) => requests)} were repeats; the last processes reused ` +
    `${sum(({ reused }) => reused)} results and replayed ${sum(({ replayed }) => replayed)} answers. ${failed} failed.`,
);
// Kills that hit nothing prove nothing.
const isEmpty = sum(({ kills }) => kills) < runs / 2 || sum(({ inFlight }) => inFlight) === 0;
if (isEmpty) console.log('Too few kills hit a run while it had calls in flight.');
process.exit(failed > 0 || isEmpty ? 1 : 0);

async function work(): Promise<void> {
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    const killed = await killAndRepeat(child.path, seededRandom(seed), 1.5 * undisturbed.lastMs);
    const isSame = killed.book === undisturbed.book;
    const faults = [...killed.faults, ...(isSame ? [] : ['it made something else than when undisturbed'])];
    if (faults.length > 0) failed++;
    ended.push(killed);
    report(`seed ${seed}`, { ...killed, faults });
  }
}

function report(what: string, { kills, requests, repeats, inFlight, lastMs, faults }: KilledRun): void {
  console.log(
    `${what}: ${kills} kills, ${requests} requests, ${repeats} repeats of ${inFlight} in flight, ${Math.round(lastMs)} ms at last`,
  );
  for (const fault of faults) console.log(`  FAULT ${fault}`);
}
