import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, resource } from '@phasegraph/engine';
import type { CallScope } from '@phasegraph/engine';
import { Rig, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const items = artifactList('items', z.object({ id: z.string(), size: z.number().optional() }), {
  key: ({ id }) => id,
});
const done = artifactList('done', z.number());

describe('a policy of hedging', () => {
  it('starts a second attempt beside a slow one: the first to succeed wins, the other is aborted', async () => {
    const rig = new Rig();
    const phase = rig.phase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      hedge: { afterMs: 1_000, budget: 1 },
    });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run(
      { seed: 1 },
      { clock: rig.clock },
    );
    const slow = await rig.task('x').started();
    await rig.clock.advance(1_000);
    const second = await rig.task('x').started();
    expect(second.attempt).toBe(2);
    second.succeed({ value: 2 });
    const report = await rig.clock.run(run);
    expect(slow.aborted).toBe(true);
    expect(report.value(value)).toBe(2);
    expect(report.summary.makespanMs).toBe(1_000);
  });

  it('may add one attempt, however small a share of few attempts is', async () => {
    const rig = new Rig();
    const phase = rig.phase({ name: 'x', inputs: { seed }, outputs: { value }, hedge: { afterMs: 1_000 } });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const run = pipeline.run({ seed: 1 }, { clock: rig.clock });
    await rig.task('x').started();
    await rig.clock.advance(1_000);
    (await rig.task('x').started()).succeed({ value: 2 });
    expect((await rig.clock.run(run)).tasks[0]?.attempts).toBe(2);
  });

  it.each([
    [900, 1],
    [1_100, 2],
  ])(
    'counts no time that a call waits for a limit: of %d ms of its own come %d attempts',
    async (ownMs, many) => {
      const clock = virtualClock();
      const line = resource<'line', () => Promise<void>>('line');
      const phase = definePhase({
        name: 'x',
        inputs: { seed },
        outputs: { value },
        uses: { line },
        hedge: { afterMs: 1_000 },
        run: async (_, { line: wait }) => {
          await wait();
          await clock.sleep(ownMs);
          return { value: 1 };
        },
      });
      const connect =
        ({ queued }: CallScope) =>
        async () => {
          const go = queued();
          await clock.sleep(5_000);
          go();
        };
      const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
      const report = await clock.run(pipeline.run({ seed: 1 }, { clock, resources: { line: { connect } } }));
      expect(report.tasks[0]?.attempts).toBe(many);
    },
  );

  it('waits for the other attempt when one of two fails', async () => {
    const rig = new Rig();
    const phase = rig.phase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      hedge: { afterMs: 1_000, budget: 1 },
    });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run(
      { seed: 1 },
      { clock: rig.clock },
    );
    const slow = await rig.task('x').started();
    await rig.clock.advance(1_000);
    (await rig.task('x').started()).fail(new Error('no'));
    await rig.idle();
    slow.succeed({ value: 1 });
    expect((await rig.clock.run(run)).value(value)).toBe(1);
  });

  it('makes no attempt too many when the first of two fails last', async () => {
    const rig = new Rig();
    const phase = rig.phase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      hedge: { afterMs: 1_000, budget: 1 },
    });
    const run = definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run(
      { seed: 1 },
      { clock: rig.clock },
    );
    const slow = await rig.task('x').started();
    await rig.clock.advance(1_000);
    (await rig.task('x').started()).fail(new Error('no'));
    await rig.idle();
    slow.fail(new Error('neither'));
    const report = await rig.clock.run(run);
    expect(report.tasks[0]).toMatchObject({ attempts: 2, end: { status: 'failed' } });
  });

  it('hedges within its budget, after a quantile of what the run has seen', async () => {
    const clock = virtualClock();
    const slow = new Set(['20', '21', '22', '23']);
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      hedge: { afterQuantile: 0.9, budget: 0.1 },
      run: async ({ item }, { attempt, signal }) => {
        await clock.sleep(slow.has(item.id) && attempt === 1 ? 60_000 : 100, signal);
        return { done: attempt };
      },
    });
    const many = { items: Array.from({ length: 24 }, (_, at) => ({ id: String(at) })) };
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work] });
    const report = await clock.run(pipeline.run(many, { clock }));
    // A tenth of the 24 that were made one after another: two, and the other slow ones take their time.
    expect(report.value(done).filter((attempt) => attempt === 2)).toHaveLength(2);
    expect(report.summary.makespanMs).toBe(60_000);
  });

  it.each([
    ['one attempt beside that of a single task, whatever its max', ['a'], [1, 2]],
    ['as many as its max where other tasks need none', ['a', 'b', 'c'], [1, 2, 3]],
  ])('adds %s', async (_, ids, attempts) => {
    const clock = virtualClock();
    const made: number[] = [];
    const phase = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      hedge: { afterMs: 50, max: 2, budget: 1 },
      run: async ({ item }, { attempt, signal }) => {
        if (item.id === 'a') made.push(attempt);
        await clock.sleep(item.id === 'a' ? 1_000 : 10, signal);
        return { done: attempt };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [phase] });
    await clock.run(pipeline.run({ items: ids.map((id) => ({ id })) }, { clock }));
    expect(made).toEqual(attempts);
  });

  it('hedges as soon as an attempt is slow by what the run has seen, though it was not when it began', async () => {
    const clock = virtualClock();
    // Ten of a second each; then one that hangs, and from then on one of 10 ms after the other.
    const feed = definePhase({
      name: 'feed',
      inputs: { seed },
      outputs: { items },
      run: async (_, { emit }) => {
        for (let at = 0; at < 10; at++) emit(items, { id: `${at}`, size: 1_000 });
        await clock.sleep(1_000);
        emit(items, { id: 'slow', size: 60_000 });
        for (let at = 10; at < 30; at++) {
          await clock.sleep(10);
          emit(items, { id: `${at}`, size: 10 });
        }
      },
    });
    const hedgedAt: number[] = [];
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      hedge: { afterQuantile: 0.5 },
      run: async ({ item }, { attempt, signal }) => {
        if (attempt === 1) await clock.sleep(item.size ?? 0, signal);
        else hedgedAt.push(clock.now());
        return { done: 1 };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [feed, work] });
    await clock.run(pipeline.run({ seed: 1 }, { clock }));
    // When the tenth of 10 ms ends, half of all took no longer.
    expect(hedgedAt).toEqual([1_110]);
    expect(clock.pending).toBe(0);
  });

  it('frees the slot of an attempt that failed beside another, while that goes on', async () => {
    const clock = virtualClock();
    const began: string[] = [];
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      hedge: { afterMs: 10, budget: 1 },
      retry: { attempts: 2, baseMs: 100 },
      run: async ({ item }, { attempt, signal }) => {
        began.push(`${item.id}#${attempt}@${clock.now()}`);
        if (item.id === 'waits' && attempt === 2) return { done: 2 };
        if (item.id === 'slow') await clock.sleep(attempt === 1 ? 1_000 : 60, signal);
        if (attempt === 1 && item.id === 'slow') return { done: 1 };
        throw new Error('no');
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work] });
    const given = { items: ['slow', 'waits'].map((id) => ({ id })) };
    const report = await clock.run(pipeline.run(given, { clock, concurrency: 2, random: () => 0.5 }));
    // What waits is due at 50, when the slot that it left is taken; it is free at 70, long before the task ends.
    expect(began).toEqual(['slow#1@0', 'waits#1@0', 'slow#2@10', 'waits#2@70']);
    expect(report.value(done)).toEqual([1, 2]);
  });

  it('does not hedge an attempt that has only begun for the slowness of the one before', async () => {
    const clock = virtualClock();
    const began: string[] = [];
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      hedge: { afterMs: 10, budget: 1 },
      retry: { attempts: 2, baseMs: 0 },
      run: async ({ item }, { attempt, signal }) => {
        began.push(`${item.id}#${attempt}@${clock.now()}`);
        await clock.sleep(attempt === 1 ? 40 : 5, signal);
        if (attempt === 1) throw new Error('no');
        return { done: attempt };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work] });
    const run = pipeline.start({ items: [{ id: 'x' }] }, { clock });
    clock.setTimer(5, () => run.pause());
    clock.setTimer(100, () => run.resume());
    await clock.run(run.result);
    expect(began).toEqual(['x#1@0', 'x#2@100']);
  });

  it('hedges in a slot of its own, and only when no other task is ready for it', async () => {
    const clock = virtualClock();
    const began: string[] = [];
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      hedge: { afterMs: 100, budget: 1 },
      run: async ({ item }, { attempt, signal }) => {
        began.push(`${item.id}#${attempt}@${clock.now()}`);
        await clock.sleep(item.id === 'slow' && attempt === 1 ? 60_000 : 90, signal);
        return { done: attempt };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work] });
    const given = { items: ['slow', 'a', 'b', 'c'].map((id) => ({ id })) };
    await clock.run(pipeline.run(given, { clock, concurrency: 2 }));
    // At 100 it is slow, and `b` has the other slot; from 180 on `c`, which was ready before.
    expect(began).toEqual(['slow#1@0', 'a#1@0', 'b#1@90', 'c#1@180', 'slow#2@270']);
    began.length = 0;
    const alone = clock.now();
    await clock.run(pipeline.run({ items: [{ id: 'slow' }] }, { clock, concurrency: 1 }));
    expect(began).toEqual([`slow#1@${alone}`]);
  });
});
