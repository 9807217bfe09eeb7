import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { Rig, virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

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
