import { describe, expect, it } from '@jest/globals';
import { PhasegraphError } from '../../src/errors.js';
import type { Lease } from '../../src/limits/key-pool.js';
import type { VirtualClock } from '../../src/testing/virtual-clock.js';
import { ProviderError, endOf, failingOn, revoked, rig, throttled, tripped } from './pool-rig.js';

const unanswered = failingOn(undefined, tripped('unanswered'));
const answered503 = failingOn(undefined, tripped());

/** A server that is down until then. */
function downUntil(clock: VirtualClock, atMs: number, error: Error = tripped('unanswered')) {
  return () => {
    if (clock.now() < atMs) throw error;
  };
}

const waits = Promise.resolve('waits');

describe('keyPool: servers that fail', () => {
  it('leaves a first failure to the caller, and moves the call whose failure opens the circuit', async () => {
    const { call, changes, clock, pool, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const behave = failingOn('a', tripped());
    const ends = [];
    for (let nth = 1; nth <= 6; nth++) ends.push(await clock.run(endOf(call(`${nth}`, 10, { behave }))));
    expect(ends).toEqual([expect.any(ProviderError), '2', expect.any(ProviderError), '4', '5', '6']);
    expect(starts).toEqual(['1@a', '2@b', '3@a', '4@b', '5@a', '5@b', '6@b']);
    expect(changes).toEqual([{ status: 'tripped', keyIds: ['a'], target: '*', reason: 'answered 503' }]);
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'tripped' }, failed: 3 });
  });

  it('makes a call again at once that nobody answered, on another key', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const behave = failingOn('a', tripped('unanswered'));
    expect(await clock.run(call('1', 10, { behave }))).toBe('1');
    expect(starts).toEqual(['1@a', '1@b']);
    expect(clock.now()).toBe(10);
  });

  it('tries an open circuit with one call, after a second, then after twice as long each time', async () => {
    const { call, changes, clock } = rig({
      keys: [{ id: 'a' }, { id: 'b', targets: ['else'] }],
      concurrency: 1,
      outageMs: 60_000,
    });
    const tries: number[] = [];
    const behave = () => {
      tries.push(clock.now());
      downUntil(clock, 10_000)();
    };
    const calls = ['1', '2', '3'].map((name) => call(name, 10, { behave }));
    await clock.run(Promise.all(calls));
    expect(tries).toEqual([0, 0, 0, 1000, 3000, 7000, 15_000, 15_010, 15_020]);
    expect(changes.map(({ status }) => status)).toEqual(['tripped', 'recovered']);
  });

  it('waits for the answer of the call that is to tell, be it longer than an outage is waited for', async () => {
    const { call, clock, starts } = rig({ outageMs: 15_000 });
    const ends = ['1', '2', '3'].map((name) =>
      endOf(
        call(name, 0, {
          behave: async () => {
            downUntil(clock, 6500)();
            await clock.sleep(20_000);
          },
        }),
      ),
    );
    await clock.advance(60_000);
    expect(await Promise.all(ends)).toEqual(['1', '2', '3']);
    expect(starts.length).toBeGreaterThan(3);
  });

  it('does not wait for ever for the call that is to tell', async () => {
    const { call, clock } = rig({ outageMs: 15_000 });
    const silent = async (): Promise<void> => {
      downUntil(clock, 5000)();
      await clock.sleep(1e9);
    };
    const ends = ['1', '2', '3'].map((name) => endOf(call(name, 0, { behave: silent })));
    await clock.advance(120_000);
    const ended = await Promise.all(ends.map((end) => Promise.race([end, waits])));
    expect(ended.filter((end) => end !== 'waits')).toHaveLength(2);
    expect(ended).toContainEqual(expect.objectContaining({ code: 'provider-unavailable' }));
  });

  it('takes the server for up as soon as it begins to answer', async () => {
    const { call, changes, clock, starts } = rig();
    const behave = async (lease: Lease): Promise<void> => {
      downUntil(clock, 900)();
      lease.heard();
      await clock.sleep(60_000);
    };
    const ends = ['1', '2', '3'].map((name) => endOf(call(name, 0, { behave })));
    await clock.advance(1001);
    expect(changes.map(({ status }) => status)).toEqual(['tripped', 'recovered']);
    expect(starts.slice(-3).toSorted()).toEqual(['1@a', '2@a', '3@a']);
    await clock.advance(60_000);
    expect(await Promise.all(ends)).toEqual(['1', '2', '3']);
  });

  it('counts an answer once, however early it is heard of', async () => {
    const { call, changes, clock } = rig();
    for (let nth = 0; nth < 20; nth++) {
      const behave = (lease: Lease): void => {
        if (nth % 2 === 0) throw tripped();
        lease.heard();
      };
      await clock.run(endOf(call(`${nth}`, 1, { behave })));
    }
    // Half of the last twenty failed.
    expect(changes.map(({ status }) => status)).toContain('tripped');
  });

  it('gives up on one target while another one is answered, after twice the time at most', async () => {
    const { call, clock } = rig({ outageMs: 15_000 });
    const images = endOf(call('image', 0, { target: 'image', behave: unanswered }));
    const texts = Array.from({ length: 30 }, async (_, nth) => {
      await clock.sleep(nth * 5000);
      await call('text', 10, { target: 'text' });
    });
    await clock.advance(31_000);
    expect(await Promise.race([images, waits])).toMatchObject({ code: 'provider-unavailable' });
    await clock.advance(300_000);
    await Promise.all(texts);
  });

  it('counts one of the calls that an attempt had under way when its time was up', async () => {
    const { call, changes, clock } = rig();
    const controller = new AbortController();
    const { signal } = controller;
    const ends = ['1', '2', '3'].map((name) =>
      endOf(call(name, 0, { signal, behave: () => clock.sleep(1e6, signal) })),
    );
    await clock.advance(10);
    controller.abort(new PhasegraphError('timeout', 'took too long'));
    await clock.advance(10);
    await Promise.all(ends);
    expect(changes).toEqual([]);
  });

  it('opens a circuit for the target that fails only', async () => {
    const { call, clock, pool } = rig();
    for (let nth = 0; nth < 3; nth++) {
      await clock
        .run(
          endOf(call('image', 0, { target: 'image', behave: answered503 })).then(() => undefined),
          0,
        )
        .catch(() => undefined);
    }
    expect(await clock.run(call('text', 0, { target: 'text' }), 0)).toBe('text');
    expect(pool.snapshot().keys[0]).toMatchObject({
      condition: { status: 'open' },
      targets: [{ condition: { status: 'tripped' } }, { condition: { status: 'open' } }],
    });
  });

  it('gives up on a further target at once when nothing has answered any other for that long', async () => {
    const { call, clock } = rig({ outageMs: 5000 });
    const first = endOf(call('text', 10, { target: 'text', behave: unanswered }));
    expect(await clock.run(first)).toBeInstanceOf(Error);
    const gaveUpAtMs = clock.now();
    const images = ['1', '2', '3'].map((name) =>
      endOf(call(name, 10, { target: 'image', behave: unanswered })),
    );
    await clock.run(Promise.all(images));
    expect(clock.now()).toBe(gaveUpAtMs);
  });

  it('waits for a further target as long as for any once the server has answered something', async () => {
    const { call, clock } = rig({ outageMs: 5000 });
    await clock.run(endOf(call('text', 10, { target: 'text', behave: unanswered })));
    await clock.advance(30_000);
    await clock.run(call('text', 10, { target: 'text' }));
    const image = call('image', 10, { target: 'image', behave: downUntil(clock, clock.now() + 2000) });
    expect(await clock.run(image)).toBe('image');
  });

  it('waits for servers that are back in time', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const behave = downUntil(clock, 5000);
    const calls = Array.from({ length: 20 }, (_, index) => call(`${index}`, 10, { behave }));
    expect(await clock.run(Promise.all(calls))).toHaveLength(20);
    // Each key was tried three times, then once in a while.
    expect(starts.length).toBeLessThan(20 + 6 + 2 * 3);
  });

  it('gives up on servers that stay down, with what the last call failed with', async () => {
    const { call, clock, pool, starts } = rig({
      keys: [{ id: 'a' }, { id: 'b' }],
      concurrency: 1,
      outageMs: 15_000,
    });
    const error = tripped('unanswered');
    const behave = async () => {
      await clock.sleep(20);
      throw error;
    };
    const calls = Array.from({ length: 20 }, (_, index) => endOf(call(`${index}`, 10, { behave })));
    const ends = await clock.run(Promise.all(calls));
    // From the opening of the last circuit, and for one more call that finds out.
    expect(clock.now()).toBeLessThanOrEqual(15_000 + 3000);
    expect(ends).toMatchObject(Array.from({ length: 20 }, () => ({ code: 'provider-unavailable' })));
    expect(ends[0]).toMatchObject({
      message: expect.stringMatching(
        /Nothing that "model" calls answers any more: the last call answered 503/,
      ),
      retryable: false,
      cause: error,
    });
    const startsSoFar = starts.length;
    expect(await endOf(call('late', 10))).toMatchObject({ code: 'provider-unavailable' });
    expect(starts).toHaveLength(startsSoFar);
    expect(pool.snapshot().waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('lets one call after the other find out whether servers that were given up are up again', async () => {
    const { call, changes, clock, starts } = rig({ outageMs: 1000 });
    await clock.run(endOf(call('down', 10, { behave: unanswered })));
    await clock.advance(60_000);
    const behave = downUntil(clock, Infinity);
    expect(await clock.run(endOf(call('probe', 10, { behave })))).toMatchObject({
      code: 'provider-unavailable',
      retryable: false,
    });
    expect(starts.at(-1)).toBe('probe@a');
    expect(await clock.run(endOf(call('refused', 10)))).toMatchObject({ code: 'provider-unavailable' });

    await clock.advance(60_000);
    expect(await clock.run(call('up', 10))).toBe('up');
    expect(await clock.run(call('after', 10))).toBe('after');
    expect(changes.map(({ status }) => status)).toEqual(['tripped', 'recovered']);
  });

  it('says that there is no use in another attempt of the call that found them down, however they failed', async () => {
    const { call, clock } = rig({ outageMs: 1000 });
    await clock.run(endOf(call('down', 10, { behave: unanswered })));
    await clock.advance(60_000);
    const ends = [];
    for (const behave of [answered503, unanswered]) {
      ends.push(await clock.run(endOf(call('probe', 10, { behave }))));
      await clock.advance(60_000);
    }
    const unavailable = { code: 'provider-unavailable', retryable: false };
    expect(ends).toMatchObject([unavailable, unavailable]);
  });

  it('lets only one of the calls that come at once find that out; the others fail with it', async () => {
    const { call, clock, starts } = rig({ outageMs: 1000 });
    await clock.run(endOf(call('down', 10, { behave: unanswered })));
    await clock.advance(60_000);
    const before = starts.length;
    const behave = async () => {
      await clock.sleep(5);
      throw tripped('unanswered');
    };
    const ends = await clock.run(
      Promise.all(['1', '2', '3'].map((name) => endOf(call(name, 10, { behave })))),
    );
    expect(starts.length - before).toBe(1);
    const unavailable = { code: 'provider-unavailable' };
    expect(ends).toMatchObject([unavailable, unavailable, unavailable]);
  });

  it('counts as down only what no key can serve', async () => {
    const { call, clock } = rig({ keys: [{ id: 'a' }, { id: 'b' }], outageMs: 1000 });
    const behave = failingOn('a', tripped('unanswered'));
    for (let nth = 0; nth < 3; nth++) await clock.run(call('x', 10, { behave }));
    await clock.advance(60_000);
    const waiting = call('1', 10, { behave });
    expect(await clock.run(waiting)).toBe('1');
  });

  it('does not count a key as lost that another run was refused', async () => {
    const { call, clock, pool } = rig({ keys: [{ id: 'a' }, { id: 'b' }], outageMs: 1000, concurrency: 1 });
    await clock.run(call('old run', 0, { share: { weight: 1 }, behave: failingOn('a', revoked()) }));
    // A new run may use `a` again; only `b` fails.
    const share = { weight: 1 };
    const behave = async ({ keyId }: Lease) => {
      if (keyId === 'b') throw tripped('unanswered');
      await clock.sleep(5000);
    };
    const calls = Array.from({ length: 10 }, (_, index) => endOf(call(`${index}`, 0, { share, behave })));
    const ends = await clock.run(Promise.all(calls));
    expect(ends).toEqual(Array.from({ length: 10 }, (_, index) => `${index}`));
    expect(pool.snapshot().keys[1]).toMatchObject({ condition: { status: 'tripped' } });
  });

  it('counts calls that do not answer in time against the server, and gives the caller its own error', async () => {
    const { call, clock, pool } = rig();
    const timeout = new PhasegraphError('timeout', 'took too long');
    for (let nth = 0; nth < 3; nth++) {
      const controller = new AbortController();
      const outcome = endOf(
        call('1', 10, {
          signal: controller.signal,
          behave: async () => {
            await clock.sleep(100);
            throw new Error('cut off');
          },
        }),
      );
      await clock.advance(50);
      controller.abort(timeout);
      expect(await clock.run(outcome)).toMatchObject({ message: 'cut off' });
    }
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'tripped' } });
  });

  it('counts a call that is cut off for any other reason neither for nor against the server', async () => {
    const { call, clock, pool } = rig();
    for (let nth = 0; nth < 3; nth++) {
      const controller = new AbortController();
      const behave = async () => {
        controller.abort('no more');
        throw new Error('cut off');
      };
      await clock.run(endOf(call('1', 10, { signal: controller.signal, behave })));
    }
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'open' }, failed: 0 });
  });

  it('takes a refusal for a sign that the server is up', async () => {
    const { call, clock, pool } = rig();
    const errors = [tripped(), tripped(), new ProviderError('refusal'), tripped(), tripped()];
    for (const error of errors) await clock.run(endOf(call('1', 0, { behave: failingOn(undefined, error) })));
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'open' } });
  });

  it('takes a request to slow down for one, too', async () => {
    const { call, changes, clock } = rig();
    const errors = [tripped(), tripped(), throttled(10), tripped(), tripped()];
    const behave = () => {
      const error = errors.shift();
      if (error !== undefined) throw error;
    };
    // The third is made again when the key's pause is over.
    for (let nth = 0; nth < 4; nth++) await clock.run(endOf(call('1', 0, { behave })));
    expect(errors).toEqual([]);
    expect(changes).toEqual([]);
  });

  it('loses nothing to an outage that is shorter than it waits, however many keys there are', async () => {
    const { call, clock } = rig({
      keys: Array.from({ length: 20 }, (_, index) => ({ id: `${index}` })),
    });
    expect(await clock.run(call('1', 0, { behave: downUntil(clock, 12_000) }))).toBe('1');
  });

  it.each([3000, 9000, 14_000, 19_900])(
    'asks a server again before it gives it up: back after %d ms',
    async (backMs) => {
      const { call, clock } = rig({ outageMs: 20_000 });
      expect(await clock.run(call('1', 10, { behave: downUntil(clock, backMs) }))).toBe('1');
      expect(clock.now()).toBeLessThan(backMs + 4500);
    },
  );
});

