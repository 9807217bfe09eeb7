import { describe, expect, it } from '@jest/globals';
import {
  PhasegraphError,
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
} from '../../src/index.js';
import type { ErrorCode } from '../../src/index.js';
import { z } from 'zod';
import { startPlan } from '../../src/run/start.js';
import { memoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/port.js';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());

const pipelineThat = (run: () => { value: number } | Promise<{ value: number }>) =>
  definePipeline({
    name: 'p',
    given: { seed },
    phases: [
      definePhase({
        name: 'value',
        inputs: { seed },
        outputs: { value },
        retry: { attempts: 2, baseMs: 0 },
        run,
      }),
    ],
  });

const refuses = (): never => {
  throw new Error('not to be read');
};

describe('a phase that throws', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a symbol', Symbol('odd')],
    ['an object without a prototype', Object.create(null)],
    ['a frozen error', Object.freeze(new Error('frozen'))],
    ['an object whose message throws', Object.defineProperty({}, 'message', { get: refuses })],
    ['an error whose cause throws', Object.defineProperty(new Error('odd'), 'cause', { get: refuses })],
    [
      'an error that throws when it is asked whether to try again',
      Object.defineProperty(new Error('odd'), 'retryable', { get: refuses }),
    ],
    [
      'a proxy that refuses everything',
      new Proxy({}, { get: refuses, has: refuses, getPrototypeOf: refuses }),
    ],
    ['an error caused by one', new Error('odd', { cause: new Proxy({}, { getPrototypeOf: refuses }) })],
  ])('%s has failed, and the run ends', async (_, thrown) => {
    for (const run of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ]) {
      const report = await pipelineThat(run).run({ seed: 1 });
      expect(report.status).toBe('failed');
      expect(report.tasks[0]).toMatchObject({
        attempts: 2,
        end: { error: { code: 'phase-failed', task: 'value' } },
      });
    }
  });

  it.each<ErrorCode>(['no-usable-key', 'artifact-unavailable'])(
    'an error %s from elsewhere has failed by that, at its own place',
    async (code) => {
      const elsewhere = new PhasegraphError(code, 'elsewhere', { task: 'of another run' });
      const report = await pipelineThat(() => Promise.reject(elsewhere)).run({ seed: 1 });
      expect(report.tasks[0]?.end).toMatchObject({
        error: { code, message: 'elsewhere', phase: 'value', task: 'value', attempt: 2 },
      });
    },
  );
});

describe('a phase that returns', () => {
  it('something thenable that comes to a promise gives what that comes to', async () => {
    class Query {
      // oxlint-disable-next-line unicorn/no-thenable -- what query builders hand out
      then(resolve: (value: unknown) => void): void {
        resolve(Promise.resolve({ value: 7 }));
      }
    }
    // Its type says less than a promise's.
    const report = await pipelineThat(() => new Query() as unknown as Promise<{ value: number }>).run({
      seed: 1,
    });
    expect(report.value(value)).toBe(7);
  });
});

describe('an asynchronous condition', () => {
  it.each([
    ['would not hold', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new Error('nobody hears it'))],
  ])('that %s fails its task, and says what to do', async (_, when) => {
    const phase = definePhase({
      name: 'value',
      inputs: { seed },
      outputs: { value },
      // As it may come from JavaScript.
      when: when as unknown as () => boolean,
      run: () => ({ value: 1 }),
    });
    const report = await definePipeline({ name: 'p', given: { seed }, phases: [phase] }).run({ seed: 1 });
    expect(report.tasks[0]?.end).toMatchObject({
      error: { code: 'invalid-declaration', message: expect.stringContaining('make when() synchronous') },
    });
  });
});

describe('a request that no store could keep', () => {
  const itself: Record<string, unknown> = {};
  itself['itself'] = itself;

  it.each<unknown>([itself, { count: 1n }, () => 1, Symbol('x'), { toJSON: () => undefined }])(
    'is refused before anything starts: %p',
    async (request) => {
      const pipeline = pipelineThat(() => ({ value: 1 }));
      const running = pipeline.run({ seed: 1 }, { store: memoryStore(), request });
      await expect(running).rejects.toMatchObject({
        code: 'invalid-option',
        message: expect.stringContaining('use plain JSON'),
      });
    },
  );
});

