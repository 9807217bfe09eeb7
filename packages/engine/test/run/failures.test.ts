import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  optional,
} from '@phasegraph/engine';
import type { RunReport } from '@phasegraph/engine';
import { Rig } from '@phasegraph/engine/testing';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const left = artifact('left', z.number());
const right = artifact('right', z.number());
const joined = artifact('joined', z.number());
const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
const halves = artifactList('halves', z.string());
const polished = artifactList('polished', z.string());

const endsOf = (report: RunReport): Record<string, string> =>
  Object.fromEntries(report.tasks.map(({ task, end }) => [task, end.status]));

// seed -> left -> join
//      -> right ---^
describe('one failure', () => {
  const diamond = (rig: Rig, need: 'required' | 'optional') =>
    definePipeline({
      name: 'diamond',
      given: { seed },
      phases: [
        rig.phase({ name: 'left', inputs: { seed }, outputs: { left } }),
        rig.phase({ name: 'right', inputs: { seed }, outputs: { right } }),
        rig.phase({
          name: 'join',
          inputs: { left: need === 'optional' ? optional(left) : left, right },
          outputs: { joined },
        }),
      ],
    });

  it('skips what needs it, names where it began, and leaves the rest alone', async () => {
    const rig = new Rig();
    const run = diamond(rig, 'required').run({ seed: 1 }, { clock: rig.clock });
    (await rig.task('left').started()).fail(new Error('broken'));
    (await rig.task('right').started()).succeed({ right: 2 });
    const report = await rig.clock.run(run);
    expect(endsOf(report)).toEqual({ left: 'failed', join: 'skipped', right: 'succeeded' });
    expect(report.tasks.find(({ task }) => task === 'join')?.end).toMatchObject({ because: 'left' });
    expect(report.status).toBe('failed');
    expect(report.value(right)).toBe(2);
    expect(() => report.value(joined)).toThrow(/did not make "joined".*because "left" failed/s);
  });

  it('is undefined to who can do without', async () => {
    const rig = new Rig();
    const run = diamond(rig, 'optional').run({ seed: 1 }, { clock: rig.clock });
    (await rig.task('right').started()).succeed({ right: 2 });
    await rig.idle();
    expect(rig.running).toEqual(['left']);
    (await rig.task('left').started()).fail(new Error('broken'));
    const join = await rig.task('join').started();
    expect(join.inputs).toEqual({ left: undefined, right: 2 });
    join.succeed({ joined: 3 });
    expect((await rig.clock.run(run)).status).toBe('partial');
  });
});

