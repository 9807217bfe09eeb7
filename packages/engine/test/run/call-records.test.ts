import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  memoryStore,
  systemClock,
} from '@phasegraph/engine';
import type { Clock, Resource, RunOptions, RunReport, Store, TaskContext } from '@phasegraph/engine';
import { z } from 'zod';
import { answering, oracle } from './answering.js';
import type { Answering, AskingClient } from './answering.js';
import { unhandledDuring } from '../unhandled.js';

const topics = artifactList('topics', z.string(), { key: (topic) => topic });
const lines = artifactList('lines', z.string());

type Write = (topic: string, context: TaskContext & { oracle: AskingClient }) => Promise<string>;

interface RunOf extends Pick<RunOptions, 'recorded' | 'recordedSinceMs' | 'clock'> {
  readonly reuse?: boolean;
  readonly attempts?: number;
}

/** topics -> write* */
function runOf(
  write: Write,
  model: Resource<AskingClient>,
  store: Store,
  options: RunOf = {},
): Promise<RunReport> {
  const { reuse = true, attempts = 1, ...rest } = options;
  const phase = definePhase({
    name: 'write',
    inputs: { topic: each(topics) },
    outputs: { lines },
    uses: { oracle },
    reuse,
    retry: { attempts, baseMs: 0 },
    run: async ({ topic }, context) => ({ lines: await write(topic, context) }),
  });
  const pipeline = definePipeline({ name: 'p', given: { topics }, phases: [phase] });
  const resources = { oracle: model };
  return pipeline.run({ topics: ['bread', 'salt'] }, { resources, store, ...rest });
}

/** Asks, and then has a bug of its own. */
const buggy: Write = async (topic, context) => {
  await context.oracle.ask(topic);
  throw new Error('a bug');
};
const fixed: Write = (topic, context) => context.oracle.ask(topic);

