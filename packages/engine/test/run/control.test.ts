import { describe, expect, it, jest } from '@jest/globals';
import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  resource,
} from '@phasegraph/engine';
import type { CallScope } from '@phasegraph/engine';
import { Rig, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const other = artifact('other', z.number());
const items = artifactList('items', z.object({ id: z.string(), size: z.number().optional() }), {
  key: ({ id }) => id,
});
const done = artifactList('done', z.number());
const total = artifact('total', z.number());
const given = { items: ['a', 'b', 'c', 'd'].map((id) => ({ id })) };

// items -> work* -> join, which has enough with two
describe('a join that starts early', () => {
  const join = definePhase({
    name: 'join',
    inputs: { all: collect(done, { min: 2, early: true }) },
    outputs: { total },
    run: ({ all }) => ({ total: all.succeeded.length }),
  });

  it('starts when enough has succeeded, and cancels the rest', async () => {
    const rig = new Rig();
    const work = rig.phase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      concurrency: 3,
    });
    const run = definePipeline({ name: 'p', given: { items }, phases: [work, join] }).run(given, {
      clock: rig.clock,
    });
    (await rig.task('work[a]').started()).fail(new Error('broken'));
    (await rig.task('work[c]').started()).succeed({ done: 1 });
    const running = await rig.task('work[d]').started();
    (await rig.task('work[b]').started()).succeed({ done: 1 });
    const report = await rig.clock.run(run);
    expect(running.aborted).toBe(true);
    expect(report.value(total)).toBe(2);
    expect(Object.fromEntries(report.tasks.map(({ task, end }) => [task, end.status]))).toEqual({
      'work[a]': 'failed',
      'work[b]': 'succeeded',
      'work[c]': 'succeeded',
      'work[d]': 'cancelled',
      join: 'succeeded',
    });
  });

  it('cancels nothing that has ended in the same moment, or has its next attempt to come', async () => {
    const clock = virtualClock();
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      retry: { attempts: 2, baseMs: 1_000 },
      when: ({ item }) => item.id !== 'd',
      run: ({ item }) => {
        if (item.id === 'c') throw new Error('not yet');
        return { done: 1 };
      },
    });
    const one = definePhase({
      name: 'one',
      inputs: { all: collect(done, { min: 1, early: true }) },
      outputs: { total },
      run: ({ all }) => ({ total: all.succeeded.length }),
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work, one] });
    const report = await clock.run(pipeline.run(given, { clock, random: () => 0.5 }));
    expect(Object.fromEntries(report.tasks.map(({ task, end }) => [task, end.status]))).toEqual({
      'work[a]': 'succeeded',
      'work[b]': 'succeeded',
      'work[c]': 'cancelled',
      'work[d]': 'skipped',
      one: 'succeeded',
    });
    expect(report.summary.makespanMs).toBe(0);
    expect(clock.pending).toBe(0);
  });

  // given -> cut* -> items -> work* -> join, which has enough with half
  it('counts what was lost up the line, and not what a condition turned off', async () => {
    const given = artifactList('given', z.object({ id: z.string() }), { key: ({ id }) => id });
    const pipelineOf = (lost: readonly string[], off: readonly string[]) =>
      definePipeline({
        name: 'p',
        given: { given },
        phases: [
          definePhase({
            name: 'cut',
            inputs: { from: each(given) },
            outputs: { items },
            run: ({ from }) => {
              if (lost.includes(from.id)) throw new Error('lost');
              return { items: [{ id: from.id }] };
            },
          }),
          definePhase({
            name: 'work',
            inputs: { item: each(items) },
            outputs: { done },
            when: ({ item }) => !off.includes(item.id),
            run: ({ item }) => (item.id === 'a' ? { done: 1 } : new Promise<{ done: number }>(() => {})),
          }),
          definePhase({
            name: 'join',
            inputs: { all: collect(done, { min: 0.5, early: true }) },
            outputs: { total },
            run: ({ all }) => ({ total: all.succeeded.length }),
          }),
        ],
      });
    const run = (ids: string, lost: readonly string[], off: readonly string[]) => {
      const clock = virtualClock();
      const items = { given: ids.split('').map((id) => ({ id })) };
      return clock.run(pipelineOf(lost, off).run(items, { clock, graceMs: 1 }));
    };
    // One of two is half of them; one of two and two lost ones is not.
    expect((await run('ab', [], [])).value(total)).toBe(1);
    await expect(run('abcd', ['c', 'd'], [])).rejects.toThrow(/nothing is due/);
    expect((await run('abcd', [], ['c', 'd'])).value(total)).toBe(1);
  });

  it('is refused where others would be left without the rest', () => {
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      run: () => ({ done: 1 }),
    });
    const show = definePhase({
      name: 'show',
      inputs: { done },
      outputs: { other },
      run: () => ({ other: 1 }),
    });
    expect(() => definePipeline({ name: 'p', given: { items }, phases: [work, join, show] })).toThrow(
      /"join" collects "done" early, and "show" would be left without the rest/,
    );
  });

  it('is refused where it would leave its own phase without the rest', () => {
    const notes = artifactList('notes', z.number());
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done, notes },
      run: () => ({ done: 1, notes: 2 }),
    });
    for (const rest of [collect(done, { min: 3 }), collect(notes, { min: 1 }), done]) {
      const greedy = definePhase({
        name: 'greedy',
        inputs: { all: collect(done, { min: 2, early: true }), rest },
        outputs: { total },
        run: () => ({ total: 1 }),
      });
      expect(() => definePipeline({ name: 'p', given: { items }, phases: [work, greedy] })).toThrow(
        /"greedy" collects "done" early, and "greedy" would be left without the rest of what "work" gives/,
      );
    }
  });

  it('does not make the run miss what is given beside its list and nobody takes', async () => {
    const clock = virtualClock();
    const notes = artifactList('notes', z.number());
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done, notes },
      run: async ({ item }, { signal }) => {
        await clock.sleep(item.id < 'c' ? 1 : 100, signal);
        return { done: 1, notes: 2 };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work, join] });
    expect(pipeline.plan().targets).toEqual(['total']);
    const report = await clock.run(pipeline.run(given, { clock }));
    expect(report.status).toBe('succeeded');
    expect(report.collected(notes).succeeded).toHaveLength(2);
    // Who asks for it by name is told.
    const asked = await clock.run(pipeline.run(given, { clock, targets: [total, notes] }));
    expect(asked.summary.missing).toEqual(['notes']);
  });
});

