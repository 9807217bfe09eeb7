import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cost } from '../../src/limits/cost.js';
import type { Ledger, Limit } from '../../src/limits/ledger.js';
import { keyPool } from '../../src/limits/pool.js';
import type { KeyPoolOptions, KeyVerdict } from '../../src/limits/pool-options.js';
import { virtualClock } from '../../src/testing/virtual-clock.js';
import { exceededWindows } from './rolling-windows.js';
import type { Spent } from './rolling-windows.js';

const limits: Limit[] = [
  { dimension: 'requests', amount: 6, windowMs: 60_000 },
  { dimension: 'tokens', amount: 1000, windowMs: 60_000 },
  { dimension: 'images', amount: 2, windowMs: 60_000 },
];
const concurrency = 3;
const groupOf: Record<string, string> = { a: 'org', b: 'org', c: 'other' };

/** How a call goes on its first start; moved to another key it is answered. */
type Fate = 'answered' | 'failed' | 'throttled' | 'revoked';

interface Planned {
  readonly atMs: number;
  readonly cost: Cost;
  readonly rank: number;
  readonly durationMs: number;
  readonly fate: Fate;
  /** Aborted so long after it came. */
  readonly abortAfterMs: number | undefined;
}

const plans = fc.array(
  fc.record<Planned>({
    atMs: fc.nat(120_000),
    cost: fc.record({
      requests: fc.constant(1),
      tokens: fc.oneof(fc.nat(100), fc.nat(1000)),
      images: fc.nat(1),
    }),
    rank: fc.nat(5),
    durationMs: fc.nat(20_000),
    fate: fc.oneof(
      { weight: 8, arbitrary: fc.constant<Fate>('answered') },
      { weight: 1, arbitrary: fc.constantFrom<Fate>('failed', 'throttled', 'revoked') },
    ),
    abortAfterMs: fc.option(fc.nat(60_000), { nil: undefined, freq: 6 }),
  }),
  { maxLength: 40 },
);

describe('keyPool', () => {
  it('ends every call once and exceeds no limit, whatever is asked, fails or is aborted', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (calls) => {
        const { spent, mostInFlight, ends, leftOver } = await play(calls);
        for (const group of ['org', 'other']) {
          expect(
            exceededWindows(
              limits,
              spent.filter((start) => groupOf[start.keyId] === group),
            ),
          ).toEqual([]);
        }
        expect(mostInFlight).toBeLessThanOrEqual(concurrency);
        expect(ends).toEqual(calls.map(() => 1));
        expect(leftOver).toEqual({ waiting: 0, inFlight: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('would be caught without a ledger', async () => {
    const outcome = await fc.check(
      fc.asyncProperty(plans, async (calls) => {
        const { spent } = await play(calls, { ledger: admittingAll });
        return (
          exceededWindows(
            limits,
            spent.filter(({ keyId }) => keyId === 'c'),
          ).length === 0
        );
      }),
      { seed: 1, numRuns: 60, endOnFailure: true },
    );
    expect(outcome.failed).toBe(true);
  });
});

/** Wrong on purpose. */
const admittingAll = (): Ledger => ({
  reserve: (_cost, atMs) => ({ status: 'admitted', reservation: { atMs } }),
  settle: () => undefined,
  limitBelow: () => undefined,
});

async function play(calls: readonly Planned[], options: Partial<KeyPoolOptions> = {}) {
  const clock = virtualClock();
  const pool = keyPool({
    name: 'model',
    keys: Object.entries(groupOf).map(([id, group]) => ({ id, group })),
    concurrency,
    limits: { rpm: 6, tpm: 1000, ipm: 2 },
    classify: (error) => (error instanceof Failure ? error.verdict : undefined),
    ...options,
    clock,
  });
  const spent: (Spent & { keyId: string })[] = [];
  const inFlight = new Map<string, number>();
  const ends = calls.map(() => 0);
  let mostInFlight = 0;
  // The last key is never revoked, so that the others' calls have somewhere to go.
  let revocations = 2;

  calls.forEach(({ atMs, cost, rank, durationMs, fate, abortAfterMs }, index) => {
    const controller = new AbortController();
    let starts = 0;
    clock.setTimer(atMs, () => {
      if (abortAfterMs !== undefined) clock.setTimer(abortAfterMs, () => controller.abort());
      void pool
        .call(cost, { rank, signal: controller.signal }, async ({ keyId, settle }) => {
          spent.push({ atMs: clock.now(), cost, keyId });
          inFlight.set(keyId, (inFlight.get(keyId) ?? 0) + 1);
          mostInFlight = Math.max(mostInFlight, ...inFlight.values());
          await clock.sleep(durationMs);
          inFlight.set(keyId, (inFlight.get(keyId) ?? 0) - 1);
          settle(cost);
          const verdict = starts++ === 0 ? verdictOf(fate, () => revocations-- > 0) : undefined;
          if (fate === 'failed' || verdict !== undefined) throw new Failure(verdict);
        })
        .catch(() => undefined)
        .then(() => void (ends[index] = (ends[index] ?? 0) + 1));
    });
  });
  while (await clock.tick());
  const { waiting, keys } = pool.snapshot();
  return {
    spent,
    mostInFlight,
    ends,
    leftOver: { waiting, inFlight: keys.reduce((sum, key) => sum + key.inFlight, 0) },
  };
}

class Failure extends Error {
  readonly verdict: KeyVerdict | undefined;

  constructor(verdict: KeyVerdict | undefined) {
    super('failed');
    this.verdict = verdict;
  }
}

function verdictOf(fate: Fate, mayRevoke: () => boolean): KeyVerdict | undefined {
  if (fate === 'throttled') return { kind: 'pause', forMs: 1000 };
  return fate === 'revoked' && mayRevoke() ? { kind: 'retire', reason: 'revoked' } : undefined;
}
