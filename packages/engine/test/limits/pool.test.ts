import { getEventListeners, getMaxListeners } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { memoryLedger } from '../../src/limits/memory-ledger.js';
import { keyPool } from '../../src/limits/pool.js';
import type { KeyPool, Lease } from '../../src/limits/key-pool.js';
import type { KeyPoolOptions } from '../../src/limits/pool-options.js';
import { endOf, failingOn, never, revoked, rig, small, throttled, tokens } from './pool-rig.js';

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
    const { call, clock, starts } = rig({ limits: { '*': { rpm: 2 } } });
    for (const name of ['1', '2', '3']) void call(name, 10);
    await clock.advance(59_999);
    expect(starts).toEqual(['1@a', '2@a']);
    await clock.advance(1);
    expect(starts).toEqual(['1@a', '2@a', '3@a']);
  });

  it('shares one budget among the keys of a group, and none with others', async () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { call, clock, starts } = rig({ keys, limits: { '*': { rpm: 2 } } });
    for (let index = 0; index < 10; index++) void call('x', 10);
    await clock.advance(100);
    expect(starts.filter((start) => start !== 'x@c')).toHaveLength(2);
    expect(starts.filter((start) => start === 'x@c')).toHaveLength(2);
  });

  it('gives the budget back that a call did not use', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { tpm: 100 } } });
    const cost = { requests: 1, tokens: 100, images: 0 };
    void call('1', 10, { cost, behave: ({ settle: settleCost }) => settleCost({ tokens: 40 }) });
    void call('2', 10, { cost: { ...cost, tokens: 60 } });
    await clock.advance(20);
    expect(starts).toEqual(['1@a', '2@a']);
  });

  it('lets small calls pass a large one that does not fit yet, as long as it starts no later for that', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { tpm: 100 } } });
    void call('half', 10, tokens(50));
    await clock.advance(20_000);
    void call('large', 10, tokens(90));
    for (let index = 0; index < 50; index++) void call(`small ${index}`, 10, tokens(1));
    await clock.advance(39_999);
    // At 60,000 the half is free again: 10 tokens are left beside the large one.
    expect(starts.filter((start) => start.startsWith('small'))).toHaveLength(10);
    await clock.advance(1);
    expect(starts[11]).toBe('large@a');
  });

  it('holds nothing back for a large call where small ones do not delay it', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { tpm: 100, ipm: 1 } } });
    const image = { requests: 1, tokens: 0, images: 1 };
    void call('image', 10, { cost: image });
    void call('image too', 10, { cost: image });
    for (let index = 0; index < 100; index++) void call('small', 10, tokens(1));
    await clock.advance(20);
    expect(starts.filter((start) => start.startsWith('small'))).toHaveLength(100);
  });

  it('keeps only one group for the large call; the others serve on', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], limits: { '*': { tpm: 100 } } });
    void call('half', 10, tokens(50));
    void call('half', 10, tokens(50));
    void call('large', 10, tokens(100));
    for (let index = 0; index < 40; index++) void call('small', 10, tokens(1));
    await clock.advance(100);
    expect(starts.filter((start) => start.startsWith('small')).length).toBe(40);
    expect(starts.some((start) => start.startsWith('large'))).toBe(false);
  });

  it('counts each target by itself, by its own limits or by those of all others', async () => {
    const { call, clock, starts } = rig({ limits: { words: { rpm: 1 }, '*': { rpm: 2 } } });
    for (const target of ['words', 'pictures', 'sounds']) {
      for (let index = 0; index < 4; index++) void call(target, 10, { target });
    }
    await clock.advance(100);
    expect(starts.toSorted()).toEqual(['pictures@a', 'pictures@a', 'sounds@a', 'sounds@a', 'words@a']);
  });

  it('keeps the concurrency of a target for each key, and that of the key over all targets', async () => {
    const { call, clock, starts, pool } = rig({
      keys: [{ id: 'a' }, { id: 'b' }],
      limits: { words: { concurrency: 2 } },
      concurrency: 3,
    });
    for (let index = 0; index < 5; index++) void call('words', 10, { target: 'words' });
    for (let index = 0; index < 5; index++) void call('pictures', 10, { target: 'pictures' });
    await clock.advance(0);
    expect(starts.toSorted()).toEqual([
      ...Array.from({ length: 1 }, () => 'pictures@a'),
      ...Array.from({ length: 1 }, () => 'pictures@b'),
      ...Array.from({ length: 2 }, () => 'words@a'),
      ...Array.from({ length: 2 }, () => 'words@b'),
    ]);
    expect(pool.snapshot().keys.map(({ inFlight }) => inFlight)).toEqual([3, 3]);
  });

  it('uses a key for its targets only', async () => {
    const { call, clock, starts } = rig({
      keys: [{ id: 'a', targets: ['words'] }, { id: 'b' }],
      concurrency: 1,
    });
    for (const target of ['pictures', 'pictures', 'words']) void call(target, 10, { target });
    await clock.advance(5);
    expect(starts).toEqual(['pictures@b', 'words@a']);
    await clock.advance(100);
    expect(starts).toEqual(['pictures@b', 'words@a', 'pictures@b']);
  });

  it('gives a budget to a waiting call that another one returns while it still runs', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { tpm: 100 } } });
    const behave = async ({ settle }: Lease) => {
      await clock.sleep(5);
      settle({ tokens: 10 });
    };
    void call('1', 1000, { ...tokens(100), behave });
    void call('2', 10, tokens(90));
    await clock.advance(4);
    expect(starts).toEqual(['1@a']);
    await clock.advance(1);
    expect(starts).toEqual(['1@a', '2@a']);
  });

  it('counts a call from when it leaves the gate', async () => {
    const gates: (() => void)[] = [];
    const { call, clock, starts } = rig({
      limits: { '*': { rpm: 1 } },
      gate: {
        pass: async (_keyId, run) => {
          await new Promise<void>((open) => gates.push(open));
          return run();
        },
      },
    });
    void call('1', 10);
    void call('2', 10);
    await clock.advance(5000);
    gates[0]?.();
    await clock.advance(64_999 - 5000);
    expect([starts, gates.length]).toEqual([['1@a'], 1]);
    await clock.advance(1);
    expect(gates).toHaveLength(2);
  });

  it('learns a limit from an answer, and goes by it from then on', async () => {
    const { call, clock, starts } = rig();
    const behave = ({ learn }: Lease) => learn([{ dimension: 'requests', limit: 3, remaining: 2 }]);
    void call('first', 10, { behave });
    await clock.advance(20);
    for (const name of ['1', '2', '3']) void call(name, 10);
    await clock.advance(59_900);
    expect(starts).toEqual(['first@a', '1@a', '2@a']);
    await clock.advance(100);
    expect(starts).toEqual(['first@a', '1@a', '2@a', '3@a']);
  });

  it('starts what a limit that turned out higher has room for, without waiting for anything else', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { rpm: 1 } } });
    const behave = async ({ learn }: Lease) => {
      await clock.sleep(5);
      learn([{ dimension: 'requests', limit: 3, remaining: 2 }]);
    };
    for (const name of ['1', '2', '3', '4']) void call(name, 1000, { behave });
    await clock.advance(5);
    expect(starts).toEqual(['1@a', '2@a', '3@a']);
  });

  it('fails a waiting call at once when a limit turns out lower than what it needs', async () => {
    const { call, clock } = rig({ limits: { '*': { tpm: 100 } } });
    const behave = ({ learn }: Lease) => learn([{ dimension: 'tokens', limit: 50, remaining: 40 }]);
    void call('1', 10, { ...tokens(50), behave });
    const large = endOf(call('large', 10, tokens(60)));
    await clock.advance(0);
    expect(await large).toMatchObject({
      code: 'call-too-large',
      message: expect.stringContaining('50 tokens'),
    });
  });

  it('refuses at once what is larger than any limit, and says which', async () => {
    const { call } = rig({ limits: { '*': { tpm: 100 } } });
    await expect(call('huge', 10, { cost: { requests: 1, tokens: 101, images: 0 } })).rejects.toMatchObject({
      code: 'call-too-large',
      retryable: false,
      message: expect.stringMatching(/"model" needs 101 tokens.*100 tokens in 60 s/),
    });
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

  it('gives what was kept free for an aborted call to the others at once', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { tpm: 100 } } });
    const controller = new AbortController();
    void call('half', 10, tokens(50));
    await clock.advance(1000);
    const large = endOf(call('large', 10, { ...tokens(100), signal: controller.signal }));
    void call('small', 10, tokens(50));
    await clock.advance(1000);
    expect(starts).toEqual(['half@a']);
    controller.abort('no more');
    expect(await large).toBe('no more');
    await clock.settle();
    expect(starts).toEqual(['half@a', 'small@a']);
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

  it('gives a call that is in the gate to another key when its own is paused or retired', async () => {
    for (const verdict of [throttled(5000), revoked()]) {
      const held: (() => void)[] = [];
      let passed = 0;
      const { call, clock, starts } = rig({
        keys: [{ id: 'a' }, { id: 'b' }],
        gate: {
          async pass(_keyId, start) {
            // Of three calls the second to the first key is held up.
            if (passed++ === 2) await new Promise<void>((open) => held.push(open));
            return start();
          },
        },
      });
      const refused = call('1', 10, { behave: failingOn('a', verdict) });
      const other = call('2', 10);
      const heldUp = call('3', 10);
      await clock.advance(5);
      expect(starts).toEqual(['1@a', '2@b', '1@b']);
      held.shift()?.();
      await clock.advance(50);
      expect(starts).toEqual(['1@a', '2@b', '1@b', '3@b']);
      expect(await Promise.all([refused, other, heldUp])).toEqual(['1', '2', '3']);
    }
  });

  it('returns the reservation of a call that was aborted in the gate', async () => {
    const passed: (() => void)[] = [];
    const { call, clock, pool, starts } = rig({
      limits: { '*': { rpm: 1 } },
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

describe('keyPool: what a call waited', () => {
  it('says how long in all, be it in the gate and back in the line', async () => {
    const held: (() => void)[] = [];
    let isHolding = true;
    const { call, clock } = rig({
      keys: [{ id: 'a' }],
      gate: {
        async pass(_keyId, start) {
          if (isHolding) await new Promise<void>((open) => held.push(open));
          return start();
        },
      },
    });
    const queuedMs: number[] = [];
    let refusals = 0;
    const first = call('1', 0, {
      behave: () => {
        if (refusals++ === 0) throw throttled(30_000);
      },
    });
    const second = call('2', 0, { behave: (lease) => void queuedMs.push(lease.queuedMs) });
    await clock.advance(5000);
    isHolding = false;
    held.shift()?.();
    await clock.advance(1);
    held.shift()?.();
    await clock.advance(40_000);
    expect(queuedMs).toEqual([35_000]);
    await Promise.all([first, second]);
  });

  it('tells whoever asked that a call waits again', async () => {
    const { call, clock } = rig();
    let requeued = 0;
    let refusals = 0;
    const behave = (): void => {
      if (refusals++ < 2) throw throttled(100);
    };
    await clock.run(call('1', 10, { behave, onRequeue: () => void requeued++ }));
    expect(requeued).toBe(2);
  });
});

describe('keyPool: options', () => {
  it.each<[Partial<KeyPoolOptions>, RegExp]>([
    [{ keys: [] }, /has no key/],
    [{ keys: [{ id: 'a' }, { id: 'a' }] }, /two keys with the id "a"/],
    [{ keys: [{ id: '' }] }, /a key without an id/],
    [{ concurrency: 0 }, /concurrency: 0/],
    [{ limits: { '*': { rpm: 1.5 } } }, /rpm: 1.5/],
    [{ minTimeMs: -1 }, /minTimeMs: -1/],
    [{ queueTimeoutMs: -1 }, /queueTimeoutMs: -1/],
    [{ patienceMs: NaN }, /patienceMs: NaN/],
    [{ outageMs: -1 }, /outageMs: -1/],
    [{ minuteMs: 0 }, /minuteMs: 0; a minute takes some time/],
    [{ arrivalJitterMs: -1 }, /arrivalJitterMs: -1/],
    [{ limits: { '*': { rpm: 0 } } }, /limits\["\*"\].rpm: 0; use a whole number from 1 on/],
  ])('refuses %j', (options, message) => {
    expect(make(options)).toThrow(message);
    expect(make(options)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });

  it.each<[unknown, RegExp]>([
    [{ rpm: 5 }, /limits.rpm: 5; limits go by the name of what is called: \{ '\*': \{ rpm: ... \} \}/],
    [{ words: { rpms: 5 } }, /limits\["words"\].rpms: 5; a limit is one of rpm, tpm, ipm, rpd, concurrency/],
    [{ words: null }, /limits.words: null/],
  ])('refuses limits that a caller without types may give: %j', (limits, message) => {
    // What a caller without types may give.
    expect(make({ limits: limits as KeyPoolOptions['limits'] })).toThrow(message);
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