describe('a group of phases', () => {
  it('has its cap in common, and the higher priority goes first', async () => {
    const rig = new Rig();
    const phases = [
      rig.phase({ name: 'low', inputs: { seed }, outputs: { value }, group: 'pictures', estimateMs: 100 }),
      rig.phase({ name: 'high', inputs: { seed }, outputs: { other }, group: 'pictures', priority: 1 }),
      rig.phase({ name: 'free', inputs: { seed }, outputs: { total } }),
    ] as const;
    const run = definePipeline({ name: 'p', given: { seed }, phases }).run(
      { seed: 1 },
      { clock: rig.clock, groups: { pictures: 1 } },
    );
    await rig.idle();
    expect(rig.running).toEqual(['high', 'free']);
    (await rig.task('high').started()).succeed({ other: 1 });
    await rig.idle();
    expect(rig.running).toEqual(['free', 'low']);
    (await rig.task('low').started()).succeed({ value: 1 });
    (await rig.task('free').started()).succeed({ total: 1 });
    await rig.clock.run(run);
  });

  it('that no phase is in is refused', async () => {
    const phase = definePhase({ name: 'x', inputs: { seed }, outputs: { value }, run: () => ({ value: 1 }) });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    await expect(pipeline.run({ seed: 1 }, { groups: { pictures: 1 } })).rejects.toThrow(
      /caps the group "pictures", in which no phase is; no phase of this run is in a group/,
    );
  });
});

