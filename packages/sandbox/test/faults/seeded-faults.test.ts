import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerFaultKinds, seededFaults, type Call, type Fault } from '../../src/index.js';
import { clientFor, rig } from '../rig.js';

const call = (number: number, other: Partial<Call> = {}): Call => ({
  endpoint: 'responses',
  model: 'm',
  keyId: 'key-1',
  schemaName: 'page',
  stream: true,
  nth: number,
  number,
  ...other,
});

const rates = { 'status-500': 0.1, 'status-503-retry-after': 0.1, 'slow-drip': 0.2, refusal: 0.1 } as const;

describe('seededFaults', () => {
  it('gives the same faults for the same seed, whatever else the call is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.array(fc.nat(100_000)), (seed, numbers) => {
        const [one, other] = [seededFaults({ seed, rates }), seededFaults({ seed, rates })];
        const forwards = numbers.map((number) => one(call(number)));
        const backwards = numbers
          .toReversed()
          .map((number) => other(call(number, { nth: 1, keyId: 'key-2' })));
        expect(backwards.toReversed()).toEqual(forwards);
      }),
    );
  });

  it('gives other faults for another seed, and each its share of the calls', () => {
    const drawn = [1, 2].map((seed) => {
      const faults = seededFaults({ seed, rates });
      return Array.from({ length: 10_000 }, (_, index) => faults(call(index + 1)));
    });
    expect(drawn[0]).not.toEqual(drawn[1]);
    for (const faults of drawn) {
      const share = (is: (fault: Fault | undefined) => boolean): number =>
        faults.filter(is).length / faults.length;
      expect(share((fault) => fault === undefined)).toBeCloseTo(0.5, 1);
      expect(share((fault) => fault?.kind === 'slow-drip')).toBeCloseTo(0.2, 1);
      expect(share((fault) => fault !== undefined && 'status' in fault && fault.status === 500)).toBeCloseTo(
        0.1,
        1,
      );
    }
  });

  it('gives every fault there is, with what it is told', () => {
    const only = (name: string, options = {}): Fault | undefined =>
      seededFaults({ seed: 1, rates: { [name]: 1 }, ...options })(call(1));
    for (const kind of answerFaultKinds) expect(only(kind)).toEqual({ kind });
    expect(only('status-503')).toEqual({ status: 503 });
    expect(only('status-503-retry-after')).toEqual({ status: 503, retryAfterMs: 1_000 });
    expect(only('status-429-retry-after', { retryAfterMs: 5 })).toEqual({ status: 429, retryAfterMs: 5 });
    expect(only('slow-drip', { slowDripMs: 5 })).toEqual({ kind: 'slow-drip', delayMs: 5 });
    expect(only('slow-first-byte', { slowFirstByteMs: 5 })).toEqual({ kind: 'slow-first-byte', delayMs: 5 });
  });

  it('lets calls succeed that the fault cannot befall', () => {
    const events = seededFaults({ seed: 1, rates: { 'duplicate-events': 1 } });
    expect(events(call(1, { stream: false }))).toBeUndefined();
    const { schemaName: _, ...plain } = call(1);
    expect(seededFaults({ seed: 1, rates: { 'breaks-schema': 1 } })(plain)).toBeUndefined();
  });

  it.each([
    [{ seed: 1.5, rates: {} }, 'The seed of the faults is 1.5; give a whole number.'],
    [
      { seed: 1, rates: { 'slow-dripp': 0.1 } },
      '"slow-dripp" is no fault; the faults are slow-first-byte, slow-drip',
    ],
    [{ seed: 1, rates: { 'status-200': 0.1 } }, '"status-200" is no fault'],
    [{ seed: 1, rates: { refusal: 2 } }, 'The rate of "refusal" is 2; give the share of calls'],
    [{ seed: 1, rates: { refusal: 0.7, truncated: 0.4 } }, 'add up to 1.1'],
  ])('refuses %j', (options, message) => {
    // What a caller without types hands in.
    expect(() => seededFaults(options as Parameters<typeof seededFaults>[0])).toThrow(message);
  });

  it('repeats a run over HTTP', async () => {
    const run = async (): Promise<unknown[]> => {
      const { sandbox } = await rig({
        faults: seededFaults({ seed: 7, rates: { 'status-500': 0.3, refusal: 0.3 } }),
      });
      for (let at = 0; at < 20; at++) {
        await clientFor(sandbox)
          .responses.create({ model: 'm', input: 'x' })
          .catch(() => undefined);
      }
      return sandbox.requests.map(({ verdict }) => verdict);
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first)).toEqual(new Set(['served', 'fault:status-500', 'fault:refusal']));
  });
});
