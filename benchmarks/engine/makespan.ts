import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import type { AnyArtifact, Phase } from '@phasegraph/engine';
import { seededRandom, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import type { TimedGraph } from './families.js';
import { needsOf } from './graph.js';

const start = artifact('start', z.number());

/**
 * How long the engine takes with so many slots, in milliseconds of virtual time.
 *
 * @param estimates by task: what the engine is told of the durations, in milliseconds
 */
export async function engineMs(
  { graph, durations }: TimedGraph,
  estimates: readonly number[],
  slots: number,
): Promise<number> {
  const clock = virtualClock();
  const artifacts = durations.map((_, task) => artifact(`a${task}`, z.number()));
  const phases = artifacts.map((output, task): Phase => {
    const inputs: Record<string, AnyArtifact> = { start };
    for (const need of needsOf(graph, task)) {
      const needed = artifacts[need];
      if (needed !== undefined) inputs[needed.name] = needed;
    }
    return definePhase({
      name: `p${task}`,
      inputs,
      outputs: { out: output },
      estimateMs: estimates[task] ?? 1,
      run: async () => {
        await clock.sleep(durations[task] ?? 0);
        return { out: 1 };
      },
    });
  });
  const pipeline = definePipeline({ name: 'bench', given: { start }, phases });
  await clock.run(pipeline.run({ start: 0 }, { clock, random: seededRandom(1), concurrency: slots }));
  return clock.now();
}

/** How long a queue takes that starts tasks in the order in which they become ready, apart from the engine. */
export function fifoMs({ graph, durations }: TimedGraph, slots: number): number {
  const missing = durations.map((_, task) => needsOf(graph, task).length);
  const takers: number[][] = durations.map(() => []);
  durations.forEach((_, task) => {
    for (const need of needsOf(graph, task)) takers[need]?.push(task);
  });
  const queue = durations.flatMap((_, task) => (missing[task] === 0 ? [task] : []));
  const running: { readonly task: number; readonly until: number }[] = [];
  let now = 0;
  for (;;) {
    while (running.length < slots) {
      const task = queue.shift();
      if (task === undefined) break;
      running.push({ task, until: now + (durations[task] ?? 0) });
    }
    running.sort((a, b) => a.until - b.until);
    const ended = running.shift();
    if (ended === undefined) return now;
    now = ended.until;
    for (const taker of takers[ended.task] ?? []) {
      const left = (missing[taker] ?? 0) - 1;
      missing[taker] = left;
      if (left === 0) queue.push(taker);
    }
  }
}

/** No schedule is shorter than the critical path, or than the work shared out evenly. */
export function lowerBoundMs({ graph, durations }: TimedGraph, slots: number): number {
  const ends: number[] = [];
  durations.forEach((duration, task) => {
    let ready = 0;
    for (const need of needsOf(graph, task)) ready = Math.max(ready, ends[need] ?? 0);
    ends.push(ready + duration);
  });
  const work = durations.reduce((sum, duration) => sum + duration, 0);
  return Math.max(work / slots, ...ends);
}
