import { errors } from '../errors.js';
import type { Limit } from './ledger.js';

/**
 * What a provider allows for one target, a model say. The rates are those of each limit group, the concurrency is that
 * of each key. What is left out is unlimited, until an answer tells of a limit.
 */
export interface TargetLimits {
  /** Requests a minute. */
  readonly rpm?: number | undefined;
  /** Tokens a minute, input and output together. */
  readonly tpm?: number | undefined;
  /** Images a minute. */
  readonly ipm?: number | undefined;
  /** Requests a day. */
  readonly rpd?: number | undefined;
  /** Calls of one key in flight. */
  readonly concurrency?: number | undefined;
}

/** Limits by the name of the target. Those under `*` hold for each target that is not named, each by itself. */
export type LimitsByTarget = Readonly<Record<string, TargetLimits>>;

/** The limits that hold for a target. */
export function limitsFor(limits: LimitsByTarget, target: string): TargetLimits {
  return (Object.hasOwn(limits, target) ? limits[target] : limits['*']) ?? {};
}

/** The rates as rolling windows. A day has 1,440 minutes, in scaled time too. */
export function windowsOf({ rpm, tpm, ipm, rpd }: TargetLimits, minuteMs: number): Limit[] {
  const dayMs = minuteMs * minutesOfDay;
  return [
    { dimension: 'requests' as const, amount: rpm, windowMs: minuteMs },
    { dimension: 'tokens' as const, amount: tpm, windowMs: minuteMs },
    { dimension: 'images' as const, amount: ipm, windowMs: minuteMs },
    { dimension: 'requests' as const, amount: rpd, windowMs: dayMs },
  ].flatMap(({ amount, ...rest }) => (amount === undefined ? [] : [{ ...rest, amount }]));
}

/** @throws PhasegraphError `invalid-option` */
export function checkLimits(pool: string, limits: LimitsByTarget): void {
  for (const [target, ofTarget] of Object.entries(limits)) {
    if (typeof ofTarget !== 'object' || ofTarget === null) {
      throw errors.invalidOption(
        `The pool "${pool}" has limits.${target}: ${String(ofTarget)}`,
        `limits go by the name of what is called: { '*': { ${target}: ... } }`,
      );
    }
    for (const [name, value] of Object.entries(ofTarget)) {
      const where = `The pool "${pool}" has limits["${target}"].${name}: ${String(value)}`;
      if (!limitNames.has(name)) {
        throw errors.invalidOption(where, `a limit is one of ${[...limitNames].join(', ')}`);
      }
      if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
        throw errors.invalidOption(where, 'use a whole number from 1 on');
      }
    }
  }
}

const minutesOfDay = 1440;
const limitNames: ReadonlySet<string> = new Set(['rpm', 'tpm', 'ipm', 'rpd', 'concurrency']);
