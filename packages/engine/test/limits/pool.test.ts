import { getEventListeners, getMaxListeners } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { memoryLedger } from '../../src/limits/ledger.js';
import { keyPool } from '../../src/limits/pool.js';
import type { CallOptions, KeyPool, Lease } from '../../src/limits/pool.js';
import type { KeyPoolOptions, KeyVerdict } from '../../src/limits/pool-options.js';
import { virtualClock } from '../../src/testing/virtual-clock.js';

const small = { requests: 1, tokens: 1, images: 0 };
const tokens = (count: number): CallBehaviour => ({ cost: { ...small, tokens: count } });
const never = new AbortController().signal;

/** What the test's provider answers; the pool's client reads the verdict off it. */
class ProviderError extends Error {
  readonly code: string;
  readonly verdict: KeyVerdict | undefined;

  constructor(code: string, verdict?: KeyVerdict) {
    super(`answered ${code}`);
    this.code = code;
    this.verdict = verdict;
  }
}

const revoked = () => new ProviderError('revoked', { kind: 'retire', reason: 'was refused' });
const failingOn = (id: string | undefined, error: Error) => (lease: Lease) => {
  if (id === undefined || lease.keyId === id) throw error;
};
const throttled = (forMs: number) => new ProviderError('throttled', { kind: 'pause', forMs });

/** A pool in virtual time, and the ids of the calls in the order of their starts with the key that each got. */
function rig(options: Partial<KeyPoolOptions> = {}) {
  const clock = virtualClock();
  const pool = keyPool({
    name: 'model',
    keys: [{ id: 'a' }],
    classify: (error) => (error instanceof ProviderError ? error.verdict : undefined),
    ...options,
    clock,
  });
  const starts: string[] = [];
  return {
    clock,
    pool,
    starts,
    /** A call that takes so long, `behave` first. */
    call(name: string, ms: number, { behave, cost = small, ...rest }: CallBehaviour = {}): Promise<string> {
      return pool.call(cost, { rank: 0, signal: never, ...rest }, async (lease) => {
        starts.push(`${name}@${lease.keyId}`);
        await behave?.(lease);
        await clock.sleep(ms);
        return name;
      });
    },
  };
}

interface CallBehaviour extends Partial<CallOptions> {
  readonly cost?: typeof small;
  readonly behave?: (lease: Lease) => unknown;
}

describe('keyPool: order', () => {
  it('starts the waiting call of the highest rank first, of equals the one that came first', async () => {
    const { call, clock, starts } = rig({ concurrency: 1 });
    const calls = [call('first', 10)];
    await clock.advance(0);
    calls.push(call('low', 10, { rank: 1 }), call('high', 10, { rank: 5 }));
    calls.push(call('low too', 10, { rank: 1 }));
    await clock.advance(100);
    await Promise.all(calls);
    expect(starts).toEqual(['first@a', 'high@a', 'low@a', 'low too@a']);
  });

  it('starts the call of the highest rank first among those that come at once', async () => {
    const { call, clock, starts } = rig({ concurrency: 1 });
    const calls = [call('low', 10), call('high', 10, { rank: 5 })];
    await clock.advance(100);
    await Promise.all(calls);
    expect(starts).toEqual(['high@a', 'low@a']);
  });

  it('looks through the line once for a fan-out of thousands, not once for each call', async () => {
    const budget = memoryLedger([{ dimension: 'requests', amount: 1, windowMs: 60_000 }]);
    const reserve = jest.fn(budget.reserve);
    const { call, clock, pool } = rig({ ledger: () => ({ ...budget, reserve }) });
    for (let index = 0; index < 2000; index++) void call(`${index}`, 10);
    await clock.advance(0);
    expect(pool.snapshot().waiting).toBe(1999);
    expect(reserve.mock.calls.length).toBeLessThan(200);
  });

  it('says how long the call waited', async () => {
    const { call, clock } = rig({ concurrency: 1 });
    const waits: number[] = [];
    const note = { onStart: ({ queuedMs }: Lease) => void waits.push(queuedMs) };
    void call('one', 30, note);
    void call('two', 30, note);
    await clock.advance(100);
    expect(waits).toEqual([0, 30]);
  });
});

