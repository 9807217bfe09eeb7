import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Bottleneck from 'bottleneck';
import type { Cost } from '../../src/limits/cost.js';
import { keyPool } from '../../src/limits/pool.js';
import type { CallOptions, Lease } from '../../src/limits/key-pool.js';
import type { KeyPoolOptions } from '../../src/limits/pool-options.js';
import { ProviderError, endOf, never, small, throttled } from './pool-rig.js';

const minute = 60_000;
const hour = 60 * minute;

beforeEach(
  () => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'], now: 0 }),
);
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const advance = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** A pool on the system's time, which Jest replaces, with the gate that it has there: Bottleneck. */
function realPool(options: Partial<KeyPoolOptions> = {}) {
  const pool = keyPool({
    name: 'model',
    keys: [{ id: 'a' }],
    classify: (error) => (error instanceof ProviderError ? error.verdict : undefined),
    ...options,
  });
  const starts: { name: string; atMs: number }[] = [];
  return {
    pool,
    starts,
    names: () => starts.map(({ name }) => name),
    call(
      name: string,
      ms: number,
      {
        behave,
        cost = small,
        ...rest
      }: Partial<CallOptions> & { cost?: Cost; behave?: (lease: Lease) => void } = {},
    ): Promise<string> {
      const outcome = pool.call(cost, { rank: 0, signal: never, ...rest }, async (lease) => {
        starts.push({ name, atMs: Date.now() });
        behave?.(lease);
        await sleep(ms);
        return name;
      });
      outcome.catch(() => undefined);
      return outcome;
    },
  };
}

describe('what is wrong with Bottleneck is not with the pool', () => {
  it('goes on minute after minute when limits change (updateSettings ends the refresh of a reservoir)', async () => {
    const { call, starts } = realPool({ limits: { '*': { rpm: 2 } } });
    const behave = ({ learn }: Lease) => learn([{ dimension: 'requests', limit: 3 }]);
    for (let nth = 0; nth < 20; nth++) void call(`${nth}`, 10, nth === 5 ? { behave } : {});
    await advance(10 * minute);
    expect(starts).toHaveLength(20);
    // Each window begins some milliseconds late, by what timers need.
    const ofMinute = (nth: number) => starts.filter(({ atMs }) => Math.round(atMs / minute) === nth);
    expect(Array.from({ length: 8 }, (_, nth) => ofMinute(nth).length)).toEqual([2, 2, 3, 3, 3, 3, 3, 1]);
  });

  it('lets no second burst through at the edge of a minute (a reservoir is a fixed window)', async () => {
    const { call, names } = realPool({ limits: { '*': { rpm: 3 } } });
    await advance(minute - 50);
    for (let nth = 0; nth < 6; nth++) void call(`${nth}`, 10);
    await advance(minute - 100);
    expect(names()).toHaveLength(3);
    await advance(300);
    expect(names()).toHaveLength(6);
  });

  it('takes from the budget for every try (retries by `failed` take nothing from a reservoir)', async () => {
    const { call, starts } = realPool({ limits: { '*': { rpm: 2 } } });
    let refusals = 0;
    const behave = () => {
      if (refusals++ < 3) throw throttled(100);
    };
    void call('tried', 10, { behave });
    await advance(3 * minute);
    // Two tries in a minute, and two in the next one.
    expect(starts.map(({ atMs }) => Math.floor(atMs / minute))).toEqual([0, 0, 1, 1]);
  });

  it('holds the slot of a call that runs for hours (`expiration` frees it, a group’s `timeout` forgets it)', async () => {
    const { call, names, pool } = realPool({ concurrency: 1 });
    void call('long', 5 * hour);
    await advance(2 * hour);
    void call('next', 10);
    await advance(2 * hour);
    expect(names()).toEqual(['long']);
    expect(pool.snapshot()).toMatchObject({ waiting: 1, keys: [{ inFlight: 1 }] });
    await advance(2 * hour);
    expect(names()).toEqual(['long', 'next']);
  });

  it('fails a call that is larger than its budget, and goes on with the others (a weight above the reservoir blocks all)', async () => {
    const { call, names } = realPool({ limits: { '*': { tpm: 100 } } });
    const huge = endOf(call('huge', 10, { cost: { ...small, tokens: 101 } }));
    void call('next', 10);
    await advance(20);
    expect(await huge).toMatchObject({ code: 'call-too-large' });
    expect(names()).toEqual(['next']);
  });

  it('goes by any rank (priorities are 0 to 9)', async () => {
    const { call, names } = realPool({ concurrency: 1 });
    void call('first', 10);
    await advance(5);
    for (const [name, rank] of [
      ['1', 0.25],
      ['2', -7],
      ['3', 90_000],
      ['4', 90_001],
      ['5', 0.5],
    ] as const) {
      void call(name, 10, { rank });
    }
    await advance(200);
    expect(names()).toEqual(['first', '4', '3', '5', '1', '2']);
  });

  it('goes by the rank of calls that come at once, too (jobs in the submit lock go as they came)', async () => {
    const { call, names } = realPool({ concurrency: 1 });
    for (let rank = 0; rank < 6; rank++) void call(`${rank}`, 10, { rank });
    await advance(200);
    expect(names()).toEqual(['5', '4', '3', '2', '1', '0']);
  });

  it('takes an aborted call out of the line at once, and out of the gate (it knows no AbortSignal)', async () => {
    const { call, names, pool } = realPool({ concurrency: 1, limits: { '*': { rpm: 2 } } });
    const controller = new AbortController();
    void call('first', 100);
    const waiting = endOf(call('waiting', 10, { signal: controller.signal }));
    await advance(10);
    controller.abort('not wanted');
    expect(await waiting).toBe('not wanted');
    expect(pool.snapshot().waiting).toBe(0);
    await advance(200);

    const other = new AbortController();
    const handedOver = endOf(call('in the gate', 10, { signal: other.signal }));
    // The pool has given it a key, and Bottleneck needs some timers to start it.
    await Promise.resolve();
    await Promise.resolve();
    expect(pool.snapshot().keys[0]?.inFlight).toBe(1);
    other.abort('not wanted either');
    expect(await handedOver).toBe('not wanted either');
    await advance(100);
    expect(pool.snapshot().keys[0]).toMatchObject({
      inFlight: 0,
      targets: [{ limits: [{ used: 1, reserved: 0 }] }],
    });
    void call('last', 10);
    await advance(100);
    expect(names()).toEqual(['first', 'last']);
  });

  it.each([
    [Infinity, 0, 8],
    [100, 0, 8],
    [3, 0, 3],
    [100, 50, 1],
  ])(
    'deals %d places, %d ms apart, out to %d limiters (one starts some 400 calls a second)',
    async (concurrency, minTimeMs, count) => {
      const schedule = jest.spyOn(Bottleneck.prototype, 'schedule');
      const options = { minTimeMs, ...(concurrency < Infinity && { concurrency }) };
      const { call, pool } = realPool(options);
      for (let nth = 0; nth < 200; nth++) void call(`${nth}`, hour);
      await advance(minute);
      expect(new Set(schedule.mock.contexts).size).toBe(count);
      expect(pool.snapshot().keys[0]?.inFlight).toBe(Math.min(200, concurrency));
    },
  );
});