describe('keyPool: what `onKeyChange` throws', () => {
  const onKeyChange = () => {
    throw new Error('bug in the observer');
  };

  it('is the error of the call that was refused', async () => {
    const { call, clock, pool } = rig();
    const outcome = endOf(call('1', 10, { onKeyChange, behave: failingOn(undefined, revoked()) }));
    expect(await clock.run(outcome)).toMatchObject({ message: 'bug in the observer' });
    expect(pool.snapshot().keys[0]).toMatchObject({ inFlight: 0 });
  });

  it('is the error of the call that found the server up again, and holds up no other', async () => {
    const { call, clock, pool } = rig({ concurrency: 1 });
    const behave = downUntil(clock, 100);
    await clock.run(endOf(call('1', 0, { behave: downUntil(clock, 1, tripped()) })));
    await clock.run(endOf(call('2', 0, { behave: failingOn(undefined, tripped()) })));
    const probe = endOf(
      call('3', 10, { behave, onKeyChange: ({ status }) => status === 'recovered' && onKeyChange() }),
    );
    const next = call('4', 10, { behave });
    expect(await clock.run(probe)).toMatchObject({ message: 'bug in the observer' });
    expect(await clock.run(next)).toBe('4');
    expect(pool.snapshot()).toMatchObject({ waiting: 0, keys: [{ inFlight: 0 }] });
  });
});

