// The numbers that the project began with, as a pipeline of phases that only wait, in virtual time:
// what one after another takes, what hand-made waves take, what this engine takes, and what nothing can beat.
//
//   npm run bench:seed [-- --seeds 1000]
import { parseArgs } from 'node:util';
import { waitingSite } from './seed/pipeline.js';
import { criticalPathMs, lowerBoundMs, sequentialMs, waveMs } from './seed/baselines.js';
import { fixedDurations, varyingDurations } from './seed/durations.js';
import type { Durations } from './seed/durations.js';

const { values: options } = parseArgs({ options: { seeds: { type: 'string', default: '1000' } } });
const seeds = Number(options.seeds);
if (!Number.isInteger(seeds) || seeds < 1) {
  console.error(`--seeds takes a whole number from 1 on, and this is ${options.seeds}.`);
  process.exit(2);
}

interface Row {
  readonly name: string;
  readonly splitCode: boolean;
  readonly cap: number;
  readonly sigma: number;
}

interface Times {
  readonly sequential: number;
  readonly waves: number;
  readonly engine: number;
  readonly bound: number;
}

const rows: Row[] = [];
for (const splitCode of [false, true]) {
  const code = splitCode ? 'code by page' : 'code at once';
  rows.push({ name: code, splitCode, cap: Infinity, sigma: 0 });
  for (const cap of [8, 4, 2]) rows.push({ name: `${code}, ${cap} at a time`, splitCode, cap, sigma: 0 });
  for (const sigma of [0.3, 0.6])
    rows.push({ name: `${code}, sigma ${sigma}`, splitCode, cap: Infinity, sigma });
}

console.log('Seconds of virtual time; with a sigma, the median over the seeds.\n');
console.log('| case | one after another | waves | Phasegraph | no less than | waves / Phasegraph |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
const faults: string[] = [];
for (const row of rows) {
  const times = row.sigma === 0 ? [await timesOf(row, fixedDurations())] : await timesOfSeeds(row);
  const shown = {
    sequential: median(times.map(({ sequential }) => sequential)),
    waves: median(times.map(({ waves }) => waves)),
    engine: median(times.map(({ engine }) => engine)),
    bound: median(times.map(({ bound }) => bound)),
  };
  const figures = [shown.sequential, shown.waves, shown.engine, shown.bound].map((ms) =>
    (ms / 1000).toFixed(1),
  );
  console.log(`| ${row.name} | ${figures.join(' | ')} | ${(shown.waves / shown.engine).toFixed(2)} |`);
  for (const { engine, waves, bound } of times) {
    if (engine > waves * 1.000001) faults.push(`${row.name}: ${engine} ms, above the waves' ${waves} ms`);
    if (row.cap === Infinity && engine > bound * 1.01)
      faults.push(`${row.name}: ${engine} ms, the path is ${bound} ms`);
  }
}
console.log(`\nThe origin's own estimate of its waves was 63 s. Seeds: ${seeds}.`);
for (const fault of faults.slice(0, 10)) console.error(`too slow: ${fault}`);
if (faults.length > 0) process.exit(1);

async function timesOfSeeds(row: Row): Promise<Times[]> {
  const times: Times[] = [];
  for (let seed = 1; seed <= seeds; seed++) times.push(await timesOf(row, varyingDurations(row.sigma, seed)));
  return times;
}

async function timesOf({ splitCode, cap }: Row, durations: Durations): Promise<Times> {
  return {
    sequential: sequentialMs(durations, splitCode),
    waves: waveMs(durations, splitCode, cap),
    engine: await waitingSite(durations, splitCode, cap),
    bound: cap === Infinity ? criticalPathMs(durations, splitCode) : lowerBoundMs(durations, splitCode, cap),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
