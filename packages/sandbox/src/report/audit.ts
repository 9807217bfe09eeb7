import type { LimitMode } from '../limits/group-use.js';
import type { ReadPeriod } from '../limits/limit-schedule.js';
import { minutesADay, type LimitKind, type RateKind } from '../limits/limits.js';
import { bucketUses, rollingUses, type Amount, type Use } from './audit-rates.js';
import { callsOf, type AuditedCall } from './audited-call.js';
import { placesInFlight } from './audit-concurrency.js';
import { PeakOf, type Peak } from './peak.js';
import type { OpenRequest, ServedRequest } from './request-log.js';

/** What a recount of every window at every offset found, from the log alone. */
export interface Audit {
  /** Calls that were let in although a limit in force was exceeded by it. Above 0, the sandbox has judged wrongly. */
  readonly breaches: number;
  /** For each limit of each group and model, and the places of each key, the moment at which it was nearest to full. */
  readonly peaks: readonly Peak[];
}

/** How the limits were meant to count. */
export interface AuditRules {
  readonly mode: LimitMode;
  readonly minuteMs: number;
  readonly countRefused: boolean;
}

/**
 * Counts anew what every window held whenever a call was let in. It reads the log and the limits in force, and none of
 * the accounts by which calls were let in.
 */
export function audit(
  requests: readonly (ServedRequest | OpenRequest)[],
  periods: readonly ReadPeriod[],
  rules: AuditRules,
): Audit {
  const calls = callsOf(requests);
  const peaks: Peak[] = [];
  for (const ofOne of byGroupAndModel(calls)) {
    for (const kind of rateKinds) peaks.push(...peakOfRate(kind, ofOne, periods, rules));
  }
  peaks.push(...placesInFlight(calls, periods));
  return { breaches: peaks.reduce((sum, { breaches }) => sum + breaches, 0), peaks };
}

const rateKinds = [
  'requests',
  'tokens',
  'images',
  'requests-per-day',
] as const satisfies readonly LimitKind[];

function peakOfRate(
  kind: RateKind,
  calls: readonly AuditedCall[],
  periods: readonly ReadPeriod[],
  rules: AuditRules,
): Peak[] {
  const [{ group, model } = { group: '', model: '' }] = calls;
  const limits = periods.map(({ fromMs, order, read }) => ({
    fromMs,
    order,
    limit: limitOf(kind, read.of(model)),
  }));
  const counted = kind === 'requests-per-day' ? sinceLimited(calls, limits) : calls;
  const amounts = counted.flatMap((call) => amountOf(kind, call, rules.countRefused));
  const windowMs = rules.minuteMs * (kind === 'requests-per-day' ? minutesADay : 1);
  const uses: readonly Use[] =
    rules.mode === 'bucket' ? bucketUses(amounts, limits, windowMs) : rollingUses(amounts, limits, windowMs);
  const peak = new PeakOf({ kind, group, model });
  for (const use of uses) peak.see(use);
  return peak.found;
}

/** A day is counted from when it is first limited. */
function sinceLimited(
  calls: readonly AuditedCall[],
  limits: readonly { readonly order: number; readonly limit: number | undefined }[],
): AuditedCall[] {
  const from = limits.find(({ limit }) => limit !== undefined)?.order ?? Infinity;
  return calls.filter(({ order }) => order > from);
}

function limitOf(kind: RateKind, limits: ReturnType<ReadPeriod['read']['of']>): number | undefined {
  switch (kind) {
    case 'requests':
      return limits.rpm;
    case 'tokens':
      return limits.tpm;
    case 'images':
      return limits.ipm;
    case 'requests-per-day':
      return limits.rpd;
  }
}

function amountOf(kind: RateKind, call: AuditedCall, countRefused: boolean): Amount[] {
  const cost = kind === 'requests-per-day' ? 'requests' : kind;
  if (!call.letIn && !(countRefused && kind === 'requests')) return [];
  const reserved = call.reserved[cost];
  if (reserved === 0 && kind !== 'tokens') return [];
  return [{ ...call, reserved, settled: call.settled[cost] }];
}

function byGroupAndModel(calls: readonly AuditedCall[]): Iterable<AuditedCall[]> {
  const all = new Map<string, AuditedCall[]>();
  for (const call of calls) {
    const both = JSON.stringify([call.group, call.model]);
    const those = all.get(both);
    if (those) those.push(call);
    else all.set(both, [call]);
  }
  return all.values();
}
