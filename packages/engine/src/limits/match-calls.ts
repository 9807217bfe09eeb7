import type { Cost } from './cost.js';
import type { Reservation } from './ledger.js';
import { byLoad, opensAtMs } from './pool-key.js';
import type { PoolKey } from './pool-key.js';
import type { Ranked, WaitingLine } from './waiting-line.js';

/** A call that waits, as far as matching reads it. */
export interface MatchableCall extends Ranked {
  readonly cost: Cost;
  /** How many calls behind it started while it did not fit. */
  bypasses: number;
  /** When it first did not fit. */
  heldUpSinceMs: number | undefined;
  /** The keys that may not make it. */
  declinedBy: ReadonlySet<PoolKey> | undefined;
}

/** A call and the key that can start it now; the key and its ledger have booked it. */
export interface Match<Call> {
  readonly call: Call;
  readonly key: PoolKey;
  readonly reservation: Reservation;
}

/**
 * Gives keys to waiting calls, in the line's order, as long as a key can start one now: late binding. Matched calls
 * leave the line.
 *
 * A call that does not fit a budget yet is bypassed by smaller ones behind it, but not for ever: after `maxBypasses` of
 * them or `maxHeldUpMs`, the group that will have room for it soonest is kept for it and starts nothing else.
 *
 * @returns the matches, and the time at which waiting alone may make another one possible
 */
export function matchCalls<Call extends MatchableCall>(
  line: WaitingLine<Call>,
  keys: readonly PoolKey[],
  nowMs: number,
): { readonly matches: readonly Match<Call>[]; readonly lookAgainAtMs: number } {
  const matches: Match<Call>[] = [];
  const passedOver: { readonly call: Call; readonly soonestGroup: string | undefined }[] = [];
  let keptGroup: string | undefined;
  let lookAgainAtMs = Infinity;
  const freeNow = (): PoolKey[] =>
    keys.filter((key) => opensAtMs(key) <= nowMs && key.group !== keptGroup).toSorted(byLoad);
  // Made anew when a call took a key or a group is kept, not for each call that is looked past.
  let free = freeNow();
  while (passedOver.length < lookahead && free.length > 0) {
    const call = line.take();
    if (call === undefined) break;
    const placing = place(call, free, nowMs);
    if (placing.status === 'placed') {
      placing.key.inFlight++;
      placing.key.lastStartMs = nowMs;
      for (const { call: earlier, soonestGroup } of passedOver) {
        if (++earlier.bypasses >= maxBypasses) keptGroup ??= soonestGroup;
      }
      matches.push({ call, key: placing.key, reservation: placing.reservation });
      free = freeNow();
      continue;
    }
    call.heldUpSinceMs ??= nowMs;
    lookAgainAtMs = Math.min(lookAgainAtMs, placing.retryAtMs);
    const patienceEnded = call.bypasses >= maxBypasses || nowMs - call.heldUpSinceMs >= maxHeldUpMs;
    if (patienceEnded && keptGroup === undefined && placing.soonestGroup !== undefined) {
      keptGroup = placing.soonestGroup;
      free = freeNow();
    }
    passedOver.push({ call, soonestGroup: placing.soonestGroup });
  }
  for (const { call } of passedOver) line.add(call);
  if (line.size > 0) {
    const openings = keys.map(opensAtMs).filter((atMs) => atMs > nowMs);
    lookAgainAtMs = Math.min(lookAgainAtMs, ...openings);
  }
  return { matches, lookAgainAtMs };
}

/** How many calls that do not fit are looked past: a bound on the work of one look. */
const lookahead = 100;
const maxBypasses = 16;
const maxHeldUpMs = 5_000;

type Placing =
  | { readonly status: 'placed'; readonly key: PoolKey; readonly reservation: Reservation }
  | { readonly status: 'refused'; readonly retryAtMs: number; readonly soonestGroup: string | undefined };

function place(call: MatchableCall, free: readonly PoolKey[], nowMs: number): Placing {
  const asked = new Set<string>();
  let retryAtMs = Infinity;
  let soonestGroup: string | undefined;
  for (const key of free) {
    // Keys of one group share the ledger, which has said no already.
    if (asked.has(key.group) || call.declinedBy?.has(key) === true) continue;
    asked.add(key.group);
    const admission = key.ledger.reserve(call.cost, nowMs);
    if (admission.status === 'admitted') {
      return { status: 'placed', key, reservation: admission.reservation };
    }
    if (admission.retryAtMs < retryAtMs) {
      retryAtMs = admission.retryAtMs;
      soonestGroup = key.group;
    }
  }
  return { status: 'refused', retryAtMs, soonestGroup };
}
