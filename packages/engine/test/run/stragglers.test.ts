import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { RunReport } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import type { VirtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const items = artifactList('items', z.number(), { key: String });
const done = artifactList('done', z.number());
const given = { seed: 1 };

/** Waits whether it is told to stop or not. */
const deaf = (clock: VirtualClock, forMs: number): Promise<void> => clock.sleep(forMs);

/** How a run ended, when its last task did, when it did itself, and who did not listen. */
const endOf = ({ status, tasks, events, summary }: RunReport): unknown => ({
  status,
  tasksEndedAtMs: Math.max(...tasks.map(({ endedAtMs }) => endedAtMs)),
  endedAtMs: events.at(-1)?.atMs,
  unresponsive: summary.unresponsive,
});

describe('an attempt that is told to stop and goes on', () => {
  it('is waited for when another has overtaken it, for the grace time, and then named', async () => {
    const runWith = async (slowMs: number): Promise<unknown> => {
      const clock = virtualClock();
      const hedged = definePhase({
        name: 'hedged',
        inputs: { seed },
        outputs: { value },
        hedge: { afterMs: 50, budget: 1 },
        run: async (_, { attempt }) => {
          await deaf(clock, attempt === 1 ? slowMs : 10);
          return { value: attempt };
        },
      });
      const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [hedged] });
      const report = await clock.run(pipeline.run(given, { clock, graceMs: 1_000 }));
      expect(report.value(value)).toBe(2);
      expect(clock.pending).toBe(slowMs > 1_060 ? 1 : 0);
      return endOf(report);
    };
    const ended = { status: 'succeeded', tasksEndedAtMs: 60, unresponsive: [] };
    expect(await runWith(500)).toEqual({ ...ended, endedAtMs: 500 });
    expect(await runWith(5_000)).toEqual({ ...ended, endedAtMs: 1_060, unresponsive: ['hedged'] });
  });

  it('is named when its time is up, the task has gone on, and the run is cancelled', async () => {
    const clock = virtualClock();
    let running = 0;
    const slow = definePhase({
      name: 'slow',
      inputs: { seed },
      outputs: { value },
      timeoutMs: 50,
      retry: { attempts: 2, baseMs: 0 },
      run: async (_, { attempt, signal }) => {
        running++;
        await clock.sleep(100_000, attempt === 1 ? undefined : signal).finally(() => running--);
        return { value: 1 };
      },
    });
    const handle = definePipeline({ name: 'p', given: { seed }, phases: [slow] }).start(given, {
      clock,
      graceMs: 1_000,
    });
    clock.setTimer(70, () => handle.cancel());
    const report = await clock.run(handle.result);
    expect(running).toBe(1);
    expect(endOf(report)).toEqual({
      status: 'cancelled',
      tasksEndedAtMs: 70,
      endedAtMs: 1_050,
      unresponsive: ['slow'],
    });
  });

  it('is named once, though more than one of its task does not listen', async () => {
    const clock = virtualClock();
    const slow = definePhase({
      name: 'slow',
      inputs: { seed },
      outputs: { value },
      timeoutMs: 50,
      taskTimeoutMs: 120,
      retry: { attempts: 9, baseMs: 0 },
      hedge: { afterMs: 20, budget: 1 },
      run: () => new Promise<{ value: number }>(() => {}),
      fallback: async () => {
        await deaf(clock, 100_000);
        return { value: 1 };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [slow] });
    expect(endOf(await clock.run(pipeline.run(given, { clock, graceMs: 1_000 })))).toEqual({
      status: 'failed',
      tasksEndedAtMs: 170,
      endedAtMs: 1_170,
      unresponsive: ['slow'],
    });
  });

  it('has its own grace time of a hedged pair that is cancelled, one of which listens', async () => {
    const clock = virtualClock();
    const pair = definePhase({
      name: 'pair',
      inputs: { seed },
      outputs: { value },
      hedge: { afterMs: 10, budget: 1 },
      run: async (_, { attempt, signal }) => {
        await clock.sleep(100_000, attempt === 1 ? undefined : signal);
        return { value: 1 };
      },
    });
    const handle = definePipeline({ name: 'p', given: { seed }, phases: [pair] }).start(given, {
      clock,
      graceMs: 1_000,
    });
    clock.setTimer(70, () => handle.cancel());
    expect(endOf(await clock.run(handle.result))).toEqual({
      status: 'cancelled',
      tasksEndedAtMs: 1_070,
      endedAtMs: 1_070,
      unresponsive: ['pair'],
    });
  });

  it('does not make a run cancelled whose tasks have all ended', async () => {
    const clock = virtualClock();
    const late = definePhase({
      name: 'late',
      inputs: { item: each(items) },
      outputs: { done },
      timeoutMs: 50,
      run: async ({ item }) => {
        await deaf(clock, item * 40);
        return { done: item };
      },
    });
    const join = definePhase({
      name: 'join',
      inputs: { all: collect(done, { min: 1 }) },
      outputs: { value },
      run: ({ all }) => ({ value: all.succeeded.length }),
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [late, join] });
    const handle = pipeline.start({ items: [1, 2] }, { clock });
    clock.setTimer(60, () => handle.cancel());
    expect(endOf(await clock.run(handle.result))).toEqual({
      status: 'partial',
      tasksEndedAtMs: 50,
      endedAtMs: 80,
      unresponsive: [],
    });
  });
});
