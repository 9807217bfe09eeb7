import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePipeline, each } from '@phasegraph/engine';
import { Rig } from '@phasegraph/engine/testing';
import { z } from 'zod';

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
});
