import { describe, expect, it, jest } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import { Rig } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { UrgencyHeap } from '../../src/run/urgency-heap.js';

const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
const done = artifactList('done', z.literal(true));
const other = artifact('other', z.literal(true));
const end = artifact('end', z.literal(true));
const given = { items: ['a', 'b', 'c'].map((id) => ({ id })) };

// items -> work*
//       -> other -> end
const pipelineOf = (rig: Rig, concurrency?: number) =>
  definePipeline({
    name: 'caps',
    given: { items },
    phases: [
      rig.phase({
        name: 'work',
        inputs: { item: each(items) },
        outputs: { done },
        estimateMs: 1000,
        ...(concurrency !== undefined && { concurrency }),
      }),
      rig.phase({ name: 'other', inputs: { items }, outputs: { other }, estimateMs: 10 }),
      rig.phase({ name: 'end', inputs: { other }, outputs: { end }, estimateMs: 10 }),
    ],
  });

describe('caps', () => {
  it('of a phase hold its own tasks and nothing behind them', async () => {
    const rig = new Rig();
    const run = pipelineOf(rig, 2).run(given, { clock: rig.clock });
    await rig.idle();
    expect(rig.running).toEqual(['work[a]', 'work[b]', 'other']);
    (await rig.task('work[b]').started()).succeed({ done: true });
    await rig.idle();
    expect(rig.running).toEqual(['work[a]', 'other', 'work[c]']);
    for (const key of ['a', 'c']) (await rig.task(`work[${key}]`).started()).succeed({ done: true });
    (await rig.task('other').started()).succeed({ other: true });
    (await rig.task('end').started()).succeed({ end: true });
    expect((await rig.clock.run(run)).status).toBe('succeeded');
  });

  it('of the run let the highest rank go first', async () => {
    const rig = new Rig();
    const run = pipelineOf(rig).run(given, { clock: rig.clock, concurrency: 1 });
    const order: string[] = [];
    for (let left = 5; left > 0; left--) {
      await rig.idle();
      const [id = ''] = rig.running;
      expect(rig.running).toHaveLength(1);
      order.push(id);
      (await rig.task(id).started()).succeed({ done: true, other: true, end: true });
    }
    await rig.clock.run(run);
    expect(order).toEqual(['work[a]', 'work[b]', 'work[c]', 'other', 'end']);
  });

  it('are not held by a task that backs off', async () => {
    const rig = new Rig();
    const retried = rig.phase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      concurrency: 1,
      retry: { attempts: 2, baseMs: 60_000 },
    });
    const run = definePipeline({ name: 'caps', given: { items }, phases: [retried] }).run(given, {
      clock: rig.clock,
      random: () => 0.99,
    });
    (await rig.task('work[a]').started()).fail(new Error('once'));
    await rig.idle();
    expect(rig.running).toEqual(['work[b]']);
    for (const key of ['b', 'c', 'a']) (await rig.task(`work[${key}]`).started()).succeed({ done: true });
    await rig.clock.run(run);
  });

  // a1 .. a4, of rising priority, in a group of which two may run; b beside them
  it('of a group let its most urgent phases go first, and nothing outside of it wait', async () => {
    const rig = new Rig();
    const single = (name: string, priority: number, group?: string) =>
      rig.phase({
        name,
        inputs: { items },
        outputs: { end: artifact(`end-${name}`, z.literal(true)) },
        priority,
        ...(group !== undefined && { group }),
      });
    const phases = [
      ...[1, 2, 3, 4].map((priority) => single(`a${priority}`, priority, 'left')),
      single('b', 0),
    ];
    const run = definePipeline({ name: 'caps', given: { items }, phases }).run(given, {
      clock: rig.clock,
      groups: { left: 2 },
    });
    const seen: string[][] = [];
    for (const next of ['a4', 'b', 'a2', 'a3', 'a1']) {
      await rig.idle();
      seen.push(rig.running);
      (await rig.task(next).started()).succeed({ end: true });
    }
    expect((await rig.clock.run(run)).status).toBe('succeeded');
    expect(seen).toEqual([['a4', 'a3', 'b'], ['a3', 'b', 'a2'], ['a3', 'a2'], ['a3', 'a1'], ['a1']]);
  });

  it('of a group look at each phase that waits a few times, however many there are', async () => {
    const add = jest.spyOn(UrgencyHeap.prototype, 'add');
    const phases = Array.from({ length: 300 }, (_, place) =>
      definePhase({
        name: `p${place}`,
        inputs: { items },
        outputs: { end: artifact(`end${place}`, z.literal(true)) },
        group: 'left',
        run: () => Promise.resolve({ end: true as const }),
      }),
    );
    const pipeline = definePipeline({ name: 'caps', given: { items }, phases });
    expect((await pipeline.run(given, { groups: { left: 1 } })).status).toBe('succeeded');
    expect(add.mock.calls.length).toBeLessThan(5 * phases.length);
    add.mockRestore();
  });
});
