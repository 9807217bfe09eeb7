import type { LimitPeriod } from '../limits/limit-schedule.js';
import { limitKinds, type LimitKind } from '../limits/limits.js';
import type { SandboxState } from '../sandbox-state.js';
import type { Usage } from '../usage.js';
import { audit, type Audit } from './audit.js';
import type { ServedRequest } from './request-log.js';
import type { Verdict } from './verdict.js';

/** What `GET /sandbox/report` and `sandbox.report()` give. It names no secret. */
export interface SandboxReport {
  /** When the sandbox was started, in milliseconds of its clock. */
  readonly startedAtMs: number;
  /** In the order in which they ended. Empty where only counts are kept. */
  readonly requests: readonly ServedRequest[];
  /** How many have come in and not ended. */
  readonly inFlight: number;
  /** How many ended so, by `status`. */
  readonly countsByStatus: Readonly<Record<string, number>>;
  /** How many ended so, by `verdict`. */
  readonly countsByVerdict: Readonly<Partial<Record<Verdict, number>>>;
  /** The same for each key, by its id. */
  readonly countsByKey: Readonly<Record<string, Readonly<Partial<Record<Verdict, number>>>>>;
  /** How many calls were refused since they would have exceeded a limit, by limit and together. */
  readonly violations: Readonly<Record<LimitKind | 'total', number>>;
  /** What they used, added up. */
  readonly usage: Usage;
  /** The limits that were in force, and from when on; the last ones are in force. */
  readonly limits: readonly LimitPeriod[];
  /** A recount from the log. Null where only counts are kept: there is nothing to count from. */
  readonly audit: Audit | null;
}

/** Reports what the sandbox has seen until now. */
export function reportOf(state: SandboxState): SandboxReport {
  const { log, schedule, rules, options, startedAtMs } = state;
  state.limiter.catchUp(state.clock.now());
  const keepsAll = options.log !== 'counts';
  return {
    startedAtMs,
    requests: [...log.requests],
    inFlight: log.inFlight,
    countsByStatus: { ...log.countsByStatus },
    countsByVerdict: { ...log.countsByVerdict },
    countsByKey: Object.fromEntries(
      Object.entries(log.countsByKey).map(([id, counts]) => [id, { ...counts }]),
    ),
    violations: violationsIn(log.countsByVerdict),
    usage: log.usage,
    limits: schedule.periods.map(({ fromMs, order, limits }) => ({ fromMs, order, limits })),
    audit: keepsAll ? audit([...log.requests, ...log.open], schedule.periods, rules) : null,
  };
}

function violationsIn(counts: SandboxReport['countsByVerdict']): SandboxReport['violations'] {
  const violations = {
    requests: 0,
    tokens: 0,
    images: 0,
    'requests-per-day': 0,
    concurrency: 0,
    total: 0,
  };
  for (const kind of limitKinds) {
    violations[kind] = counts[`refused:${kind}`] ?? 0;
    violations.total += violations[kind];
  }
  return violations;
}
