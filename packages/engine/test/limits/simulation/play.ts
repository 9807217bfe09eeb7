import { clockGate } from '../../../src/limits/clock-gate.js';
import type { Clock } from '../../../src/clock.js';
import type { KeyChange, RunShare } from '../../../src/declare/resource.js';
import { PhasegraphError } from '../../../src/errors.js';
import type { Cost } from '../../../src/limits/cost.js';
import type { Gate } from '../../../src/limits/gate.js';
import type { LimitFact } from '../../../src/limits/ledger.js';
import { keyPool } from '../../../src/limits/pool.js';
import type { KeyPool, Lease } from '../../../src/limits/key-pool.js';
import type { KeyPoolOptions, KeyVerdict } from '../../../src/limits/pool-options.js';
import type { PoolSnapshot } from '../../../src/limits/snapshot.js';
import { limitsFor } from '../../../src/limits/target-limits.js';
import { virtualClock } from '../../../src/testing/virtual-clock.js';
import type { VirtualClock } from '../../../src/testing/virtual-clock.js';
import type { Fate, Mix, PlannedCall, ToldFact } from './mixes.js';

/** What happened, in order. Times are of the virtual clock. */
export type Happened =
  | { readonly type: 'asked' | 'ended'; readonly atMs: number; readonly call: number; readonly how?: string }
  | {
      readonly type: 'started' | 'left';
      readonly atMs: number;
      readonly call: number;
      readonly keyId: string;
    }
  | { readonly type: 'settled'; readonly atMs: number; readonly call: number; readonly cost: Cost }
  | {
      readonly type: 'refused';
      readonly atMs: number;
      readonly call: number;
      readonly keyId: string;
      readonly scope: 'key' | 'group' | 'target';
    }
  | {
      readonly type: 'throttled';
      readonly atMs: number;
      readonly call: number;
      readonly keyId: string;
      readonly scope: 'key' | 'group';
      readonly forMs: number;
    }
  | { readonly type: 'told'; readonly atMs: number; readonly call: number; readonly change: KeyChange }
  | {
      readonly type: 'learned';
      readonly atMs: number;
      readonly call: number;
      readonly keyId: string;
      readonly facts: readonly LimitFact[];
    };

/** A moment at which nothing but time could change anything. */
export interface Moment {
  readonly atMs: number;
  readonly snapshot: PoolSnapshot;
  /** How many timers the pool itself has set. */
  readonly timers: number;
  /** What has happened so far: so many entries of the story. */
  readonly happened: number;
}

export interface Story {
  readonly mix: Mix;
  readonly happened: readonly Happened[];
  readonly moments: readonly Moment[];
  /** Whether time could go on for ever without an end. */
  readonly isEndless: boolean;
}

/** Plays a mix in virtual time, to its end. */
export async function play(mix: Mix, wrong: Partial<KeyPoolOptions> = {}): Promise<Story> {
  const clock = virtualClock();
  const counted = countingTimers(clock);
  const happened: Happened[] = [];
  const moments: Moment[] = [];
  const pool = keyPool({
    name: 'model',
    keys: mix.keys,
    limits: mix.limits,
    concurrency: mix.concurrency,
    minTimeMs: mix.minTimeMs,
    patienceMs: mix.patienceMs,
    queueTimeoutMs: mix.queueTimeoutMs,
    outageMs: mix.outageMs,
    gate: slowGate(clock, mix),
    classify: (error) => (error instanceof Failure ? error.verdict : undefined),
    ...wrong,
    clock: counted.clock,
  });
  const shares = mix.weights.map((weight): RunShare => ({ weight }));
  mix.calls.forEach((call, index) => {
    clock.setTimer(call.atMs, () => void perform(pool, clock, mix, index, call, shares, happened));
  });

  let ticks = 0;
  const look = (): void =>
    void moments.push({
      atMs: clock.now(),
      snapshot: pool.snapshot(),
      timers: counted.pending(),
      happened: happened.length,
    });
  while (ticks++ < mostTicks && (await clock.tick())) look();
  return { mix, happened, moments, isEndless: ticks > mostTicks };
}

const mostTicks = 20_000;

/** What a call of a mix throws; the pool's client reads the verdict off it. */
class Failure extends Error {
  readonly verdict: KeyVerdict | undefined;

  constructor(verdict: KeyVerdict | undefined) {
    super('failed');
    this.verdict = verdict;
  }
}