describe('a policy', () => {
  it('says which errors are worth another attempt', async () => {
    let attempts = 0;
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 5, baseMs: 0, on: (error) => error instanceof TypeError },
      run: () => {
        attempts++;
        throw attempts < 3 ? new TypeError('again') : new RangeError('enough');
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 1 });
    expect(attempts).toBe(3);
    expect(report.status).toBe('failed');
  });

  it('that throws ends the task, with both errors', async () => {
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      retry: {
        attempts: 5,
        on: () => {
          throw new Error('not to be judged');
        },
      },
      run: () => {
        throw new Error('broken', { cause: new Error('deep') });
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 1 });
    expect(report.tasks[0]).toMatchObject({
      attempts: 1,
      end: {
        status: 'failed',
        error: {
          code: 'phase-failed',
          message: '"x" failed: broken; and its retry.on failed: not to be judged',
          causes: [
            'AggregateError: the attempt and its retry.on',
            'PhasegraphError: "x" failed: broken',
            'Error: not to be judged',
            'Error: broken',
            'Error: deep',
          ],
        },
      },
    });
  });

  it('ends a task whose time is used up, in its backoff too, and asks its fallback', async () => {
    const clock = virtualClock();
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      retry: { attempts: 9, baseMs: 10_000, maxMs: 10_000 },
      taskTimeoutMs: 2_500,
      run: async (_, { signal }) => {
        await clock.sleep(1_000, signal);
        throw new Error('slow and wrong');
      },
      fallback: (_, error) => ({ value: error.message.includes('2500 ms with all its attempts') ? 7 : 0 }),
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock, random: () => 0.5 }));
    expect(report.value(value)).toBe(7);
    expect(report.summary.makespanMs).toBe(2_500);
  });

  it('gives the fallback the time of an attempt, and asks it once', async () => {
    const clock = virtualClock();
    let asked = 0;
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      timeoutMs: 1_000,
      run: () => {
        throw new Error('down');
      },
      fallback: async (_, __, { signal }) => {
        asked++;
        await clock.sleep(5_000, signal);
        return { value: 1 };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock }), 60_000);
    expect(asked).toBe(1);
    expect(report.summary.makespanMs).toBe(1_000);
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: { code: 'fallback-failed', message: expect.stringContaining('took longer than 1000 ms') },
    });
  });

  it('lets a fallback that runs when the time of the task is up finish, and asks it once', async () => {
    const clock = virtualClock();
    let asked = 0;
    const phase = definePhase({
      name: 'x',
      inputs: { seed },
      outputs: { value },
      taskTimeoutMs: 1_000,
      run: () => {
        throw new Error('down');
      },
      fallback: async () => {
        await clock.sleep(1_500);
        return { value: ++asked };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [phase] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock }));
    expect(report.value(value)).toBe(1);
    expect(report.summary.makespanMs).toBe(1_500);
  });

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