describe('the answer of a call', () => {
  it('is not paid for again when the phase fails after it, and is reported as replayed', async () => {
    const store = memoryStore();
    const model = answering();
    const first = await runOf(buggy, model, store);
    expect(first.summary.calls).toEqual({ answered: 2, failed: 0, aborted: 0, replayed: 0 });
    const second = await runOf(fixed, model, store);
    expect(second.value(lines)).toEqual(['re: bread', 're: salt']);
    // How long a call takes, its replay does not show.
    expect(store.learnedDurations(['write'])).toEqual(new Map());
    expect(model.calls).toEqual(['write[bread]: bread', 'write[salt]: salt']);
    expect(second.summary.calls).toEqual({ answered: 0, failed: 0, aborted: 0, replayed: 2 });
    expect(second.summary.usage.inputTokens).toBe(0);
    expect(second.summary.keys).toEqual([]);
  });

  it('stands apart from that of another item which asks the same, and from its own further ones', async () => {
    const store = memoryStore();
    const model = answering((_, number) => `answer ${number}`);
    const variants: Write = async (_, { oracle }) =>
      `${await oracle.ask('more')}, ${await oracle.ask('more')}`;
    await runOf(async (topic, context) => buggy(await variants(topic, context), context), model, store);
    const before = model.calls.length;
    const report = await runOf(variants, model, store);
    expect(new Set(report.value(lines).join(', ').split(', ')).size).toBe(4);
    expect(model.calls).toHaveLength(before);
  });

  it('is asked for anew by a second attempt, and replayed to it by the next run, call for call', async () => {
    const store = memoryStore();
    const model = answering((question, number) => `${question} ${number}`);
    const seen: string[] = [];
    const secondTime: Write = async (topic, { oracle, attempt }) => {
      const answer = await oracle.ask(topic);
      seen.push(answer);
      if (attempt === 1) throw new Error('once');
      return answer;
    };
    // What the first run makes is not kept, but its calls are.
    const losing: Store = { ...store, saveResult: () => undefined };
    const first = await runOf(secondTime, model, losing, { attempts: 2 });
    const second = await runOf(secondTime, model, store, { attempts: 2 });
    expect(model.calls).toHaveLength(4);
    expect(seen.slice(4)).toEqual(seen.slice(0, 4));
    expect(second.value(lines)).toEqual(first.value(lines));
  });

  it('goes to the call that asked for it, though it comes later than that of another', async () => {
    const store = memoryStore();
    const arrive: (() => void)[] = [];
    const model = answering(async (question, number) => {
      await new Promise<void>((resolve) => arrive.push(resolve));
      return `${question} ${number}`;
    });
    const seen: string[] = [];
    const both: Write = async (topic, { oracle }) => {
      const answers = Promise.all([oracle.ask('more'), oracle.ask('more')]);
      // The last that was asked is answered first.
      for (let turns = 0; turns < 20; turns++) {
        await new Promise((resolve) => setImmediate(resolve));
        arrive.pop()?.();
      }
      seen.push(`${topic}: ${(await answers).join(', ')}`);
      throw new Error('a bug');
    };
    await runOf(both, model, store);
    await runOf(both, answering(), store);
    expect(seen.slice(2, 4)).toEqual(seen.slice(0, 2));
  });

  it('is found though a call before it, with the same request, was never answered', async () => {
    const store = memoryStore();
    const losing: Store = { ...store, saveResult: () => undefined };
    const model = answering((question, number) => {
      if (number <= 2) throw new Error('503');
      return question;
    });
    await runOf(fixed, model, losing, { attempts: 2 });
    expect(model.calls).toHaveLength(4);
    await runOf(fixed, model, store);
    expect(model.calls).toHaveLength(4);
  });

  it('that is of no use is asked for anew, and replaced', async () => {
    const store = memoryStore();
    const isOfUse = (answer: string): boolean => !answer.startsWith('bad');
    const bad = answering((question) => `bad ${question}`, isOfUse);
    expect((await runOf(fixed, bad, store)).status).toBe('failed');
    const good = answering((question) => `good ${question}`, isOfUse);
    await runOf(buggy, good, store);
    expect(good.calls).toHaveLength(2);
    const report = await runOf(fixed, good, store);
    expect(good.calls).toHaveLength(2);
    expect(report.value(lines)).toEqual(['good bread', 'good salt']);
  });

  it('that is of no use is passed over for a further one of the same request', async () => {
    const store = memoryStore();
    const isOfUse = (answer: string): boolean => !answer.endsWith('bad');
    const model = answering((question, number) => (number <= 2 ? 'bad' : `good ${question}`), isOfUse);
    const losing: Store = { ...store, saveResult: () => undefined };
    await runOf(fixed, model, losing, { attempts: 2 });
    expect(model.calls).toHaveLength(4);
    const report = await runOf(fixed, model, store);
    expect(report.value(lines)).toEqual(['good bread', 'good salt']);
    expect(model.calls).toHaveLength(4);
  });

  it('is not taken by another resource, nor by one that says that it answers otherwise', async () => {
    const store = memoryStore();
    await runOf(buggy, answering(), store);
    const other = { ...answering(), fingerprint: 'oracle 2' };
    await runOf(fixed, other, store);
    expect(other.calls).toHaveLength(2);
  });

  it('is recorded before the phase goes on', async () => {
    const store = memoryStore();
    let isSaved: (() => void) | undefined;
    const slow: Store = {
      ...store,
      saveCall: async (call) => {
        await new Promise<void>((resolve) => (isSaved = resolve));
        await store.saveCall(call);
      },
    };
    const wentOn: string[] = [];
    const write: Write = async (topic, { oracle }) => {
      if (topic === 'salt') return '';
      const answer = await oracle.ask(topic);
      wentOn.push(topic);
      return answer;
    };
    const running = runOf(write, answering(), slow);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSaved).toBeDefined();
    expect(wentOn).toEqual([]);
    isSaved?.();
    await running;
    expect(wentOn).toEqual(['bread']);
  });

  it('of a phase that is made anew each time is asked for anew, too', async () => {
    const store = memoryStore();
    const model = answering();
    await runOf(fixed, model, store, { reuse: false });
    await runOf(fixed, model, store, { reuse: false });
    expect(model.calls).toHaveLength(4);
  });

  it.each(['findCall', 'callKeys'] as const)(
    'is not found when the store cannot be read by %s, and the run says so',
    async (method) => {
      const store = memoryStore();
      await runOf(buggy, answering(), store);
      const unreadable: Store = {
        ...store,
        [method]: () => {
          throw new Error('unreadable');
        },
      };
      const model = answering();
      const report = await runOf(fixed, model, unreadable);
      expect(report.status).toBe('succeeded');
      expect(report.summary.storeErrors).toContain('unreadable');
      expect(model.calls).toHaveLength(2);
    },
  );

  it('to what cannot be recorded is asked for as without a store, and the run says so once', async () => {
    const store = memoryStore();
    const asking: Answering = {
      ...answering(),
      connect: ({ records }) => ({
        ask: async (question) => {
          const record = records?.of({ question: new URL(`https://example.com/${question}`) }, question);
          expect(record?.next()).toBeUndefined();
          await record?.save({ answer: question, keyId: 'k1' });
          return question;
        },
      }),
    };
    const report = await runOf(fixed, asking, store);
    expect(report.value(lines)).toEqual(['bread', 'salt']);
    expect(report.summary.storeErrors).toEqual([expect.stringContaining('URL')]);
  });
});