describe('keyPool: late binding', () => {
  it('gives each call to the least loaded key', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 2 });
    for (const name of ['1', '2', '3', '4', '5']) void call(name, 10);
    await clock.advance(0);
    expect(starts).toEqual(['1@a', '2@b', '3@a', '4@b']);
  });

  it('lets no call wait for a slow key while another one is free', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'slow' }, { id: 'fast' }], concurrency: 1 });
    void call('long', 1000);
    for (const name of ['1', '2', '3']) void call(name, 10);
    await clock.advance(40);
    expect(starts).toEqual(['long@slow', '1@fast', '2@fast', '3@fast']);
  });

  it('spaces the starts of each key', async () => {
    const { pool, clock } = rig({ keys: [{ id: 'a' }, { id: 'b' }], minTimeMs: 100 });
    const times: string[] = [];
    for (let index = 0; index < 6; index++) {
      void pool.call(small, { rank: 0, signal: never }, async ({ keyId }) =>
        times.push(`${clock.now()}${keyId}`),
      );
    }
    await clock.advance(1000);
    expect(times).toEqual(['0a', '0b', '100a', '100b', '200a', '200b']);
  });
});

describe('keyPool: limits', () => {
  it('waits for the budget and goes on when the window has rolled', async () => {
    const { call, clock, starts } = rig({ limits: { rpm: 2 } });
    for (const name of ['1', '2', '3']) void call(name, 10);
    await clock.advance(59_999);
    expect(starts).toEqual(['1@a', '2@a']);
    await clock.advance(1);
    expect(starts).toEqual(['1@a', '2@a', '3@a']);
  });

  it('shares one budget among the keys of a group, and none with others', async () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { call, clock, starts } = rig({ keys, limits: { rpm: 2 } });
    for (let index = 0; index < 10; index++) void call('x', 10);
    await clock.advance(100);
    expect(starts.filter((start) => start !== 'x@c')).toHaveLength(2);
    expect(starts.filter((start) => start === 'x@c')).toHaveLength(2);
  });

  it('gives the budget back that a call did not use', async () => {
    const { call, clock, starts } = rig({ limits: { tpm: 100 } });
    const cost = { requests: 1, tokens: 100, images: 0 };
    void call('1', 10, { cost, behave: ({ settle: settleCost }) => settleCost({ tokens: 40 }) });
    void call('2', 10, { cost: { ...cost, tokens: 60 } });
    await clock.advance(20);
    expect(starts).toEqual(['1@a', '2@a']);
  });

  it('lets small calls pass a large one that does not fit yet, but not for ever', async () => {
    const { call, clock, starts } = rig({ limits: { tpm: 100 } });
    void call('half', 10, tokens(50));
    void call('large', 10, tokens(100));
    for (let index = 0; index < 50; index++) void call(`small ${index}`, 10, tokens(1));
    await clock.advance(59_999);
    const passed = starts.filter((start) => start.startsWith('small')).length;
    expect(passed).toBe(16);
    await clock.advance(1);
    // The last small ones started at 0 as well, so the whole budget is free again: for the large one.
    expect(starts[17]).toBe('large@a');
  });

  it('keeps only one group for the large call; the others serve on', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], limits: { tpm: 100 } });
    void call('half', 10, tokens(50));
    void call('half', 10, tokens(50));
    void call('large', 10, tokens(100));
    for (let index = 0; index < 40; index++) void call('small', 10, tokens(1));
    await clock.advance(100);
    expect(starts.filter((start) => start.startsWith('small')).length).toBe(40);
    expect(starts.some((start) => start.startsWith('large'))).toBe(false);
  });

  it('refuses at once what is larger than any limit, and says which', async () => {
    const { call } = rig({ limits: { tpm: 100 } });
    await expect(call('huge', 10, { cost: { requests: 1, tokens: 101, images: 0 } })).rejects.toMatchObject({
      code: 'call-too-large',
      retryable: false,
      message: expect.stringMatching(/"model" needs 101 tokens.*100 tokens in 60 s/),
    });
  });
});