describe('a handle', () => {
  const pipelineOf = (rig: Rig) =>
    definePipeline({
      name: 'p',
      given: { seed },
      phases: [
        rig.phase({ name: 'first', inputs: { seed }, outputs: { value } }),
        rig.phase({ name: 'second', inputs: { value }, outputs: { other } }),
      ],
    });

  it('pauses what is to start, and not what runs', async () => {
    const rig = new Rig();
    const handle = pipelineOf(rig).start({ seed: 1 }, { clock: rig.clock });
    const first = await rig.task('first').started();
    handle.pause();
    first.succeed({ value: 1 });
    await rig.idle();
    expect(rig.running).toEqual([]);
    handle.resume();
    (await rig.task('second').started()).succeed({ other: 2 });
    expect((await rig.clock.run(handle.result)).value(other)).toBe(2);
  });

  it('gives its events as they happen, from the first one on, to everyone who asks', async () => {
    const rig = new Rig();
    const handle = pipelineOf(rig).start({ seed: 1 }, { clock: rig.clock });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of handle) seen.push(event.type);
    })();
    (await rig.task('first').started()).succeed({ value: 1 });
    await rig.idle();
    expect(seen).toContain('task-ended');
    (await rig.task('second').started()).succeed({ other: 2 });
    const report = await rig.clock.run(handle.result);
    await reading;
    expect(seen).toEqual(report.events.map(({ type }) => type));
    const again: string[] = [];
    for await (const event of handle) again.push(event.type);
    expect(again).toEqual(seen);
  });

  it('cancels, waits for what listens, and names what does not', async () => {
    const clock = virtualClock();
    const deaf = definePhase({
      name: 'deaf',
      inputs: { seed },
      outputs: { value },
      run: async () => {
        await clock.sleep(3_600_000);
        return { value: 1 };
      },
    });
    const tidy = definePhase({
      name: 'tidy',
      inputs: { seed },
      outputs: { other },
      run: async (_, { signal }) => {
        await clock.sleep(3_600_000, signal).catch(() => clock.sleep(300));
        throw new Error('put away');
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [deaf, tidy] });
    const handle = pipeline.start({ seed: 1 }, { clock, graceMs: 2_000 });
    clock.setTimer(1_000, () => handle.cancel(new Error('enough')));
    const report = await clock.run(handle.result);
    expect(report.status).toBe('cancelled');
    expect(report.summary.unresponsive).toEqual(['deaf']);
    expect(report.tasks.map(({ task, endedAtMs }) => `${task} ${endedAtMs}`)).toEqual([
      'tidy 1300',
      'deaf 3000',
    ]);
  });

  it('keeps the work of an attempt that succeeds in the grace time, though its own is up', async () => {
    const clock = virtualClock();
    const almost = definePhase({
      name: 'almost',
      inputs: { seed },
      outputs: { value },
      timeoutMs: 1_200,
      run: async () => {
        await clock.sleep(1_500);
        return { value: 5 };
      },
    });
    const handle = definePipeline({ name: 'p', given: { seed }, phases: [almost] }).start(
      { seed: 1 },
      { clock },
    );
    clock.setTimer(1_000, () => handle.cancel());
    expect((await clock.run(handle.result)).value(value)).toBe(5);
  });
});

describe('an item that is emitted again', () => {
  it('changes nothing, and the report says whether it would have', async () => {
    const emitter = definePhase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      run: (_, { emit }) => {
        emit(items, { id: 'a', size: 1 });
        emit(items, { id: 'a', size: 1 });
        emit(items, { id: 'a', size: 2 });
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [emitter] }).run({ seed: 1 });
    expect(report.value(items)).toEqual([{ id: 'a', size: 1 }]);
    expect(report.summary.ignoredItems).toEqual([
      { list: 'items', key: 'a', changed: false },
      { list: 'items', key: 'a', changed: true },
    ]);
  });

  it('is compared with the first of its key, wherever that is and whatever came in between', async () => {
    const search = jest.spyOn(Array.prototype, 'indexOf');
    const emitter = definePhase({
      name: 'emitter',
      inputs: { seed },
      outputs: { items },
      retry: { attempts: 2, baseMs: 0 },
      run: (_, { emit, attempt }) => {
        const emitSome = (sizes: string): void =>
          sizes.split('').forEach((size, at) => emit(items, { id: `i${at}`, size: Number(size) }));
        if (attempt === 1) emitSome('0123');
        if (attempt === 1) throw new Error('once more');
        emitSome('01934');
        search.mockClear();
        emitSome('0123444');
        // Of a long list that is emitted once more, each item would be looked for among all.
        expect(search).not.toHaveBeenCalled();
      },
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [emitter] }).run({ seed: 1 });
    search.mockRestore();
    expect(report.status).toBe('succeeded');
    expect(report.value(items).map(({ size }) => size)).toEqual([0, 1, 2, 3, 4, 4, 4]);
    expect(report.summary.ignoredItems.flatMap(({ key, changed }) => (changed ? [key] : []))).toEqual(['i2']);
  });
});

