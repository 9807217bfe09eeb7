import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  forecastCost,
  habitsOf,
  keyPool,
  memoryStore,
  rehearse,
  resource,
} from '@phasegraph/engine';
import type { CallScope, ExpectedCalls, KeyPool, LimitsByTarget, RehearsedKeys } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import type { VirtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

interface Client {
  call(tokens: number): Promise<void>;
}
const model = resource<'model', Client>('model');
const topic = artifact('topic', z.string());
const parts = artifactList('parts', z.string(), { key: (part) => part });
const pages = artifactList('pages', z.string());
const cover = artifact('cover', z.string());
const book = artifact('book', z.string());

const durations = { plan: 2_000, write: 5_000, draw: 9_000, bind: 100 };

/** topic -> plan -> write* -> bind, topic -> draw -> bind; every phase takes as long as it says. */
function pipelineOn(clock: VirtualClock, count: number) {
  return definePipeline({
    name: 'book',
    given: { topic },
    phases: [
      definePhase({
        name: 'plan',
        inputs: { topic },
        outputs: { parts },
        estimateMs: durations.plan,
        run: async () => {
          await clock.sleep(durations.plan);
          return { parts: Array.from({ length: count }, (_, at) => `part ${at}`) };
        },
      }),
      definePhase({
        name: 'write',
        inputs: { part: each(parts) },
        outputs: { pages },
        uses: { model },
        estimateMs: durations.write,
        run: async ({ part }, { model: client }) => {
          await client.call(100);
          return { pages: part };
        },
      }),
      definePhase({
        name: 'draw',
        inputs: { topic },
        outputs: { cover },
        estimateMs: durations.draw,
        run: async () => {
          await clock.sleep(durations.draw);
          return { cover: '' };
        },
      }),
      definePhase({
        name: 'bind',
        inputs: { pages, cover },
        outputs: { book },
        estimateMs: durations.bind,
        run: async () => {
          await clock.sleep(durations.bind);
          return { book: '' };
        },
      }),
    ],
  });
}

interface Circumstances {
  readonly items: number;
  readonly concurrency?: number;
  readonly limits?: LimitsByTarget;
  readonly keys?: number;
}

/** A client whose calls wait for the limits of a pool, and take as long as it says. */
function callingThrough(pool: KeyPool, clock: VirtualClock) {
  return (scope: CallScope): Client => ({
    call: async (tokens) => {
      const admitted = scope.queued();
      await pool.call(
        { requests: 1, tokens, images: 0 },
        { rank: scope.rank, signal: scope.signal, target: 'm', share: scope.share },
        async ({ keyId, queuedMs }) => {
          admitted();
          await clock.sleep(durations.write);
          const usage = { inputTokens: tokens, outputTokens: 0 };
          const durationMs = durations.write;
          scope.report({
            resource: 'model',
            keyId,
            target: 'm',
            queuedMs,
            durationMs,
            outcome: 'answered',
            usage,
          });
        },
      );
    },
  });
}

/** How long the run really takes, in virtual time, and what a rehearsal says. */
async function both({ items, concurrency, limits, keys = 1 }: Circumstances): Promise<[number, number]> {
  const clock = virtualClock();
  const pipeline = pipelineOn(clock, items);
  const ids = Array.from({ length: keys }, (_, at) => ({ id: `key-${at}` }));
  const pool = keyPool({ name: 'model', keys: ids, limits, clock });
  const connect = callingThrough(pool, clock);
  const some = concurrency === undefined ? {} : { concurrency };
  const report = await clock.run(
    pipeline.run({ topic: 'bread' }, { clock, resources: { model: { connect } }, ...some }),
  );
  const habits = habitsOf([report.events]);
  const groups = ids.map(() => 1);
  const rehearsal = rehearse(pipeline.plan(), { ...habits, keys: { limits, groups }, ...some });
  return [report.summary.makespanMs, rehearsal.makespanMs];
}

describe('a rehearsal', () => {
  it.each<[string, Circumstances]>([
    ['nothing but the graph', { items: 4 }],
    ['a cap on tasks', { items: 5, concurrency: 2 }],
    ['requests a minute', { items: 12, limits: { '*': { rpm: 5 } } }],
    ['requests a minute of three accounts', { items: 12, keys: 3, limits: { '*': { rpm: 2 } } }],
    ['tokens a minute', { items: 6, limits: { m: { tpm: 250 } } }],
    ['calls at one time', { items: 7, limits: { m: { concurrency: 2 } } }],
    ['no items at all', { items: 0 }],
  ])('takes as long as the run that it rehearses: %s', async (_, circumstances) => {
    const [real, rehearsed] = await both(circumstances);
    expect(rehearsed).toBeCloseTo(real, 6);
  });

  it('takes longer under limits than without, and the same the second time', async () => {
    const [, free] = await both({ items: 12 });
    const [, limited] = await both({ items: 12, limits: { '*': { rpm: 5 } } });
    expect(free).toBe(9_100);
    expect(limited).toBeGreaterThan(120_000);
    expect((await both({ items: 12, limits: { '*': { rpm: 5 } } }))[1]).toBe(limited);
  });

  it('ends with its last task, and not with a look at the limits that nobody needs', () => {
    // Two accounts of two calls a minute, with one key and with three: the last calls leave as soon as a key is free.
    const calls = new Map([['write', [{ target: 't', requests: 1, tokens: 0, images: 0 }]]]);
    const keys = { groups: [1, 3], concurrency: 1, limits: { '*': { rpm: 2 } } };
    const plan = pipelineOn(virtualClock(), 0).plan();
    const { makespanMs } = rehearse(plan, { items: new Map([['parts', 4]]), calls, keys });
    expect(makespanMs).toBe(durations.plan + 2 * durations.write + durations.bind);
  });

  it('asks the limits a few times a call, however many calls wait', () => {
    const plan = pipelineOn(virtualClock(), 0).plan();
    /** How often it is asked whether there is room for one of so many calls. */
    const askings = (calls: number, keys: RehearsedKeys): number => {
      let asked = 0;
      const call = {
        target: 'm',
        get requests() {
          asked++;
          return 1;
        },
        tokens: 100,
        images: 0,
      };
      rehearse(plan, { items: new Map([['parts', calls]]), calls: new Map([['write', [call]]]), keys });
      return asked;
    };
    const scarce: RehearsedKeys[] = [
      { groups: [1], limits: { '*': { rpm: 20 } } },
      { groups: [1, 1], concurrency: 3, limits: { '*': { tpm: 1_000 } } },
      { groups: [2], concurrency: 5 },
    ];
    for (const keys of scarce) expect(askings(300, keys)).toBeLessThan(5 * 300);
  });

  // parts -> write*, topic -> plan -> ask -> bind
  it.each([
    ['goes first of those that wait', 'm', 5_000 + 5_000 + 60_000],
    ['waits for no other, where there is room for it', 'n', 100 + 5_000 + 60_000],
  ])('the call that most hangs on %s', (_, target, makespanMs) => {
    const [planned, asked] = [artifact('planned', z.string()), artifact('asked', z.string())];
    const plan = definePipeline({
      name: 'book',
      given: { topic, parts },
      phases: [
        definePhase({
          name: 'write',
          inputs: { part: each(parts) },
          outputs: { pages },
          estimateMs: 5_000,
          run: ({ part }) => ({ pages: part }),
        }),
        definePhase({
          name: 'plan',
          inputs: { topic },
          outputs: { planned },
          estimateMs: 100,
          run: () => ({ planned: '' }),
        }),
        definePhase({
          name: 'ask',
          inputs: { planned },
          outputs: { asked },
          estimateMs: 5_000,
          run: () => ({ asked: '' }),
        }),
        definePhase({
          name: 'bind',
          inputs: { asked },
          outputs: { book },
          estimateMs: 60_000,
          run: () => ({ book: '' }),
        }),
      ],
    }).plan();
    const call = { requests: 1, tokens: 100, images: 0 };
    const calls = new Map([
      ['write', [{ ...call, target: 'm' }]],
      ['ask', [{ ...call, target }]],
    ]);
    const keys = { groups: [1], limits: { '*': { concurrency: 1 } } };
    expect(rehearse(plan, { items: new Map([['parts', 4]]), calls, keys }).makespanMs).toBe(makespanMs);
  });

  // topic -> plan -> write*, notes -> check*; of either there are calls that wait, and write is the more urgent
  it.each<[string, LimitsByTarget, number]>([
    ['those behind one that waits go by it, where they have room', { '*': { concurrency: 1 } }, 5 * 4_900],
    [
      'each goes as soon as it has room, though another waits for longer',
      { write: { rpm: 2 }, check: { rpd: 4 } },
      1_440 * 60_000 + 4_900,
    ],
  ])('of calls to several targets: %s', (_, limits, makespanMs) => {
    const notes = artifactList('notes', z.string(), { key: (note) => note });
    const checked = artifactList('checked', z.string());
    const plan = definePhase({
      name: 'plan',
      inputs: { topic },
      outputs: { parts },
      estimateMs: 100,
      run: () => ({ parts: [] }),
    });
    const write = definePhase({
      name: 'write',
      inputs: { part: each(parts) },
      outputs: { pages },
      estimateMs: 5_000,
      run: ({ part }) => ({ pages: part }),
    });
    const check = definePhase({
      name: 'check',
      inputs: { note: each(notes) },
      outputs: { checked },
      estimateMs: 4_900,
      run: ({ note }) => ({ checked: note }),
    });
    const pipeline = definePipeline({ name: 'book', given: { topic, notes }, phases: [plan, write, check] });
    const callOf = (target: string): ExpectedCalls[] => [{ target, requests: 1, tokens: 100, images: 0 }];
    const calls = new Map(['write', 'check'].map((name) => [name, callOf(name)]));
    const items = new Map([
      ['parts', 4],
      ['notes', 5],
    ]);
    const rehearsal = rehearse(pipeline.plan(), { items, calls, keys: { groups: [1], limits } });
    expect(rehearsal.makespanMs).toBe(makespanMs);
  });

  it('counts one item a list where nothing is known', () => {
    const plan = pipelineOn(virtualClock(), 4).plan();
    expect(Object.fromEntries(rehearse(plan).tasks)).toEqual({ plan: 1, draw: 1, write: 1, bind: 1 });
    expect(Object.fromEntries(rehearse(plan, { items: new Map([['parts', 7]]) }).tasks)).toMatchObject({
      write: 7,
    });
  });
});

describe('what a store has learned of a run', () => {
  it.each<[string, Omit<Circumstances, 'items'>]>([
    ['requests a minute', { limits: { '*': { rpm: 5 } } }],
    ['a cap on calls', { limits: { '*': { concurrency: 2 } } }],
    ['nothing', {}],
  ])('is how long tasks work, under %s: a rehearsal takes as long as the next run', async (_, { limits }) => {
    const clock = virtualClock();
    const pipeline = pipelineOn(clock, 12);
    const store = memoryStore();
    const run = async () => {
      // Of a pool that nobody has called through: its minute is empty.
      const pool = keyPool({ name: 'model', keys: [{ id: 'key' }], limits, clock });
      const resources = { model: { connect: callingThrough(pool, clock) } };
      return clock.run(pipeline.run({ topic: 'bread' }, { clock, resources, store, recorded: 'fresh' }));
    };
    const first = await run();
    const learned = store.learnedDurations(Object.keys(durations));
    expect(learned).toEqual(new Map(Object.entries(durations)));
    const plan = pipeline.plan({ durations: learned });
    const rehearsed = rehearse(plan, { ...habitsOf([first.events]), keys: { limits, groups: [1] } });
    const next = await run();
    expect(rehearsed.makespanMs).toBeCloseTo(next.summary.makespanMs, 6);
  });
});

describe('habitsOf', () => {
  it('reads lists and calls off the latest run that shows them', () => {
    const call = (task: string, tokens: number, images?: number) => ({
      type: 'call-ended' as const,
      task,
      phase: 'write',
      call: {
        resource: 'model',
        keyId: 'k',
        target: 'm',
        queuedMs: 0,
        durationMs: 1,
        outcome: 'answered' as const,
        usage: { inputTokens: tokens, outputTokens: 0, ...(images !== undefined && { images }) },
      },
    });
    const started = (task: string) => ({
      type: 'attempt-started' as const,
      task,
      phase: 'write',
      attempt: 1,
    });
    const closed = (items: number) => ({ type: 'list-closed' as const, list: 'parts', items });
    const log = (...bodies: object[]) => bodies.map((body, seq) => ({ ...body, seq, atMs: 0 }) as never);
    const earlier = log(started('a'), started('b'), call('a', 10), call('a', 20), call('b', 30), closed(9));
    // Everything reused but a list that failed: it shows nothing.
    const latest = log(closed(0));
    expect(habitsOf([latest, earlier])).toEqual({
      items: new Map([['parts', 9]]),
      calls: new Map([['write', [{ target: 'm', requests: 1.5, tokens: 30, images: 0 }]]]),
    });
    expect(habitsOf([log(started('a'), call('a', 99, 1))]).calls.get('write')).toEqual([
      { target: 'm', requests: 1, tokens: 99, images: 1 },
    ]);
    const { call: answered, ...rest } = call('a', 0);
    const replay = { ...rest, call: { ...answered, outcome: 'replayed' } };
    const resumed = log(started('a'), replay, call('a', 5), started('b'), call('b', 40));
    expect(habitsOf([resumed]).calls.get('write')).toEqual([
      { target: 'm', requests: 1, tokens: 40, images: 0 },
    ]);
  });
});

describe('habitsOf what went through something', () => {
  const event = (body: object, seq: number) => ({ ...body, seq, atMs: 0 }) as never;
  const call = {
    resource: 'model',
    keyId: 'k',
    target: 'm',
    queuedMs: 0,
    durationMs: 1,
    outcome: 'answered',
  };
  const runThrough = (planned: string, wrote: string) =>
    [
      {
        type: 'run-started',
        phases: [
          { name: 'plan', after: [], through: planned },
          { name: 'write', after: ['plan'], through: wrote },
          { name: 'sort', after: ['write'] },
        ],
      },
      { type: 'attempt-started', task: 'write', phase: 'write', attempt: 1 },
      { type: 'call-ended', task: 'write', phase: 'write', call: { ...call, usage: { inputTokens: 5 } } },
      { type: 'list-closed', list: 'given', items: 2 },
      { type: 'list-closed', list: 'parts', items: 3, phase: 'plan' },
      { type: 'list-closed', list: 'sorted', items: 4, phase: 'sort' },
    ].map(event);
  const through = new Map([
    ['plan', 'a'],
    ['write', 'a'],
  ]);
  const shown = (run: ReturnType<typeof runThrough>) => {
    const { items, calls } = habitsOf([run], through);
    return [...items.keys(), ...calls.keys()];
  };

  it('leaves out what went through something else, and lists that were made of that', () => {
    expect(shown(runThrough('a', 'a'))).toEqual(['given', 'parts', 'sorted', 'write']);
    expect(shown(runThrough('a', 'b'))).toEqual(['given', 'parts']);
    expect(shown(runThrough('b', 'a'))).toEqual(['given', 'write']);
  });
});

describe('forecastCost', () => {
  it('multiplies what a task costs by the tasks, and names what no run has shown', () => {
    const plan = pipelineOn(virtualClock(), 4).plan();
    const tasks = new Map([
      ['plan', 1],
      ['write', 7],
      ['draw', 1],
      ['bind', 1],
    ]);
    expect(forecastCost(plan, tasks, new Map([['write', 0.5]]))).toMatchObject({ usd: 3.5, unknown: [] });
    const unknown = forecastCost(plan, tasks, new Map());
    expect(unknown).toMatchObject({ usd: 0, unknown: ['write'] });
    expect(unknown.phases.get('write')).toBeUndefined();
    expect(unknown.phases.get('plan')).toBe(0);
  });
});
