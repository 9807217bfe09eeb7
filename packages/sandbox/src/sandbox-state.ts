import { systemClock, type Clock } from './clock.js';
import { keyring, type Key } from './keys.js';
import { rollingLimiter, type Limiter } from './limits.js';
import type { SandboxOptions } from './options.js';
import { RequestLog } from './request-log.js';

/** What the requests to one sandbox share. */
export interface SandboxState {
  readonly options: SandboxOptions;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly log: RequestLog;
  findKey(authorization: string | undefined): Key;
  /** How often this has been asked with this name, this time included. */
  count(name: string): number;
  /** An id that no other answer of this sandbox has: `resp_000...01`. */
  newId(prefix: string): string;
  /** Seconds since the Unix epoch, as answers carry them. */
  nowSeconds(): number;
}

export function sandboxState(options: SandboxOptions): SandboxState {
  const clock = options.clock ?? systemClock;
  const counts = new Map<string, number>();
  let ids = 0;
  return {
    options,
    clock,
    limiter: rollingLimiter(options.limits ?? {}, clock),
    log: new RequestLog(),
    findKey: keyring(options.keys),
    count(name) {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count;
    },
    newId: (prefix) => `${prefix}_${(++ids).toString(16).padStart(32, '0')}`,
    nowSeconds: () => Math.floor(clock.now() / 1000),
  };
}