describe('lists in lists', () => {
  it('have keys that tell the way, at any depth', async () => {
    const page = artifactList('page', z.object({ id: z.string() }), { key: ({ id }) => id });
    const section = artifactList('section', z.object({ id: z.string() }), { key: ({ id }) => id });
    const image = artifactList('image', z.object({ id: z.string() }), { key: ({ id }) => id });
    const words = artifactList('words', z.string());
    const two = (id: string) => [{ id: `${id}1` }, { id: `${id}2` }];
    const pipeline = definePipeline({
      name: 'p',
      given: { page },
      phases: [
        definePhase({
          name: 'cut',
          inputs: { from: each(page) },
          outputs: { section },
          run: ({ from }) => ({ section: two(from.id) }),
        }),
        definePhase({
          name: 'see',
          inputs: { from: each(section) },
          outputs: { image },
          run: ({ from }) => ({ image: two(from.id) }),
        }),
        definePhase({
          name: 'say',
          inputs: { from: each(image) },
          outputs: { words },
          run: ({ from }) => ({ words: from.id }),
        }),
      ],
    });
    const report = await pipeline.run({ page: [{ id: 'x' }] });
    expect(report.tasks.map(({ task }) => task)).toContain('say[page[x]/section[x2]/image[x21]]');
    expect(report.value(words)).toEqual(['x11', 'x12', 'x21', 'x22']);
  });

  it('lose no item to one whose key looks like the way to it', async () => {
    const page = artifactList('page', z.object({ id: z.string(), parts: z.array(z.string()) }), {
      key: ({ id }) => id,
    });
    const section = artifactList('section', z.object({ id: z.string() }), { key: ({ id }) => id });
    const cut = definePhase({
      name: 'cut',
      inputs: { from: each(page) },
      outputs: { section },
      run: ({ from }) => ({ section: from.parts.map((id) => ({ id })) }),
    });
    const pipeline = definePipeline({ name: 'p', given: { page }, phases: [cut] });
    const report = await pipeline.run({
      page: [
        { id: 'a', parts: ['b]/section[c'] },
        { id: 'a]/section[b', parts: ['c'] },
      ],
    });
    expect(report.collected(section).succeeded.map(({ key }) => key)).toEqual([
      String.raw`page[a]/section[b\]/section\[c]`,
      String.raw`page[a\]/section\[b]/section[c]`,
    ]);
  });
});

// first -> stopper -> after
describe('a phase that cancels its own run and promises nothing', () => {
  const first = definePhase({
    name: 'first',
    inputs: { seed },
    outputs: { value },
    run: async ({ seed: given }) => ({ value: given }),
  });
  const stopped = async (stop: () => { other: number }, controller: AbortController) => {
    const clock = virtualClock();
    const stopper = definePhase({
      name: 'stopper',
      inputs: { value },
      outputs: { other },
      retry: { attempts: 2 },
      run: stop,
    });
    const after = definePhase({
      name: 'after',
      inputs: { other },
      outputs: { total },
      run: () => ({ total: 1 }),
    });
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [first, stopper, after] });
    const report = await clock.run(pipeline.run({ seed: 1 }, { clock, signal: controller.signal }));
    return report.events.flatMap((event) =>
      event.type === 'task-ended' ? [`${event.task} ${event.end.status}`] : [],
    );
  };

  it('ends once, with what it gave', async () => {
    const controller = new AbortController();
    const stop = () => {
      controller.abort();
      return { other: 1 };
    };
    expect(await stopped(stop, controller)).toEqual([
      'first succeeded',
      'stopper succeeded',
      'after cancelled',
    ]);
  });

  it('has no second attempt when it fails', async () => {
    const controller = new AbortController();
    const stop = () => {
      controller.abort();
      throw new Error('broken');
    };
    const ends = await stopped(stop, controller);
    expect(ends.toSorted()).toEqual(['after cancelled', 'first succeeded', 'stopper cancelled']);
  });
});
