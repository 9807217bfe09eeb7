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
import { z } from 'zod';

const seed = artifact('seed', z.number());
const a = artifact('a', z.number());
const b = artifact('b', z.number());
const c = artifact('c', z.string());
const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
const lines = artifactList('lines', z.string());
const more = artifactList('more', z.string());

const endsOf = (report: RunReport): Record<string, unknown> =>
  Object.fromEntries(
    report.tasks.map(({ task, end }) => [
      task,
      end.status === 'skipped' ? `${end.status} by the ${end.reason} of ${end.because}` : end.status,
    ]),
  );

describe('a condition that does not hold', () => {
  const first = definePhase({
    name: 'first',
    inputs: { seed },
    outputs: { a },
    when: (inputs) => inputs.seed > 10,
    run: (inputs) => ({ a: inputs.seed }),
  });
  const second = definePhase({
    name: 'second',
    inputs: { a },
    outputs: { b },
    run: (inputs) => ({ b: inputs.a }),
  });
  const third = definePhase({
    name: 'third',
    inputs: { b: optional(b) },
    outputs: { c },
    run: (inputs) => ({ c: String(inputs.b) }),
  });
  // seed -> first? -> second -> third, which can do without
  const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [first, second, third] });

  it('turns off what requires it, and no failure comes of it', async () => {
    const report = await pipeline.run({ seed: 1 });
    expect(endsOf(report)).toEqual({
      first: 'skipped by the condition of first',
      second: 'skipped by the condition of first',
      third: 'succeeded',
    });
    expect(report.value(c)).toBe('undefined');
    expect(report.status).toBe('succeeded');
  });

  it('is no missing target, and says why the value is not there', async () => {
    const report = await pipeline.run({ seed: 1 }, { targets: [b] });
    expect(report.status).toBe('succeeded');
    expect(report.summary.missing).toEqual([]);
    expect(() => report.value(b)).toThrow(
      /"second" had nothing to do, because the condition of "first" does not hold/,
    );
  });

  it('holds for another input, and the phase runs', async () => {
    expect((await pipeline.run({ seed: 11 })).value(c)).toBe('11');
  });

  // items -> write? * -> again* ; join
  it('leaves an item out of a list, and of what is mapped over it', async () => {
    const write = definePhase({
      name: 'write',
      inputs: { item: each(items) },
      outputs: { lines },
      when: ({ item }) => item.id !== 'b',
      run: ({ item }) => ({ lines: item.id }),
    });
    const again = definePhase({
      name: 'again',
      inputs: { line: each(lines) },
      outputs: { more },
      run: ({ line }) => ({ more: line + line }),
    });
    const join = definePhase({
      name: 'join',
      inputs: { lines, all: collect(more, { min: 'all' }) },
      outputs: { c },
      run: (inputs) => ({ c: [...inputs.lines, ...inputs.all.succeeded.map(({ value }) => value)].join() }),
    });
    const given = { items: ['a', 'b', 'c'].map((id) => ({ id })) };
    const report = await definePipeline({ name: 'p', given: { items }, phases: [write, again, join] }).run(
      given,
    );
    expect(report.value(c)).toBe('a,c,aa,cc');
    expect(report.value(lines)).toEqual(['a', 'c']);
    expect(report.status).toBe('succeeded');
  });

  it('that throws fails its task', async () => {
    const broken = definePhase({
      name: 'broken',
      inputs: { seed },
      outputs: { a },
      when: () => {
        throw new Error('cannot say');
      },
      run: () => ({ a: 1 }),
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [broken] }).run({ seed: 1 });
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: { message: '"broken" failed: cannot say' },
    });
  });
});