describe('keyPool: queueTimeoutMs', () => {
  it('fails a call that waited so long, and tells of the others', async () => {
    const { call, clock, pool } = rig({ concurrency: 1, queueTimeoutMs: 100 });
    void call('long', 1000);
    await clock.advance(0);
    const second = endOf(call('2', 10));
    await clock.advance(50);
    const third = endOf(call('3', 10));
    await clock.advance(50);
    expect(await second).toMatchObject({
      code: 'queue-timeout',
      message: expect.stringMatching(/waited 100 ms for a key of "model", and 1 other waits/),
    });
    expect(pool.snapshot().waiting).toBe(1);
    await clock.advance(50);
    expect(await third).toMatchObject({ code: 'queue-timeout' });
    expect(clock.now()).toBe(150);
  });

  it('has nothing to do with how long a call takes', async () => {
    const { call, clock } = rig({ queueTimeoutMs: 100 });
    expect(await clock.run(call('long', 10_000))).toBe('long');
  });

  it('starts a call that need not wait, be it 0', async () => {
    const { call, clock } = rig({ queueTimeoutMs: 0, concurrency: 1 });
    const calls = [call('1', 10), endOf(call('2', 10))];
    expect(await clock.run(Promise.all(calls))).toMatchObject(['1', { code: 'queue-timeout' }]);
  });

  it('does not count the time for which a call was under way', async () => {
    const { call, clock } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1, queueTimeoutMs: 100 });
    const behave = async ({ keyId }: Lease) => {
      if (keyId === 'b') return;
      await clock.sleep(1000);
      throw throttled(60_000);
    };
    const moved = call('1', 10, { behave });
    void call('keeps the other key busy', 1050);
    // It waited from 1000 on.
    expect(await clock.run(moved)).toBe('1');
    expect(clock.now()).toBe(1060);
  });

  it('counts all the time that a call waited, also before it was made in vain', async () => {
    const { call, clock } = rig({ concurrency: 1, queueTimeoutMs: 100 });
    void call('long', 60);
    await clock.advance(0);
    const outcome = endOf(call('1', 10, { behave: failingOn(undefined, throttled(10_000)) }));
    expect(await clock.run(outcome)).toMatchObject({ code: 'queue-timeout' });
    expect(clock.now()).toBe(100);
  });
});
