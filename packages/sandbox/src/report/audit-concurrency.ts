import type { ReadPeriod } from '../limits/limit-schedule.js';
import { inForce } from './audit-rates.js';
import type { AuditedCall } from './audited-call.js';
import { PeakOf, type Peak } from './peak.js';

/** The most calls that each key had in flight: to one model under limits by model, else to all. */
export function placesInFlight(calls: readonly AuditedCall[], periods: readonly ReadPeriod[]): Peak[] {
  const events = calls
    .filter(({ letIn }) => letIn)
    .flatMap((call) => [
      { order: call.order, call, by: 1 },
      { order: call.endOrder, call, by: -1 },
    ])
    .filter(({ order }) => order < Infinity)
    .toSorted((one, other) => one.order - other.order);
  const limitsAt = inForce(periods.map(({ order, read }) => ({ order, limit: read })));
  const inFlight = new Map<string, number>();
  const peaks = new Map<string, PeakOf>();
  for (const { order, call, by } of events) {
    const { keyId, model, group, atMs } = call;
    const [ofKey, ofModel] = [JSON.stringify([keyId]), JSON.stringify([keyId, model])];
    for (const name of [ofKey, ofModel]) inFlight.set(name, (inFlight.get(name) ?? 0) + by);
    const limits = limitsAt(order);
    if (by < 0 || !limits) continue;
    const name = limits.byModel ? ofModel : ofKey;
    const peak =
      peaks.get(name) ?? new PeakOf({ kind: 'concurrency', group, keyId, ...(limits.byModel && { model }) });
    peaks.set(name, peak);
    peak.see({ atMs, used: inFlight.get(name) ?? 0, limit: limits.of(model).concurrency });
  }
  return [...peaks.values()].flatMap(({ found }) => found);
}