describe('keyPool: failing keys', () => {
  it('leaves a key alone that is refused, and runs the call on another one', async () => {
    const { call, clock, pool, starts } = rig({ keys: [{ id: 'bad' }, { id: 'good' }], concurrency: 1 });
    const behave = failingOn('bad', revoked());
    const calls = ['1', '2', '3'].map((name) => call(name, 10, { behave }));
    await clock.advance(100);
    expect(await Promise.all(calls)).toEqual(['1', '2', '3']);
    expect(starts.filter((start) => start.endsWith('@bad'))).toEqual(['1@bad']);
    expect(pool.snapshot().keys).toEqual([
      { id: 'bad', state: 'retired', reason: 'was refused', inFlight: 0, lastError: 'revoked' },
      { id: 'good', state: 'open', inFlight: 0 },
    ]);
  });

  it('retires the whole group where the verdict says so', async () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { call, clock, starts } = rig({ keys, concurrency: 1 });
    const billing = new ProviderError('billing', { kind: 'retire', reason: 'is empty', scope: 'group' });
    const behave = failingOn('a', billing);
    const first = call('1', 10, { behave });
    await clock.advance(5);
    const second = call('2', 10, { behave });
    await clock.advance(50);
    expect(await Promise.all([first, second])).toEqual(['1', '2']);
    expect(starts).toEqual(['1@a', '1@c', '2@c']);
  });

  it('pauses a throttled key for as long as it is told; its call goes on elsewhere at once', async () => {
    const { call, clock, pool, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    let refusals = 0;
    const behave = ({ keyId }: Lease) => {
      if (keyId === 'a' && refusals++ === 0) throw throttled(1000);
    };
    void call('1', 10, { behave });
    await clock.advance(5);
    expect(starts).toEqual(['1@a', '1@b']);
    expect(pool.snapshot().keys[0]).toMatchObject({ state: 'paused', resumesInMs: 995 });
    void call('long', 5000, { behave });
    void call('2', 10, { behave });
    await clock.advance(994);
    expect(starts).toEqual(['1@a', '1@b', 'long@b']);
    await clock.advance(1);
    expect(starts).toEqual(['1@a', '1@b', 'long@b', '2@a']);
    expect(pool.snapshot().keys[0]).toMatchObject({ state: 'open', lastError: 'throttled' });
  });

  it('waits out the pause of its only key, but not for ever', async () => {
    const { call, clock, starts } = rig();
    const outcome = call('1', 10, { behave: () => Promise.reject(throttled(1000)) });
    const caught = outcome.catch((error: unknown) => error);
    while (await clock.tick());
    expect(await caught).toMatchObject({ code: 'throttled' });
    expect(starts).toHaveLength(9);
    expect(clock.now()).toBe(8000);
  });

  it('fails every waiting call at once when no key is left, and says why for each', async () => {
    const { call, clock, pool } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const behave = failingOn(undefined, revoked());
    const calls = ['1', '2', '3', '4'].map((name) =>
      call(name, 10, { behave }).catch((error: unknown) => error),
    );
    await clock.advance(1);
    const noKey = {
      code: 'no-usable-key',
      message: 'No API key can be used: "a" was refused; "b" was refused.',
    };
    expect(await Promise.all(calls)).toMatchObject([noKey, noKey, noKey, noKey]);
    await expect(call('late', 10)).rejects.toMatchObject({ ...noKey, retryable: false });
    expect(pool.snapshot().waiting).toBe(0);
  });

  it('fails the calls that only a retired key had room for', async () => {
    const { call, clock } = rig({
      keys: [{ id: 'small' }, { id: 'large' }],
      ledger: (group) =>
        memoryLedger([{ dimension: 'tokens', amount: group === 'large' ? 1000 : 10, windowMs: 60_000 }]),
    });
    const cost = { requests: 1, tokens: 500, images: 0 };
    const behave = failingOn(undefined, revoked());
    const outcome = call('1', 10, { cost, behave }).catch((error: unknown) => error);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ code: 'call-too-large' });
  });

  it('runs a call that a key may not make on another one, and keeps the key for other calls', async () => {
    const { call, clock, pool, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const declined = new ProviderError('no access', { kind: 'decline' });
    const calls = [call('image', 10, { behave: failingOn('a', declined) })];
    await clock.advance(20);
    calls.push(call('text', 10));
    await clock.advance(20);
    expect(await Promise.all(calls)).toEqual(['image', 'text']);
    expect(starts).toEqual(['image@a', 'image@b', 'text@a']);
    expect(pool.snapshot().keys.map(({ state }) => state)).toEqual(['open', 'open']);
  });

  it('fails a call that no key may make with what the last of them said, and no other call', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const declined = new ProviderError('no access', { kind: 'decline' });
    const image = call('image', 10, { behave: failingOn(undefined, declined) });
    await expect(image).rejects.toBe(declined);
    const text = call('text', 10);
    await clock.advance(20);
    expect(await text).toBe('text');
    expect(starts.slice(0, 2)).toEqual(['image@a', 'image@b']);
  });

  it('says of a waiting call why each key is out of the question for it', async () => {
    const { call, clock } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const declined = new ProviderError('no access', { kind: 'decline' });
    const image = call('image', 10, { behave: failingOn('a', declined) }).catch((error: unknown) => error);
    const text = call('text', 10, {
      behave: async (lease) => {
        if (lease.keyId === 'a') return;
        await clock.sleep(5);
        throw revoked();
      },
    });
    await clock.advance(50);
    expect(await text).toBe('text');
    expect(await image).toMatchObject({
      message: 'No API key can be used: "a" may not make this call; "b" was refused.',
    });
  });

  it('leaves errors that are the call’s own to the caller, once', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const outcome = call('1', 10, { behave: () => Promise.reject(new ProviderError('refusal')) });
    const caught = outcome.catch((error: unknown) => error);
    await clock.advance(1);
    expect(await caught).toMatchObject({ code: 'refusal' });
    expect(starts).toEqual(['1@a']);
  });
});

