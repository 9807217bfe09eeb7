import type { LimitKind, Limits } from '../../src/limits/limits.js';
import type { JudgedCall, JudgedTraffic } from './judged-traffic.js';

/**
 * Which limits a call would have exceeded, counted anew over all calls before it, without any account that is kept up:
 * the sum of a window from the log, the content of a bucket by its closed form.
 */
export function exceededBy(call: JudgedCall, traffic: JudgedTraffic): LimitKind[] {
  const before = traffic.calls.filter(({ arrivalOrder }) => arrivalOrder < call.arrivalOrder);
  const period = traffic.periods.findLast(({ order }) => order < call.arrivalOrder);
  if (!period) throw new Error('limits hold from the start');
  const limits = period.read.of(call.model);
  const same = before.filter(({ group, model }) => group === call.group && model === call.model);
  const counted = traffic.rules.countRefused ? same : same.filter(isLetIn);
  const letIn = same.filter(isLetIn);
  const dayFrom =
    traffic.periods.find(({ read }) => read.of(call.model).rpd !== undefined)?.order ?? Infinity;
  const today = letIn.filter(({ arrivalOrder }) => arrivalOrder > dayFrom);
  const used = (kind: Rate, calls: readonly JudgedCall[]): number =>
    traffic.rules.mode === 'rolling'
      ? inWindow(kind, calls, call)
      : missingFromBucket(kind, calls, call, limits[limitNames[kind]] ?? Infinity);
  const isOver = (kind: Rate, calls: readonly JudgedCall[], asked: number): boolean =>
    asked > 0 && used(kind, calls) + asked > (limits[limitNames[kind]] ?? Infinity) * (1 + 1e-9);
  const { tokens, images } = call.cost.reserved;
  const inFlight = before.filter(
    ({ keyId, model, endOrder }) =>
      keyId === call.keyId && (!period.read.byModel || model === call.model) && endOrder > call.arrivalOrder,
  );
  return [
    ...(isOver('requests', counted, 1) ? ['requests' as const] : []),
    ...(isOver('tokens', letIn, tokens) ? ['tokens' as const] : []),
    ...(isOver('images', letIn, images) ? ['images' as const] : []),
    ...(isOver('requests-per-day', today, 1) ? ['requests-per-day' as const] : []),
    ...(inFlight.length >= (limits.concurrency ?? Infinity) ? ['concurrency' as const] : []),
  ];
}

type Rate = Exclude<LimitKind, 'concurrency'>;

const limitNames = {
  requests: 'rpm',
  tokens: 'tpm',
  images: 'ipm',
  'requests-per-day': 'rpd',
} as const satisfies Record<Rate, keyof Limits>;

const windowMs = {
  requests: 60_000,
  tokens: 60_000,
  images: 60_000,
  'requests-per-day': 86_400_000,
} as const;

function isLetIn({ refusedBy }: JudgedCall): boolean {
  return refusedBy === undefined;
}

/** What counts of one call at the moment of another. */
function amountAt({ cost, endOrder, endedAtMs, startedAtMs }: JudgedCall, kind: Rate, order: number): number {
  if (kind === 'requests' || kind === 'requests-per-day') return 1;
  const isSettled = endOrder < order && endedAtMs < startedAtMs + windowMs[kind];
  return (isSettled ? (cost.settled ?? cost.reserved) : cost.reserved)[kind];
}

function inWindow(
  kind: Rate,
  calls: readonly JudgedCall[],
  { startedAtMs, arrivalOrder }: JudgedCall,
): number {
  return calls
    .filter((each) => each.startedAtMs + windowMs[kind] > startedAtMs)
    .reduce((sum, each) => sum + amountAt(each, kind, arrivalOrder), 0);
}

/** The most that any stretch of time took more than flowed in: what a bucket that was full misses in the end. */
function missingFromBucket(
  kind: Rate,
  calls: readonly JudgedCall[],
  { startedAtMs: now, arrivalOrder }: JudgedCall,
  limit: number,
): number {
  if (limit === Infinity) return 0;
  const takes = calls
    .flatMap((each) => {
      const { startedAtMs, arrivalOrder: order, endedAtMs, endOrder, cost } = each;
      const arrival = { at: startedAtMs, order, by: 1 };
      if (kind === 'requests' || kind === 'requests-per-day') return [arrival];
      const reserved = { ...arrival, by: cost.reserved[kind] };
      const correction = (cost.settled ?? cost.reserved)[kind] - cost.reserved[kind];
      return endOrder < arrivalOrder
        ? [reserved, { at: endedAtMs, order: endOrder, by: correction }]
        : [reserved];
    })
    .toSorted((one, other) => one.order - other.order);
  const stretches = takes.map(({ at }, from) => {
    const taken = takes.slice(from).reduce((sum, { by }) => sum + by, 0);
    return taken - ((now - at) * limit) / windowMs[kind];
  });
  return Math.max(0, ...stretches);
}