async function perform(
  pool: KeyPool,
  clock: VirtualClock,
  mix: Mix,
  index: number,
  planned: PlannedCall,
  shares: readonly RunShare[],
  happened: Happened[],
): Promise<void> {
  const { cost, rank, run, target, abort } = planned;
  const controller = new AbortController();
  const share = run === undefined ? undefined : shares[run];
  const at = (): { atMs: number; call: number } => ({ atMs: clock.now(), call: index });
  happened.push({ type: 'asked', ...at() });
  if (abort !== undefined) {
    const reason = abort.isTimeout ? new PhasegraphError('timeout', 'took too long') : 'not wanted any more';
    clock.setTimer(abort.afterMs, () => controller.abort(reason));
  }
  let starts = 0;
  const onKeyChange = (change: KeyChange): void => void happened.push({ type: 'told', ...at(), change });
  const options = { rank, signal: controller.signal, target, onKeyChange, ...(share && { share }) };
  const how = await pool
    .call(cost, options, async (lease) => {
      happened.push({ type: 'started', ...at(), keyId: lease.keyId });
      try {
        await goThrough(planned.fates[starts++] ?? { kind: 'answered' }, lease);
        return 'answered';
      } finally {
        happened.push({ type: 'left', ...at(), keyId: lease.keyId });
      }
    })
    .catch(nameOf);
  happened.push({ type: 'ended', ...at(), how });

  async function goThrough(fate: Fate, lease: Lease): Promise<void> {
    const settledAfterMs = planned.settled && Math.floor(planned.durationMs * planned.settled.at);
    await clock.sleep(settledAfterMs ?? 0, controller.signal);
    if (fate.kind === 'told') learn(lease, fate.fact);
    if (planned.settled !== undefined) {
      const settled = { ...cost, tokens: Math.floor(cost.tokens * planned.settled.share) };
      happened.push({ type: 'settled', ...at(), cost: settled });
      lease.settle(settled);
    }
    await clock.sleep(planned.durationMs - (settledAfterMs ?? 0), controller.signal);
    switch (fate.kind) {
      case 'answered':
      case 'told':
        return;
      case 'failed':
        throw new Failure(undefined);
      case 'throttled':
        if (fate.fact !== undefined) learn(lease, fate.fact);
        happened.push({
          type: 'throttled',
          ...at(),
          keyId: lease.keyId,
          scope: fate.scope,
          forMs: fate.forMs,
        });
        throw new Failure({ kind: 'pause', forMs: fate.forMs, scope: fate.scope });
      case 'tripped':
        throw new Failure({ kind: 'trip', reason: 'answered 503', isUnanswered: fate.isUnanswered });
      case 'revoked':
        happened.push({ type: 'refused', ...at(), keyId: lease.keyId, scope: fate.scope });
        throw new Failure({ kind: 'retire', reason: 'was refused', scope: fate.scope });
      default:
        fate satisfies never;
    }
  }

  function learn(lease: Lease, { dimension, limit, left }: ToldFact): void {
    const configured = limitsFor(mix.limits, target);
    const isLimited = { requests: configured.rpm, tokens: configured.tpm, images: configured.ipm }[dimension];
    if (isLimited === undefined) return;
    const told = limit !== undefined && dimension !== 'tokens' ? Math.ceil(limit / 100) : limit;
    const fact: LimitFact = {
      dimension,
      per: 'minute',
      ...(told === undefined ? { exceeded: true } : { limit: told }),
      ...(told !== undefined && left !== undefined && { remaining: Math.floor(told * left) }),
    };
    happened.push({ type: 'learned', ...at(), keyId: lease.keyId, facts: [fact] });
    lease.learn([fact]);
  }
}

function nameOf(error: unknown): string {
  if (error instanceof PhasegraphError) return error.code;
  return error instanceof Error ? error.message : String(error);
}

/** Holds calls up for some time, each for another; then they pass a gate as always. */
function slowGate(clock: VirtualClock, { concurrency, minTimeMs, gateMs }: Mix): Gate {
  const gate = clockGate(clock, { concurrency, minTimeMs });
  if (gateMs === 0) return gate;
  let passed = 0;
  return {
    async pass(keyId, call) {
      await clock.sleep((passed++ * 7919) % (gateMs + 1));
      return gate.pass(keyId, call);
    },
  };
}

function countingTimers(clock: VirtualClock): { readonly clock: Clock; readonly pending: () => number } {
  const pending = new Set<object>();
  return {
    pending: () => pending.size,
    clock: {
      now: () => clock.now(),
      wallTime: () => clock.wallTime(),
      setTimer(delayMs, fire) {
        const timer = {};
        pending.add(timer);
        const cancel = clock.setTimer(delayMs, () => {
          pending.delete(timer);
          fire();
        });
        return () => {
          pending.delete(timer);
          cancel();
        };
      },
    },
  };
}
