import type { Cost } from '../../../src/limits/cost.js';
import type { Limit } from '../../../src/limits/ledger.js';
import { limitsFor } from '../../../src/limits/target-limits.js';
import type { Mix, PlannedCall, Target } from './mixes.js';
import type { Happened, Story } from './play.js';

/** One start of a call, as its budget sees it. */
export interface Start {
  readonly call: number;
  readonly keyId: string;
  readonly atMs: number;
  /** Where it stands in the story, and where its end stands; `Infinity` for one that never ended. */
  readonly index: number;
  leftAt: number;
  /** What it was settled to, each from its place in the story on. */
  readonly settled: { readonly index: number; readonly cost: Cost }[];
}

/**
 * What a story comes to, counted anew from what happened: shares nothing with the ledger, and is slow on purpose.
 */
export class Books {
  readonly story: Story;
  readonly starts: readonly Start[];

  constructor(story: Story) {
    this.story = story;
    this.starts = startsOf(story.happened);
  }

  planned(call: number): PlannedCall {
    const planned = this.story.mix.calls[call];
    if (planned === undefined) throw new Error(`no call ${call}`);
    return planned;
  }

  groupOf(keyId: string): string {
    return this.story.mix.keys.find(({ id }) => id === keyId)?.group ?? `key ${keyId}`;
  }

  /** The starts that took from the budget of a group for a target, as far as the story had come. */
  startsIn(group: string, target: Target, until: number): Start[] {
    return this.starts.filter(
      ({ index, call, keyId }) =>
        index < until && this.planned(call).target === target && this.groupOf(keyId) === group,
    );
  }

  /** What a start counted for when the story had come so far. */
  costAt(start: Start, until: number): Cost {
    const settled = start.settled.findLast(({ index }) => index < until);
    return settled?.cost ?? this.planned(start.call).cost;
  }

  /** What a window of a limit held that ended then. */
  sumWithin({ dimension, windowMs }: Limit, starts: readonly Start[], endMs: number, until: number): number {
    return starts
      .filter(({ atMs }) => atMs > endMs - windowMs && atMs <= endMs)
      .reduce((sum, start) => sum + this.costAt(start, until)[dimension], 0);
  }

  /** When a cost fits into all of these limits, if nothing else is started. */
  fitsAtMs(
    cost: Cost,
    limits: readonly Limit[],
    starts: readonly Start[],
    nowMs: number,
    until: number,
  ): number {
    return Math.max(
      nowMs,
      ...limits.map((limit) => {
        if (cost[limit.dimension] === 0) return nowMs;
        const times = [nowMs, ...starts.map(({ atMs }) => atMs + limit.windowMs).filter((at) => at > nowMs)];
        return (
          times
            .toSorted((a, b) => a - b)
            .find(
              (atMs) => cost[limit.dimension] + this.sumWithin(limit, starts, atMs, until) <= limit.amount,
            ) ?? Infinity
        );
      }),
    );
  }
}

/** The limits of a target as they were configured. */
export function configuredLimits({ limits }: Mix, target: Target): Limit[] {
  const { rpm, tpm, ipm, rpd } = limitsFor(limits, target);
  const all = [
    ['requests', rpm, 60_000],
    ['tokens', tpm, 60_000],
    ['images', ipm, 60_000],
    ['requests', rpd, 86_400_000],
  ] as const;
  return all.flatMap(([dimension, amount, windowMs]) =>
    amount === undefined ? [] : [{ dimension, amount, windowMs }],
  );
}

function startsOf(happened: readonly Happened[]): Start[] {
  const starts: Start[] = [];
  const underWay = new Map<number, Start>();
  happened.forEach((one, index) => {
    const start = underWay.get(one.call);
    if (one.type === 'started') {
      const { call, keyId, atMs } = one;
      const started = { call, keyId, atMs, index, leftAt: Infinity, settled: [] };
      underWay.set(call, started);
      starts.push(started);
    } else if (one.type === 'left' && start !== undefined) {
      start.leftAt = index;
    } else if (one.type === 'settled') {
      start?.settled.push({ index, cost: one.cost });
    }
  });
  return starts;
}
