import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { clockGate } from '../../src/limits/clock-gate.js';
import { bottleneckGate } from '../../src/limits/gate.js';
import type { Gate, GateOptions } from '../../src/limits/gate.js';
import { virtualClock } from '../../src/testing/virtual-clock.js';

/** A gate in a time that the test moves. */
interface Rig {
  now(): number;
  advance(ms: number): Promise<void>;
  gate(options: GateOptions): Gate;
}

function virtualRig(): Rig {
  const clock = virtualClock();
  return {
    now: () => clock.now(),
    advance: (ms) => clock.advance(ms),
    gate: (options) => clockGate(clock, options),
  };
}

/** Bottleneck takes time from the globals, which Jest replaces. */
function bottleneckRig(): Rig {
  return {
    now: () => Date.now(),
    advance: (ms) => jest.advanceTimersByTimeAsync(ms),
    gate: bottleneckGate,
  };
}

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], now: 0 }));
afterEach(() => void jest.useRealTimers());

describe.each([
  ['clockGate', virtualRig],
  ['bottleneckGate', bottleneckRig],
])('%s', (_name, newRig) => {
  it('gives the outcome of a call, its error too', async () => {
    const { gate, advance } = newRig();
    const open = gate({});
    const outcome = Promise.allSettled([
      open.pass('a', async () => 'answer'),
      open.pass('a', () => Promise.reject(new Error('no'))),
    ]);
    await advance(10);
    expect(await outcome).toEqual([
      { status: 'fulfilled', value: 'answer' },
      { status: 'rejected', reason: new Error('no') },
    ]);
  });

  it('never lets more calls of a key run than its concurrency, and starts the next when one ends', async () => {
    const calls = watched(newRig(), { concurrency: 2 });
    for (let index = 0; index < 5; index++) calls.pass('a');
    await calls.advance(10);
    expect(calls.running()).toEqual([0, 1]);
    calls.end(0);
    await calls.advance(10);
    expect(calls.running()).toEqual([1, 2]);
    calls.fail(1);
    await calls.advance(10);
    expect(calls.running()).toEqual([2, 3]);
  });

  it('starts no call of a key before its turn by the spacing, and each in the order in which they came', async () => {
    const rig = newRig();
    const calls = watched(rig, { minTimeMs: 100 });
    const passedAtMs = rig.now();
    for (let index = 0; index < 4; index++) calls.pass('a');
    await calls.advance(1000);
    expect(calls.started()).toEqual([0, 1, 2, 3]);
    const turns = calls.startTimes().map((atMs, index) => Math.floor((atMs - passedAtMs) / 100) - index);
    expect(turns).toEqual([0, 0, 0, 0]);
  });

  it('keeps keys apart', async () => {
    const calls = watched(newRig(), { concurrency: 1, minTimeMs: 1000 });
    calls.pass('a');
    calls.pass('a');
    calls.pass('b');
    await calls.advance(10);
    expect(calls.running()).toEqual([0, 2]);
  });

  it('holds the slot of a call for as long as it runs, be it an hour', async () => {
    const calls = watched(newRig(), { concurrency: 1 });
    calls.pass('a');
    await calls.advance(3_600_000);
    calls.pass('a');
    await calls.advance(10);
    expect(calls.running()).toEqual([0]);
  });

  it('goes on when a call throws instead of rejecting', async () => {
    const { gate, advance } = newRig();
    const narrow = gate({ concurrency: 1 });
    const outcome = Promise.allSettled([
      narrow.pass('a', () => {
        throw new Error('thrown');
      }),
      narrow.pass('a', async () => 'after'),
    ]);
    await advance(10);
    expect((await outcome).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

/** Calls that run until the test ends them, by their number in the order of passing. */
function watched(rig: Rig, options: GateOptions) {
  const gate = rig.gate(options);
  const calls: { startedAtMs?: number; end?: () => void; fail?: () => void; ended: boolean }[] = [];
  const order: number[] = [];
  const running = () => order.filter((index) => !calls[index]?.ended).toSorted((a, b) => a - b);
  return {
    advance: rig.advance,
    running,
    started: () => order,
    startTimes: () => order.map((index) => calls[index]?.startedAtMs ?? NaN),
    end: (index: number) => calls[index]?.end?.(),
    fail: (index: number) => calls[index]?.fail?.(),
    pass(keyId: string): void {
      const call: (typeof calls)[number] = { ended: false };
      const index = calls.push(call) - 1;
      const outcome = gate.pass(keyId, () => {
        call.startedAtMs = rig.now();
        order.push(index);
        return new Promise<void>((resolve, reject) => {
          call.end = () => {
            call.ended = true;
            resolve();
          };
          call.fail = () => {
            call.ended = true;
            reject(new Error('failed'));
          };
        });
      });
      outcome.catch(() => undefined);
    },
  };
}