describe('a bug of the engine', () => {
  it('rejects the result, and whoever follows the events is not left waiting', async () => {
    const plan = pipelineThat(() => ({ value: 1 })).plan();
    const { log, result } = startPlan(plan, [], {}, () => ({ step: refuses, hasEnded: () => false }));
    await expect(result).rejects.toThrow('not to be read');
    const seen: string[] = [];
    for await (const { type } of log.follow()) seen.push(type);
    expect(seen).toEqual(['run-started']);
  });

  it('leaves no run under way in the store, and hears nothing of it any more', async () => {
    const inner = memoryStore();
    let listeners = 0;
    const store: Store = {
      ...inner,
      onWriteFailure: () => {
        listeners++;
        return () => void listeners--;
      },
    };
    const plan = pipelineThat(() => ({ value: 1 })).plan();
    const { result } = startPlan(plan, [], { store }, () => ({ step: refuses, hasEnded: () => false }));
    await expect(result).rejects.toThrow('not to be read');
    expect(store.listRuns(1)).toMatchObject([{ status: 'failed' }]);
    expect(listeners).toBe(0);
  });
});

describe('an error', () => {
  const items = artifactList('items', z.string(), { key: (item) => item });
  const outs = artifactList('outs', z.string());
  const joined = artifact('joined', z.string());
  const work = definePhase({
    name: 'w',
    inputs: { item: each(items) },
    outputs: { outs },
    run: ({ item }) => {
      if (item === '0') throw new Error('bad 0');
      return { outs: item };
    },
  });
  const joinOf = (min: number | 'all') =>
    definePhase({
      name: 'j',
      inputs: { all: collect(outs, { min }) },
      outputs: { joined },
      run: ({ all }) => ({ joined: all.succeeded.map(({ value }) => value).join('') }),
    });
  const ten = { items: Array.from({ length: 10 }, (_, at) => String(at)) };

  it('names the phase, the task, its key and the attempt', async () => {
    const report = await definePipeline({ name: 'p', given: { items }, phases: [work, joinOf(8)] }).run(ten);
    expect(report.value(joined)).toBe('123456789');
    expect(report.status).toBe('partial');
    expect(report.tasks.find(({ task }) => task === 'w[0]')?.end).toMatchObject({
      error: { code: 'phase-failed', phase: 'w', task: 'w[0]', key: '0', attempt: 1 },
    });
    expect(report.collected(outs).failed[0]?.error).toMatchObject({ task: 'w[0]', key: '0', attempt: 1 });
  });

  it('of what is skipped has what failed as its cause, and no attempt', async () => {
    const report = await definePipeline({ name: 'p', given: { items }, phases: [work, joinOf('all')] }).run(
      ten,
    );
    const end = report.tasks.find(({ task }) => task === 'j')?.end;
    expect(end).toMatchObject({
      status: 'skipped',
      because: 'w',
      error: { causes: ['PhasegraphError: "w[0]" failed: bad 0', 'Error: bad 0'] },
    });
    expect(end).not.toHaveProperty('error.attempt');
  });

  it('of a quorum that is not met names the items among its causes', async () => {
    const report = await definePipeline({ name: 'p', given: { items }, phases: [work, joinOf(10)] }).run(ten);
    expect(report.tasks.find(({ task }) => task === 'j')?.end).toMatchObject({
      error: { causes: expect.arrayContaining(['PhasegraphError: "w[0]" failed: bad 0', 'Error: bad 0']) },
    });
    const few = await definePipeline({ name: 'p', given: { items }, phases: [work, joinOf(11)] }).run({
      items: ['1', '2'],
    });
    expect(few.tasks.find(({ task }) => task === 'j')?.end).toMatchObject({
      error: { message: '"j" needs 11 of "outs", which has fewer items, though none failed.' },
    });
  });
});

it('does not hand what an attempt made of its inputs to the next one, or to the fallback', async () => {
  const seen: unknown[] = [];
  const careless = definePhase({
    name: 'careless',
    inputs: { seed },
    outputs: { value },
    retry: { attempts: 2, baseMs: 0 },
    run: (inputs) => {
      seen.push(inputs.seed);
      Object.assign(inputs, { seed: 0 });
      throw new Error('no');
    },
    fallback: (inputs) => {
      seen.push(inputs.seed);
      return { value: inputs.seed };
    },
  });
  const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [careless] });
  expect((await pipeline.run({ seed: 7 })).value(value)).toBe(7);
  expect(seen).toEqual([7, 7, 7]);
});