describe('keyPool: abort', () => {
  it('takes a waiting call out of the queue and rejects it with the reason', async () => {
    const { call, clock, pool, starts } = rig({ concurrency: 1 });
    const controller = new AbortController();
    void call('1', 10);
    const outcome = call('2', 10, { signal: controller.signal });
    void call('3', 10);
    controller.abort('changed my mind');
    await expect(outcome).rejects.toBe('changed my mind');
    expect(pool.snapshot().waiting).toBe(1);
    await clock.advance(100);
    expect(starts).toEqual(['1@a', '3@a']);
  });

  it('lets any number of calls wait on one signal without a warning of a leak', async () => {
    const { call, clock } = rig({ concurrency: 1 });
    const { signal } = new AbortController();
    const calls = Array.from({ length: 20 }, (_, index) => call(`${index}`, 1, { signal }));
    // The warning itself comes once a process, past Jest: no test could wait for it.
    expect(getMaxListeners(signal)).toBe(Infinity);
    await clock.run(Promise.all(calls));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('starts nothing for a signal that has fired before', async () => {
    const { call, clock, starts } = rig();
    await expect(call('1', 10, { signal: AbortSignal.abort('too late') })).rejects.toBe('too late');
    await clock.settle();
    expect(starts).toEqual([]);
  });

  it('leaves a call in flight to its function, and does not move it to another key', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const controller = new AbortController();
    const caught = call('1', 10, {
      signal: controller.signal,
      behave: async () => {
        await clock.sleep(5);
        throw throttled(100);
      },
    }).catch((error: unknown) => error);
    await clock.advance(1);
    controller.abort();
    await clock.advance(10);
    expect(await caught).toMatchObject({ code: 'throttled' });
    expect(starts).toEqual(['1@a']);
  });

  it('returns the reservation of a call that was aborted in the gate', async () => {
    const passed: (() => void)[] = [];
    const { call, clock, pool, starts } = rig({
      limits: { rpm: 1 },
      gate: {
        pass: async (_keyId, run) => {
          await new Promise<void>((open) => passed.push(open));
          return run();
        },
      },
    });
    const controller = new AbortController();
    const outcome = call('1', 10, { signal: controller.signal });
    await clock.advance(0);
    expect(passed).toHaveLength(1);
    controller.abort('no more');
    await expect(outcome).rejects.toBe('no more');
    expect(pool.snapshot().keys[0]?.inFlight).toBe(1);
    passed.shift()?.();
    await clock.advance(0);
    expect(pool.snapshot().keys[0]?.inFlight).toBe(0);
    void call('2', 10);
    await clock.advance(0);
    passed.shift()?.();
    await clock.advance(20);
    expect(starts).toEqual(['2@a']);
  });
});

const make = (options: Partial<KeyPoolOptions>) => (): KeyPool =>
  keyPool({ name: 'model', keys: [{ id: 'a' }], ...options });

describe('keyPool: options', () => {
  it.each<[Partial<KeyPoolOptions>, RegExp]>([
    [{ keys: [] }, /has no key/],
    [{ keys: [{ id: 'a' }, { id: 'a' }] }, /two keys with the id "a"/],
    [{ keys: [{ id: '' }] }, /a key without an id/],
    [{ concurrency: 0 }, /concurrency: 0/],
    [{ limits: { rpm: 1.5 } }, /rpm: 1.5/],
    [{ minTimeMs: -1 }, /minTimeMs: -1/],
  ])('refuses %j', (options, message) => {
    expect(make(options)).toThrow(message);
    expect(make(options)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });

  it('settles a call whose classification throws', async () => {
    const classify = jest.fn(() => {
      throw new Error('bug in classify');
    });
    const { call, clock, pool } = rig({ classify });
    const caught = call('1', 10, { behave: () => Promise.reject(new Error('x')) }).catch(
      (error: unknown) => error,
    );
    await clock.advance(1);
    expect(await caught).toMatchObject({ message: 'bug in classify' });
    expect(pool.snapshot().keys[0]?.inFlight).toBe(0);
  });
});
