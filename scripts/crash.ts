// Kills runs at random points, again and again until they finish, and looks whether anything was lost or paid for twice:
// `npm run crash -- --runs 200 --seed 1`.
import { parseArgs } from 'node:util';
import { availableParallelism } from 'node:os';
import { seededRandom } from '@phasegraph/engine/testing';
import { compileChild } from './crash/compile-child.js';
import { killAndRepeat } from './crash/kill-and-repeat.js';
import type { KilledRun } from './crash/kill-and-repeat.js';
import { wrongStores } from './crash/wrong-stores.js';
import type { WrongStore } from './crash/wrong-stores.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    // What is drawn; real time has its part in what becomes of it.
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const [runs, firstSeed, jobs] = [values.runs, values.seed, values.jobs].map(Number) as [
  number,
  number,
  number,
];

const compiled = await compileChild();
process.once('exit', () => compiled.remove());
const child = compiled.path;
const undisturbed = await killAndRepeat({ child, random: seededRandom(firstSeed) });
report('undisturbed', undisturbed);
if (undisturbed.faults.length > 0 || undisturbed.inFlight > 0) process.exit(1);

const passed: string[] = [];
for (const wrong of Object.keys(wrongStores) as WrongStore[]) {
  const seed = await foundOutAt(wrong);
  console.log(`a store that ${wrong}: ${seed === undefined ? 'NOT FOUND OUT' : `found out by seed ${seed}`}`);
  if (seed === undefined) passed.push(wrong);
}

const waiting = Array.from({ length: runs }, (_, at) => firstSeed + at);
const ended: KilledRun[] = [];
let failed = 0;
await Promise.all(Array.from({ length: jobs }, () => work()));

const sum = (count: (run: KilledRun) => number): number =>
  ended.reduce((total, run) => total + count(run), 0);
const [kills, inFlight] = [sum((run) => run.kills), sum((run) => run.inFlight)];
const [reused, replayed] = [sum((run) => run.reused), sum((run) => run.replayed)];
console.log(
  `${runs} runs, ${kills} kills: ${inFlight} calls were in flight at them, ${sum(({ repeats }) => repeats)} of ` +
    `${sum(({ requests }) => requests)} were repeats; the last processes reused ${reused} results and replayed ` +
    `${replayed} answers. ${failed} failed.`,
);
// Kills that hit nothing prove nothing, nor does a store that nothing was taken from.
const isEmpty = kills < 2 * runs || inFlight === 0 || reused === 0 || replayed === 0;
if (isEmpty) console.log('Too few kills hit a run that had calls in flight and something recorded.');
process.exit(failed > 0 || isEmpty || passed.length > 0 ? 1 : 0);

async function work(): Promise<void> {
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    const killed = await kill(seed);
    if (killed.faults.length > 0) failed++;
    ended.push(killed);
    report(`seed ${seed}`, killed);
  }
}

/** The first seed whose kills show that a store is wrong; `undefined` when a dozen do not. */
async function foundOutAt(wrong: WrongStore): Promise<number | undefined> {
  for (let seed = firstSeed; seed < firstSeed + 12; seed++)
    if ((await kill(seed, wrong)).faults.length > 0) return seed;
  return undefined;
}

async function kill(seed: number, wrong?: WrongStore): Promise<KilledRun> {
  const killed = await killAndRepeat({
    child,
    random: seededRandom(seed),
    undisturbedMs: undisturbed.lastMs,
    ...(wrong && { wrong }),
  });
  if (killed.book === undisturbed.book) return killed;
  return { ...killed, faults: [...killed.faults, 'it made something else than when undisturbed'] };
}

function report(what: string, { kills, requests, repeats, inFlight, lastMs, faults }: KilledRun): void {
  console.log(
    `${what}: ${kills} kills, ${requests} requests, ${repeats} repeats of ${inFlight} in flight, ${Math.round(lastMs)} ms at last`,
  );
  for (const fault of faults) console.log(`  FAULT ${fault}`);
}