// items -> halve* -> polish* -> join
describe('a list with a failed item', () => {
  const mapped = (rig: Rig, min?: number) =>
    definePipeline({
      name: 'mapped',
      given: { items },
      phases: [
        rig.phase({ name: 'halve', inputs: { item: each(items) }, outputs: { halves } }),
        rig.phase({
          name: 'polish',
          inputs: { half: each(halves), item: each(items) },
          outputs: { polished },
        }),
        definePhase({
          name: 'join',
          inputs: { all: collect(polished, { min: min ?? 'all' }) },
          outputs: { joined },
          run: ({ all }) => ({ joined: all.succeeded.length }),
        }),
      ],
    });
  const given = { items: ['a', 'b', 'c', 'd'].map((id) => ({ id })) };

  const finish = async (rig: Rig): Promise<void> => {
    (await rig.task('halve[b]').started()).fail(new Error('broken'));
    for (const key of ['d', 'c', 'a']) {
      (await rig.task(`halve[${key}]`).started()).succeed({ halves: key });
      (await rig.task(`polish[${key}]`).started()).succeed({ polished: key.toUpperCase() });
    }
  };

  it('goes on item by item: no stage waits for the slowest item of the one before', async () => {
    const rig = new Rig();
    const run = mapped(rig, 1).run(given, { clock: rig.clock });
    (await rig.task('halve[c]').started()).succeed({ halves: 'c' });
    const polish = await rig.task('polish[c]').started();
    expect(polish.inputs).toEqual({ half: 'c', item: { id: 'c' } });
    expect(rig.running).toEqual(['halve[a]', 'halve[b]', 'halve[d]', 'polish[c]']);
    polish.fail(new Error('enough'));
    await finish2(rig);
    await rig.clock.run(run);
  });

  const finish2 = async (rig: Rig): Promise<void> => {
    for (const key of ['a', 'b', 'd']) (await rig.task(`halve[${key}]`).started()).fail(new Error('enough'));
  };

  it('is skipped over by a join with a quorum', async () => {
    const rig = new Rig();
    const run = mapped(rig, 0.75).run(given, { clock: rig.clock });
    await finish(rig);
    const report = await rig.clock.run(run);
    expect(report.value(joined)).toBe(3);
    expect(report.status).toBe('partial');
    expect(report.collected(polished).succeeded.map(({ key }) => key)).toEqual(['a', 'c', 'd']);
    expect(report.collected(polished).failed.map(({ key }) => key)).toEqual(['b']);
  });

  it('fails a join whose quorum is not met, with the errors of the items', async () => {
    const rig = new Rig();
    const run = mapped(rig, 4).run(given, { clock: rig.clock });
    await finish(rig);
    const report = await rig.clock.run(run);
    expect(endsOf(report)['join']).toBe('failed');
    expect(() => report.value(joined)).toThrow(
      /"join" needs 4 of "polished", and 1 failed: .*because "halve" failed/s,
    );
  });

  it('costs a join of ten no more than the one item that failed for good', async () => {
    const ten = { items: Array.from({ length: 10 }, (_, at) => ({ id: String(at) })) };
    const run = async (min: number | undefined): Promise<RunReport> => {
      const rig = new Rig();
      const report = mapped(rig, min).run(ten, { clock: rig.clock });
      (await rig.task('halve[0]').started()).fail(new Error('broken'));
      for (const { id } of ten.items.slice(1)) {
        (await rig.task(`halve[${id}]`).started()).succeed({ halves: id });
        (await rig.task(`polish[${id}]`).started()).succeed({ polished: id });
      }
      return rig.clock.run(report);
    };
    const partial = await run(8);
    expect(partial.status).toBe('partial');
    expect(partial.value(joined)).toBe(9);
    expect(() => partial.value(polished)).toThrow(/because "halve" failed/);
    const skipped = (await run(undefined)).tasks.find(({ task }) => task === 'join')?.end;
    expect(skipped).toMatchObject({ status: 'skipped', because: 'halve' });
  });

  it('skips a join that needs them all', async () => {
    const rig = new Rig();
    const run = mapped(rig).run(given, { clock: rig.clock });
    await finish(rig);
    const report = await rig.clock.run(run);
    expect(report.tasks.find(({ task }) => task === 'join')?.end).toMatchObject({
      status: 'skipped',
      because: 'halve',
    });
  });
});

// items* -> halves* -> joined, by a share
describe('a share', () => {
  it.each([
    [0.55, 100, 55],
    [0.07, 100, 7],
    [0.28, 25, 7],
    [0.8, 3, 3],
  ])('of %d among %d items is %d of them, however the product is rounded', async (min, total, wanted) => {
    const runWith = (succeeding: number) => {
      const half = definePhase({
        name: 'half',
        inputs: { item: each(items) },
        outputs: { halves },
        run: ({ item }) => {
          if (Number(item.id) >= succeeding) throw new Error('lost');
          return { halves: item.id };
        },
      });
      const join = definePhase({
        name: 'join',
        inputs: { parts: collect(halves, { min }) },
        outputs: { joined },
        run: ({ parts }) => ({ joined: parts.succeeded.length }),
      });
      const pipeline = definePipeline({ name: 'share', given: { items }, phases: [half, join] });
      return pipeline.run({ items: Array.from({ length: total }, (_, at) => ({ id: String(at) })) });
    };
    expect((await runWith(wanted)).has(joined)).toBe(true);
    expect((await runWith(wanted - 1)).has(joined)).toBe(false);
  });
});