describe('a fresh run', () => {
  it('makes all of it anew, and what it makes takes the place of what was there', async () => {
    const store = memoryStore();
    await runOf(fixed, answering(), store);
    const model = answering((question) => `new ${question}`);
    const fresh = await runOf(fixed, model, store, { recorded: 'fresh' });
    expect(fresh.value(lines)).toEqual(['new bread', 'new salt']);
    expect(model.calls).toHaveLength(2);
    const next = await runOf(fixed, model, store);
    expect(next.value(lines)).toEqual(['new bread', 'new salt']);
    expect(model.calls).toHaveLength(2);
  });

  it('leaves no further answer of an older run to its requests', async () => {
    const store = memoryStore();
    const twice: Write = async (topic, { oracle }) => {
      await oracle.ask(topic);
      await oracle.ask(topic);
      throw new Error('a bug');
    };
    await runOf(twice, answering(), store);
    await runOf(buggy, answering(), store, { recorded: 'fresh' });
    const model = answering();
    await runOf(twice, model, store);
    expect(model.calls.toSorted()).toEqual(['write[bread]: bread', 'write[salt]: salt']);
  });

  it('leaves none of several, however many there are', async () => {
    const store = memoryStore();
    const ask =
      (times: number): Write =>
      async (topic, { oracle }) => {
        const answers: string[] = [];
        for (let time = 0; time < times; time++) answers.push(await oracle.ask(topic));
        return answers.join();
      };
    const old = answering(() => 'old');
    await runOf(ask(3), old, store);
    await runOf(
      ask(1),
      answering(() => 'new'),
      store,
      { recorded: 'fresh' },
    );
    const losing: Store = { ...store, findResult: () => undefined };
    const report = await runOf(
      ask(4),
      answering(() => 'newest'),
      losing,
    );
    expect(report.value(lines)).toEqual(Array(2).fill('new,newest,newest,newest'));
  });
});

describe('a run that goes on from a fresh one', () => {
  const clockAt = (wallMs: number): Clock => ({ ...systemClock, wallTime: () => wallMs });
  const onlyBread = (write: Write): Write => {
    return async (topic, context) => {
      if (topic !== 'bread') throw new Error('interrupted');
      return write(topic, context);
    };
  };

  it('takes the results and the answers since then, and replaces older ones', async () => {
    const store = memoryStore();
    const old = answering((question) => `old ${question}`);
    await runOf(fixed, old, store, { clock: clockAt(1_000) });
    const made = answering((question) => `new ${question}`);
    await runOf(onlyBread(fixed), made, store, { recorded: 'fresh', clock: clockAt(2_000) });
    expect(made.calls).toEqual(['write[bread]: bread']);
    for (const at of [3_000, 4_000]) {
      const report = await runOf(fixed, made, store, { recordedSinceMs: 2_000, clock: clockAt(at) });
      expect(report.value(lines)).toEqual(['new bread', 'new salt']);
    }
    expect(made.calls).toEqual(['write[bread]: bread', 'write[salt]: salt']);
  });

  it('replays an answer since then, and none from before, of a task that failed after it', async () => {
    const store = memoryStore();
    await runOf(
      buggy,
      answering(() => 'old'),
      store,
      { clock: clockAt(1_000) },
    );
    const made = answering(() => 'new');
    await runOf(onlyBread(buggy), made, store, { recorded: 'fresh', clock: clockAt(2_000) });
    const report = await runOf(fixed, made, store, { recordedSinceMs: 2_000, clock: clockAt(3_000) });
    expect(report.value(lines)).toEqual(['new', 'new']);
    expect(report.summary.calls).toMatchObject({ answered: 1, replayed: 1 });
    const next = await runOf(fixed, made, { ...store, findResult: () => undefined });
    expect(next.value(lines)).toEqual(['new', 'new']);
    expect(made.calls).toHaveLength(2);
  });

  it('refuses a time that is none', async () => {
    await expect(runOf(fixed, answering(), memoryStore(), { recordedSinceMs: Number.NaN })).rejects.toThrow(
      'The run has recordedSinceMs: NaN; use a time in milliseconds since 1970',
    );
  });
});

