import { Billing } from './billing.js';
import { systemClock, type Clock } from './clock.js';
import { sandboxErrors } from './errors.js';
import { Keyring } from './keys.js';
import { LimitSchedule } from './limits/limit-schedule.js';
import { Limiter } from './limits/limiter.js';
import type { SandboxOptions } from './options.js';
import { Order } from './order.js';
import type { AuditRules } from './report/audit.js';
import { RequestLog } from './report/request-log.js';

/** What the requests to one sandbox share. */
export interface SandboxState {
  readonly options: SandboxOptions;
  readonly clock: Clock;
  readonly startedAtMs: number;
  readonly order: Order;
  readonly schedule: LimitSchedule;
  readonly rules: AuditRules;
  readonly limiter: Limiter;
  readonly keys: Keyring;
  readonly billing: Billing;
  readonly log: RequestLog;
  /** How often this has been asked with this name, this time included. */
  count(name: string): number;
  /** An id that no other answer of this sandbox has: `resp_000...01`. */
  newId(prefix: string): string;
  /** Seconds since the Unix epoch, as answers carry them. */
  nowSeconds(): number;
}

/** @throws SandboxError `invalid-option` */
export function sandboxState(options: SandboxOptions): SandboxState {
  const clock = options.clock ?? systemClock;
  const { mode = 'rolling', minuteMs = 60_000, countRefused = true, headers = true } = options;
  const { keepsReserved = false } = options;
  if (!(minuteMs > 0 && minuteMs < Infinity)) throw sandboxErrors.notADuration('minuteMs', minuteMs);
  const startedAtMs = clock.now();
  const order = new Order();
  const schedule = new LimitSchedule(startedAtMs, options.limits ?? {}, options.limitChanges ?? [], order);
  const keys = new Keyring(options.keys);
  for (const group of Object.keys(options.groups ?? {})) if (options.keys) keys.checkGroup(group);
  const counts = new Map<string, number>();
  let ids = 0;
  return {
    options,
    clock,
    startedAtMs,
    order,
    schedule,
    rules: { mode, minuteMs, countRefused },
    limiter: new Limiter(schedule, { mode, minuteMs, countRefused, keepsReserved, headers }),
    keys,
    billing: new Billing(options.groups ?? {}),
    log: new RequestLog(options.log ?? 'all'),
    count(name) {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count;
    },
    newId: (prefix) => `${prefix}_${(++ids).toString(16).padStart(32, '0')}`,
    nowSeconds: () => Math.floor(clock.now() / 1000),
  };
}
