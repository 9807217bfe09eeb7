// Measures one contender on one graph, in a process of its own, and prints what it found as JSON: times, or, with
// --expose-gc, memory. Started by the benchmark, not by hand.
import { parseArgs } from 'node:util';
import { GCProfiler } from 'node:v8';
import { contenderNames, loadContender } from './contenders.js';
import type { Form, Prepared, Work } from './contender.js';
import { drawGraph, drawItems, shapes, spreadItems } from './shapes.js';
import type { Shape } from './shapes.js';
import { stopwatch } from './stopwatch.js';

/** What one process found. */
export type Measured =
  | {
      readonly what: 'time';
      readonly tasks: number;
      /** Microseconds a task, by sample. */
      readonly buildUs: readonly number[];
      readonly runUs: readonly number[];
    }
  | {
      readonly what: 'memory';
      readonly tasks: number;
      /** Bytes a task: how far the process grew, the most that was in use of its heap, what is left after the run. */
      readonly peakBytes: number;
      readonly heapBytes: number;
      readonly keptBytes: number;
    };

/** A sample repeats a short run until it has taken so long. */
const sampleMs = 30;
/** Whoever takes longer for one run has but one sample taken. */
const longRunMs = 6_000;

const { values } = parseArgs({
  options: {
    contender: { type: 'string' },
    form: { type: 'string' },
    shape: { type: 'string' },
    tasks: { type: 'string' },
    clock: { type: 'string' },
    'warm-up': { type: 'string' },
  },
});
const name = contenderNames.find((known) => known === values.contender);
const shape = shapes.find((known) => known === values.shape);
if (name === undefined || shape === undefined) throw new Error('needs a --contender and a --shape');
const now = stopwatch(values.clock === 'cpu' ? 'cpu' : 'wall');
const form: Form = values.form === 'items' ? 'items' : 'phases';
const contender = await loadContender(name);
const tasks = Number(values.tasks);
/** Code is compiled while it runs: samples begin when it has been running for so long. */
const warmUpMs = Number(values['warm-up']);
const found =
  globalThis.gc === undefined ? await measureTime() : await measureMemory(() => globalThis.gc?.());
console.log(JSON.stringify(found));

async function measureTime(): Promise<Measured> {
  const work = drawWork(shape ?? 'chain', tasks);
  const prepared = contender.prepare(work);
  let warm = 0;
  let first = 0;
  for (let run = 0; run < 2_000 && warm < warmUpMs; run++) {
    const { buildMs, runMs } = await once(prepared);
    warm += buildMs + runMs;
    if (run === 0) first = warm;
  }
  const buildUs: number[] = [];
  const runUs: number[] = [];
  for (let sample = 0; sample < (first > longRunMs ? 1 : 5); sample++) {
    let [build, run, runs] = [0, 0, 0];
    while (run < sampleMs && runs < 1_000) {
      const { buildMs, runMs } = await once(prepared);
      build += buildMs;
      run += runMs;
      runs++;
    }
    buildUs.push((build * 1_000) / runs / work.graph.tasks);
    runUs.push((run * 1_000) / runs / work.graph.tasks);
  }
  return { what: 'time', tasks: work.graph.tasks, buildUs, runUs };
}

async function once(prepared: Prepared): Promise<{ buildMs: number; runMs: number }> {
  const before = now();
  const runnable = await prepared.build();
  const built = now();
  await runnable.run();
  return { buildMs: built - before, runMs: now() - built };
}

async function measureMemory(collect: () => void): Promise<Measured> {
  // Something small first: what is made once a process is not counted for the run.
  const small = contender.prepare(drawWork(shape ?? 'chain', 1_000));
  for (let run = 0; run < 5; run++) await once(small);
  const work = drawWork(shape ?? 'chain', tasks);
  const runnable = await contender.prepare(work).build();
  collect();
  collect();
  const heapBefore = heapInUse();
  const residentBefore = process.memoryUsage.rss();
  const profiler = new GCProfiler();
  profiler.start();
  const kept = await runnable.run();
  const resident = process.resourceUsage().maxRSS * 1024;
  const { statistics } = profiler.stop();
  const peak = Math.max(heapInUse(), ...statistics.map(({ beforeGC }) => inUse(beforeGC.heapStatistics)));
  collect();
  collect();
  const left = heapInUse();
  // Read after the measurement, so that nothing of it could be collected before.
  if (kept === null) throw new Error('The run kept nothing.');
  const count = work.graph.tasks;
  return {
    what: 'memory',
    tasks: count,
    peakBytes: (resident - residentBefore) / count,
    heapBytes: (peak - heapBefore) / count,
    keptBytes: (left - heapBefore) / count,
  };
}

function heapInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function inUse({ usedHeapSize, externalMemory }: { usedHeapSize: number; externalMemory: number }): number {
  return usedHeapSize + externalMemory;
}

function drawWork(drawn: Shape, count: number): Work {
  if (form === 'phases') return { form, graph: drawGraph(drawn, count) };
  const items = drawItems(drawn, count);
  return { form, items, graph: spreadItems(items) };
}
