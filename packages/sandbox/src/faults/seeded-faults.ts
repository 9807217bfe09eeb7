import type { Call } from '../call.js';
import { sandboxErrors } from '../errors.js';
import { answerFaultKinds, suits, type AnswerFault, type Fault, type FaultChooser } from './fault.js';

/** A fault as rates name it: a kind, or a status (`status-503`), with a wait told or not (`status-503-retry-after`). */
export type FaultName = AnswerFault['kind'] | `status-${number}` | `status-${number}-retry-after`;

/** What {@link seededFaults} is made with. */
export interface SeededFaultsOptions {
  /** A whole number. The same one gives the same faults to calls of the same number. */
  readonly seed: number;
  /** The share of calls that each fault befalls, from 0 to 1; together 1 at most. */
  readonly rates: Readonly<Partial<Record<FaultName, number>>>;
  /** How long the first byte of `slow-first-byte` takes, in milliseconds. */
  readonly slowFirstByteMs?: number;
  /** How long each piece of `slow-drip` takes, in milliseconds. */
  readonly slowDripMs?: number;
  /** The wait that `status-...-retry-after` tells, in milliseconds. Default 1,000. */
  readonly retryAfterMs?: number;
}

/**
 * Chooses faults by the seed and the number of the call alone, so that a run repeats. A fault that cannot befall a call
 * (events that come twice, where nothing is streamed) lets it succeed.
 *
 * @throws SandboxError `invalid-option`
 */
export function seededFaults(options: SeededFaultsOptions): FaultChooser {
  const { seed } = options;
  if (!Number.isSafeInteger(seed)) throw sandboxErrors.notASeed(seed);
  const shares = sharesOf(options);
  return (call: Call) => {
    const drawn = unitInterval(seed, call.number);
    const fault = shares.find(({ upTo }) => drawn < upTo)?.fault;
    return fault && suits(fault, call) ? fault : undefined;
  };
}

/** Each fault with the end of its share of the unit interval. */
function sharesOf(options: SeededFaultsOptions): { fault: Fault; upTo: number }[] {
  let sum = 0;
  const shares = Object.entries(options.rates).map(([name, rate = 0]) => {
    const fault = faultNamed(name, options);
    if (!(rate >= 0 && rate <= 1)) throw sandboxErrors.notARate(name, rate);
    sum += rate;
    return { fault, upTo: sum };
  });
  // A sum of tenths may come out above 1 by rounding.
  if (sum > 1 + Number.EPSILON * 100) throw sandboxErrors.ratesAboveOne(sum);
  return shares;
}

function faultNamed(name: string, options: SeededFaultsOptions): Fault {
  const [, status, tells] = /^status-([45]\d\d)(-retry-after)?$/.exec(name) ?? [];
  if (status !== undefined) {
    const retryAfterMs = options.retryAfterMs ?? 1_000;
    return { status: Number(status), ...(tells !== undefined && { retryAfterMs }) };
  }
  const kind = answerFaultKinds.find((each) => each === name);
  if (kind === undefined) throw sandboxErrors.unknownFault(name, answerFaultKinds);
  const delayMs = { 'slow-first-byte': options.slowFirstByteMs, 'slow-drip': options.slowDripMs };
  if (kind !== 'slow-first-byte' && kind !== 'slow-drip') return { kind };
  const wanted = delayMs[kind];
  return { kind, ...(wanted !== undefined && { delayMs: wanted }) };
}

/** A number from 0 to below 1: the two mixed by the finalizer of MurmurHash3 (Appleby), which spreads every bit. */
function unitInterval(seed: number, number: number): number {
  const high = Math.floor(seed / 2 ** 32);
  return mix(mix(mix(seed | 0) ^ high) ^ number) / 2 ** 32;
}

function mix(value: number): number {
  let bits = (value + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