// items -> joined, right; items* -> halves*
describe('a quorum of a list that the run is given', () => {
  const join = definePhase({
    name: 'join',
    inputs: { parts: collect(items, { min: 3 }) },
    outputs: { joined },
    run: ({ parts }) => ({ joined: parts.succeeded.length }),
  });
  const half = definePhase({
    name: 'half',
    inputs: { item: each(items), parts: collect(items, { min: 3 }) },
    outputs: { halves },
    run: ({ item }) => ({ halves: item.id }),
  });
  const count = definePhase({
    name: 'count',
    inputs: { parts: collect(items, { min: 0.9 }) },
    outputs: { right },
    run: ({ parts }) => ({ right: parts.succeeded.length }),
  });
  const itemsOf = (ids: string) => ids.split('').map((id) => ({ id }));

  it('fails who asks for more than there is, as of a list that a phase makes', async () => {
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [join, half, count] });
    const report = await pipeline.run({ items: itemsOf('ab') });
    expect(endsOf(report)).toEqual({
      join: 'failed',
      'half[a]': 'failed',
      'half[b]': 'failed',
      count: 'succeeded',
    });
    expect(() => report.value(joined)).toThrow('"join" needs 3 of "items", which has fewer items');
    expect((await pipeline.run({ items: itemsOf('abc') })).status).toBe('succeeded');
  });

  it('counts what stands in for what a phase makes', async () => {
    const make = definePhase({ name: 'make', inputs: {}, outputs: { items }, run: () => ({ items: [] }) });
    const pipeline = definePipeline({ name: 'p', given: {}, phases: [make, join] });
    expect((await pipeline.run({})).status).toBe('failed');
    expect((await pipeline.run({}, { override: { items: itemsOf('ab') } })).status).toBe('failed');
    expect((await pipeline.run({}, { override: { items: itemsOf('abc') } })).value(joined)).toBe(3);
  });
});

// items* -> halves* -> left, right, which both collect
describe('what is collected', () => {
  it('is not to be changed by one of those who take it', async () => {
    const half = definePhase({
      name: 'half',
      inputs: { item: each(items) },
      outputs: { halves },
      run: ({ item }) => ({ halves: item.id }),
    });
    const inputs = { parts: collect(halves, { min: 'all' }) };
    const turn = definePhase({
      name: 'turn',
      inputs,
      outputs: { left },
      // As it may come from JavaScript.
      run: ({ parts }) => ({ left: (parts.succeeded as unknown[]).splice(0).length }),
    });
    const count = definePhase({
      name: 'count',
      inputs,
      outputs: { right },
      run: ({ parts }) => ({ right: parts.succeeded.length }),
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [half, turn, count] });
    const report = await pipeline.run({ items: [{ id: 'a' }, { id: 'b' }] });
    expect(endsOf(report)).toMatchObject({ turn: 'failed', count: 'succeeded' });
    expect(report.value(right)).toBe(2);
  });

  it('and falls short names ten failures in words, and all as the cause', async () => {
    const half = definePhase({
      name: 'half',
      inputs: { item: each(items) },
      outputs: { halves },
      run: ({ item }): { halves: string } => {
        throw new Error(`no ${item.id}`);
      },
    });
    const join = definePhase({
      name: 'join',
      inputs: { parts: collect(halves, { min: 1 }) },
      outputs: { joined },
      run: () => ({ joined: 1 }),
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [half, join] });
    const report = await pipeline.run({ items: Array.from({ length: 12 }, (_, at) => ({ id: `i${at}` })) });
    expect(report.tasks.at(-1)?.end).toMatchObject({
      error: {
        code: 'quorum-not-met',
        message: expect.stringMatching(/"half\[i9\]" failed: no i9 And 2 more\.$/),
      },
    });
    try {
      report.value(joined);
    } catch (unavailable) {
      expect(unavailable).toHaveProperty('cause.cause.errors.length', 12);
    }
    expect.assertions(2);
  });
});
