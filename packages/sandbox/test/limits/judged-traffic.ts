import fc from 'fast-check';
import { ApiError } from '../../src/api-error.js';
import { Limiter, type Admission } from '../../src/limits/limiter.js';
import { LimitSchedule, type ReadPeriod } from '../../src/limits/limit-schedule.js';
import type { LimitKind, Limits, LimitsOption } from '../../src/limits/limits.js';
import type { LimitMode } from '../../src/limits/group-use.js';
import { Order } from '../../src/order.js';
import type { AuditRules } from '../../src/report/audit.js';
import type { ServedRequest } from '../../src/report/request-log.js';

/** What happens next: a call comes, after some calls that are in flight have ended. */
export interface Step {
  readonly waitMs: number;
  readonly key: 'k1' | 'k2' | 'alone';
  readonly model: 'm' | 'n';
  readonly tokens: number;
  readonly images: number;
  /** How many of the oldest calls in flight end just before, each with so many tokens. */
  readonly ends: readonly number[];
}

/** Times around the edges of a minute and a day. */
const waits = [0, 0, 1, 999, 10_000, 30_000, 59_999, 60_000, 60_001, 86_340_000];

export const step: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.constantFrom(...waits),
  key: fc.constantFrom('k1', 'k2', 'alone'),
  model: fc.constantFrom('m', 'n'),
  tokens: fc.integer({ min: 0, max: 60 }),
  images: fc.integer({ min: 0, max: 2 }),
  ends: fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 3 }),
});

const limits: fc.Arbitrary<Limits> = fc.record(
  {
    rpm: fc.integer({ min: 1, max: 5 }),
    tpm: fc.integer({ min: 10, max: 120 }),
    ipm: fc.integer({ min: 1, max: 4 }),
    rpd: fc.integer({ min: 1, max: 12 }),
    concurrency: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: [] },
);

const limitsOption: fc.Arbitrary<LimitsOption> = fc.oneof(
  limits,
  fc.record({ m: limits, '*': limits }),
  fc.record({ m: limits }),
);

/** What a call asked, and what came of it. */
export interface JudgedCall extends ServedRequest {
  readonly keyId: Step['key'];
  readonly group: string;
  readonly model: Step['model'];
  readonly cost: NonNullable<ServedRequest['cost']>;
  readonly refusedBy: LimitKind | undefined;
  /** The wait that the refusal names. */
  readonly waitMs: number | undefined;
}

export interface JudgedTraffic {
  readonly calls: readonly JudgedCall[];
  readonly periods: readonly ReadPeriod[];
  readonly rules: AuditRules;
}

export interface Traffic {
  readonly steps: readonly Step[];
  readonly limits: LimitsOption;
  readonly changes: readonly { readonly afterMs: number; readonly limits: LimitsOption }[];
  readonly mode: LimitMode;
  readonly countRefused: boolean;
  readonly keepsReserved: boolean;
}

export const traffic = (mode: LimitMode): fc.Arbitrary<Traffic> =>
  fc.record({
    steps: fc.array(step, { maxLength: 40 }),
    limits: limitsOption,
    changes: fc.array(
      fc.record({ afterMs: fc.constantFrom(0, 1, 30_000, 60_000, 200_000), limits: limitsOption }),
      {
        maxLength: 2,
      },
    ),
    mode: fc.constant(mode),
    countRefused: fc.boolean(),
    keepsReserved: fc.boolean(),
  });

/** Sends the calls through a limiter and notes what came of them, as the log does. */
export function judge({
  steps,
  limits: option,
  changes,
  mode,
  countRefused,
  keepsReserved,
}: Traffic): JudgedTraffic {
  const rules = { mode, countRefused, minuteMs: 60_000 };
  const order = new Order();
  const schedule = new LimitSchedule(START, option, changes, order);
  const limiter = new Limiter(schedule, { ...rules, keepsReserved, headers: true });
  const calls: JudgedCall[] = [];
  const inFlight: { readonly index: number; readonly admission: Admission }[] = [];
  let now = START;
  for (const { waitMs, key, model, tokens, images, ends } of steps) {
    now += waitMs;
    limiter.catchUp(now);
    for (const used of ends) {
      const ended = inFlight.shift();
      const call = ended && calls[ended.index];
      if (!call) break;
      ended.admission.settle(now, used);
      const settled = {
        ...call.cost.reserved,
        tokens: keepsReserved ? Math.max(call.cost.reserved.tokens, used) : used,
      };
      calls[ended.index] = {
        ...call,
        endedAtMs: now,
        endOrder: order.next(),
        cost: { ...call.cost, settled },
      };
    }
    const group = key === 'alone' ? 'alone' : 'shared';
    const reserved = { requests: 1, tokens, images };
    const arrived = {
      id: `req_${calls.length}`,
      endpoint: 'responses' as const,
      status: 200,
      keyId: key,
      group,
      model,
      startedAtMs: now,
      arrivalOrder: order.next(),
    };
    const verdict = admit(() => limiter.admit(now, { key: { id: key, group }, model, tokens, images }));
    if (verdict instanceof ApiError) {
      const waits = verdict.headers['retry-after-ms'];
      calls.push({
        ...arrived,
        verdict: verdict.verdict,
        endedAtMs: now,
        endOrder: order.next(),
        cost: { reserved },
        refusedBy: kindOf(verdict),
        waitMs: waits === undefined ? undefined : Number(waits),
      });
    } else {
      inFlight.push({ index: calls.length, admission: verdict });
      calls.push({
        ...arrived,
        verdict: 'served',
        endedAtMs: Infinity,
        endOrder: Infinity,
        cost: { reserved, settled: reserved },
        refusedBy: undefined,
        waitMs: undefined,
      });
    }
  }
  return { calls, periods: schedule.periods, rules };
}

const START = Date.UTC(2026, 0, 1);

function admit(call: () => Admission): Admission | ApiError {
  try {
    return call();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function kindOf({ verdict }: ApiError): LimitKind {
  const kinds = ['requests', 'tokens', 'images', 'requests-per-day', 'concurrency'] as const;
  const kind = kinds.find((each) => verdict === `refused:${each}`);
  if (!kind) throw new Error(`not a limit: ${verdict}`);
  return kind;
}
