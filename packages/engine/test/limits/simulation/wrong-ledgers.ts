import { noCost } from '../../../src/limits/cost.js';
import type { Cost } from '../../../src/limits/cost.js';
import type { Ledger, Limit, Reservation } from '../../../src/limits/ledger.js';
import { memoryLedger } from '../../../src/limits/memory-ledger.js';
import { configuredLimits } from './books.js';
import type { Mix, Target } from './mixes.js';

/** A way to do it wrong, and the words for the kinds of problem that must come of it. */
export interface WrongLedger {
  readonly name: string;
  readonly kinds: readonly string[];
  /** Whether it shows only where calls are held up in the gate. */
  readonly inGate?: boolean;
  make(mix: Mix): (group: string, target: string) => Ledger;
}

const unlimited: Cost = { requests: Infinity, tokens: Infinity, images: Infinity };

/** Of a mix's own limits; the pool calls none but the targets of the mix. */
function limitsOf(mix: Mix, target: string): Limit[] {
  return configuredLimits(mix, target as Target);
}

/** One that is as it should be, given the same way as the wrong ones. */
export function rightLedger(mix: Mix): (group: string, target: string) => Ledger {
  return (_group, target) => memoryLedger(limitsOf(mix, target));
}

export const wrongLedgers: readonly WrongLedger[] = [
  {
    name: 'admits everything',
    kinds: ['window'],
    make: () => () => memoryLedger([]),
  },
  {
    name: 'counts in fixed windows',
    kinds: ['window'],
    make: (mix) => (_group, target) => fixedWindows(limitsOf(mix, target)),
  },
  {
    name: 'counts tokens only once they are settled',
    kinds: ['window'],
    make: (mix) => (_group, target) => {
      const ledger = memoryLedger(limitsOf(mix, target));
      return { ...ledger, reserve: (cost, nowMs) => ledger.reserve({ ...cost, tokens: 0 }, nowMs) };
    },
  },
  {
    name: 'takes its limits for twice what they are',
    kinds: ['window'],
    make: (mix) => (_group, target) =>
      memoryLedger(limitsOf(mix, target).map((limit) => ({ ...limit, amount: limit.amount * 2 }))),
  },
  {
    name: 'looks at requests only',
    kinds: ['window'],
    make: (mix) => (_group, target) =>
      memoryLedger(limitsOf(mix, target).filter(({ dimension }) => dimension === 'requests')),
  },
  {
    name: 'counts from the reservation, not from the start',
    kinds: ['window'],
    inGate: true,
    make: (mix) => (_group, target) => {
      const ledger = memoryLedger(limitsOf(mix, target));
      return {
        ...ledger,
        reserve(cost, nowMs) {
          const admission = ledger.reserve(cost, nowMs);
          if (admission.status === 'admitted') ledger.start(admission.reservation, nowMs);
          return admission;
        },
        start: () => true,
      };
    },
  },
  {
    name: 'gives budget to lower ranks first',
    kinds: ['inversion'],
    make: (mix) => (_group, target) => {
      const ledger = memoryLedger(limitsOf(mix, target));
      const rankOf = new Map(mix.calls.map(({ cost, rank }) => [cost, rank]));
      const askedAtMs = new Map<Cost, number>();
      return {
        ...ledger,
        reserve(cost, nowMs) {
          // Costs are handed on as they were given. Those of high rank are put off, and what they leave goes to others.
          const sinceMs = askedAtMs.get(cost) ?? nowMs;
          askedAtMs.set(cost, sinceMs);
          const putOffMs = (rankOf.get(cost) ?? 0) >= 3 ? sinceMs + 30_000 : nowMs;
          if (putOffMs > nowMs) return { status: 'refused', retryAtMs: putOffMs, spare: unlimited };
          return ledger.reserve(cost, nowMs);
        },
      };
    },
  },
  {
    name: 'forgets to return what was reserved',
    kinds: ['left over'],
    make: (mix) => (_group, target) => ({ ...memoryLedger(limitsOf(mix, target)), settle: () => undefined }),
  },
  {
    name: 'forgets to return what was reserved and not used',
    kinds: ['idle'],
    make: (mix) => (_group, target) => {
      const ledger = memoryLedger(limitsOf(mix, target));
      const reserved = new WeakMap<Reservation, Cost>();
      return {
        ...ledger,
        reserve(cost, nowMs) {
          const admission = ledger.reserve(cost, nowMs);
          if (admission.status === 'admitted') reserved.set(admission.reservation, cost);
          return admission;
        },
        settle: (reservation) => ledger.settle(reservation, reserved.get(reservation) ?? noCost),
      };
    },
  },
  {
    name: 'keeps everything back for a call that does not fit',
    kinds: ['idle'],
    make: (mix) => (_group, target) => {
      const ledger = memoryLedger(limitsOf(mix, target));
      return {
        ...ledger,
        reserve(cost, nowMs) {
          const admission = ledger.reserve(cost, nowMs);
          return admission.status === 'admitted' ? admission : { ...admission, spare: noCost };
        },
      };
    },
  },
  {
    name: 'names a time that is too late',
    kinds: ['idle'],
    make: (mix) => (_group, target) => {
      const ledger = memoryLedger(limitsOf(mix, target));
      const fitsAtMs = (cost: Cost, nowMs: number): number => {
        const atMs = ledger.fitsAtMs(cost, nowMs);
        return atMs > nowMs ? atMs + 30_000 : nowMs;
      };
      return {
        ...ledger,
        fitsAtMs,
        reserve(cost, nowMs) {
          const admission = ledger.reserve(cost, nowMs);
          if (admission.status === 'admitted') return admission;
          return { ...admission, retryAtMs: fitsAtMs(cost, nowMs) };
        },
      };
    },
  },
];

/** What a reservoir does that is refilled on the minute. */
export function fixedWindows(of: readonly Limit[]): Ledger {
  const windows = of.map(() => ({ nth: 0, sum: 0 }));
  const plain = memoryLedger(of);
  return {
    ...plain,
    start: () => true,
    settle: () => undefined,
    use: () => [],
    reserve(asked, nowMs) {
      let retryAtMs = nowMs;
      of.forEach(({ dimension, amount, windowMs }, index) => {
        const window = windows[index];
        const nth = Math.floor(nowMs / windowMs);
        if (window === undefined) return;
        if (window.nth !== nth) Object.assign(window, { nth, sum: 0 });
        if (asked[dimension] > 0 && window.sum + asked[dimension] > amount)
          retryAtMs = Math.max(retryAtMs, (nth + 1) * windowMs);
      });
      if (retryAtMs > nowMs) return { status: 'refused', retryAtMs, spare: unlimited };
      of.forEach(({ dimension }, index) => {
        const window = windows[index];
        if (window !== undefined) window.sum += asked[dimension];
      });
      return { status: 'admitted', reservation: { atMs: nowMs } };
    },
  };
}