it('an answer that cannot be recorded ends the run, and not the process, though its client waits for that later', async () => {
  const late: Resource<AskingClient> = {
    fingerprint: 'late 1',
    connect: ({ records }) => ({
      async ask(question) {
        const saved = records?.of({ question }, question).save({ answer: 'yes', keyId: 'k1' });
        await new Promise((resolve) => setImmediate(resolve));
        await saved;
        return 'yes';
      },
    }),
  };
  const full = new Error('full');
  const store: Store = { ...memoryStore(), saveCall: () => Promise.reject(full) };
  let status: string | undefined;
  const unhandled = await unhandledDuring(async () => {
    ({ status } = await runOf(fixed, late, store));
  });
  expect([status, unhandled]).toEqual(['store-failed', []]);
});

describe('a run on a cassette', () => {
  it('writes nothing to its store', async () => {
    const store = memoryStore();
    const keeping: Write = async (topic, context) => {
      await context.keep(new TextEncoder().encode(topic));
      return fixed(topic, context);
    };
    await runOf(async (topic, context) => buggy(await keeping(topic, context), context), answering(), store);
    const readOnly = new Proxy(store, {
      get: (target, name: keyof Store) => {
        if (['findResult', 'lookAhead', 'findCall', 'callKeys', 'damage'].includes(name)) return target[name];
        return () => {
          throw new Error(`${name}() was called`);
        };
      },
    });
    const report = await runOf(keeping, answering(), readOnly, { recorded: 'cassette' });
    expect(report.summary.storeErrors).toEqual([]);
    expect(report.value(lines)).toEqual(['re: bread', 're: salt']);
  });

  it('leaves what is damaged where it is', async () => {
    const inner = memoryStore();
    await runOf(buggy, answering(), inner);
    const read: unknown[] = [];
    const store: Store = {
      ...inner,
      findResult: (fingerprint, options) => (read.push(options), inner.findResult(fingerprint)),
      findCall: (key, options) => (read.push(options), inner.findCall(key)),
    };
    await runOf(fixed, answering(), store, { recorded: 'cassette' });
    expect(read).toEqual(Array.from({ length: 4 }, () => ({ leavesDamaged: true })));
  });

  it('makes no calls, and is whole where all is recorded', async () => {
    const store = memoryStore();
    await runOf(buggy, answering(), store);
    const model = answering();
    const report = await runOf(fixed, model, store, { recorded: 'cassette' });
    expect(report.value(lines)).toEqual(['re: bread', 're: salt']);
    expect(model.calls).toEqual([]);
  });

  it('fails with the request where an answer is missing, without a further attempt and without a fallback', async () => {
    const model = answering();
    const phase = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { lines },
      uses: { oracle },
      retry: { attempts: 3, baseMs: 0 },
      run: async ({ topic }, context) => ({ lines: await context.oracle.ask(topic) }),
      fallback: () => ({ lines: 'by rule' }),
    });
    const pipeline = definePipeline({ name: 'p', given: { topics }, phases: [phase] });
    const report = await pipeline.run(
      { topics: ['bread'] },
      { resources: { oracle: model }, store: memoryStore(), recorded: 'cassette' },
    );
    expect(model.calls).toEqual([]);
    const [task] = report.tasks;
    expect(task).toMatchObject({ attempts: 1, end: { status: 'failed', error: { code: 'not-recorded' } } });
    expect(task?.end).toMatchObject({
      error: { message: expect.stringContaining('"write[bread]" asks "oracle" for "bread"') },
    });
  });

  it('replays what a phase that is made anew each time was answered', async () => {
    const store = memoryStore();
    await runOf(fixed, answering(), store, { reuse: false });
    const model = answering();
    const report = await runOf(fixed, model, store, { reuse: false, recorded: 'cassette' });
    expect(report.value(lines)).toEqual(['re: bread', 're: salt']);
    expect(model.calls).toEqual([]);
  });

  it('is refused without a store, before anything starts', async () => {
    const count = definePhase({
      name: 'count',
      inputs: { topics },
      outputs: { lines: artifact('count', z.number()) },
      run: ({ topics }) => ({ lines: topics.length }),
    });
    const pipeline = definePipeline({ name: 'p', given: { topics }, phases: [count] });
    await expect(pipeline.run({ topics: [] }, { recorded: 'cassette' })).rejects.toThrow(
      'give it the store that the answers are recorded in',
    );
  });
});
