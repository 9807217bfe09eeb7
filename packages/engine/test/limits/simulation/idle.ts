import type { Cost } from '../../../src/limits/cost.js';
import type { Limit } from '../../../src/limits/ledger.js';
import type { KeySnapshot, TargetSnapshot } from '../../../src/limits/snapshot.js';
import { configuredLimits } from './books.js';
import type { Books, Start } from './books.js';
import type { PlannedCall } from './mixes.js';
import type { Moment } from './play.js';
import { isRetiredFor } from './retirements.js';

/**
 * No call is left waiting at a moment when a key could start it, unless another waiting one would start later for it. Read
 * off mixes in which limits are what they were configured to be and the gate holds nothing up.
 */
export function idleProblems(books: Books): string[] {
  const { mix, happened, moments } = books.story;
  if (mix.gateMs > 0 || happened.some(({ type }) => type === 'learned')) return [];
  // Of several timers of one time the pool's may be the last.
  const settled = moments.filter(({ atMs }, index) => moments[index + 1]?.atMs !== atMs);
  return settled.flatMap((moment) => {
    const waiting = waitingAt(books, moment);
    return waiting.flatMap((call) => {
      const keyId = mix.keys
        .map(({ id }) => id)
        .find((id) => couldStart(books, moment, id, call) && !wouldDelay(books, moment, id, call, waiting));
      return keyId === undefined
        ? []
        : [`idle: ${keyId} could have started call ${call} at ${moment.atMs}, and did not`];
    });
  });
}

function waitingAt({ story: { mix, happened } }: Books, { happened: until }: Moment): number[] {
  const placeOf = new Map<number, string>();
  for (const { type, call } of happened.slice(0, until)) {
    if (type === 'asked' || type === 'left') placeOf.set(call, 'waits');
    if (type === 'started' || type === 'ended') placeOf.set(call, type);
  }
  return mix.calls.flatMap((_, call) => (placeOf.get(call) === 'waits' ? [call] : []));
}

function couldStart(books: Books, moment: Moment, keyId: string, call: number): boolean {
  const { mix } = books.story;
  const planned = books.planned(call);
  const lane = laneAt(moment, keyId, planned);
  if (lane === undefined) return false;
  const { key, target } = lane;
  const lastStart = books.starts.findLast((one) => one.keyId === keyId && one.index < moment.happened);
  const isOpen =
    target.condition.status === 'open' &&
    !isRetiredFor(books, keyId, planned, moment.happened) &&
    key.inFlight < (mix.concurrency ?? Infinity) &&
    target.inFlight < (target.concurrency ?? Infinity) &&
    moment.atMs >= (lastStart?.atMs ?? -Infinity) + mix.minTimeMs;
  return isOpen && fitsAtMs(books, moment, keyId, planned, [], merged) <= moment.atMs;
}

/** Whether a waiting call would start later in that budget if this one started there now. */
function wouldDelay(
  books: Books,
  moment: Moment,
  keyId: string,
  call: number,
  waiting: readonly number[],
): boolean {
  const planned = books.planned(call);
  const start: Start = { call, keyId, atMs: moment.atMs, index: -1, leftAt: Infinity, settled: [] };
  return waiting.some((other) => {
    const one = books.planned(other);
    if (other === call || one.target !== planned.target || !mayUse(books, keyId, one)) return false;
    const atMs = fitsAtMs(books, moment, keyId, one, []);
    return atMs > moment.atMs && fitsAtMs(books, moment, keyId, one, [start]) > atMs;
  });
}

/** Whether a call may go through some key of the group of this one. */
function mayUse(books: Books, keyId: string, { target }: PlannedCall): boolean {
  const group = books.groupOf(keyId);
  return books.story.mix.keys.some(
    ({ id, targets }) => books.groupOf(id) === group && targets?.includes(target) !== false,
  );
}

function fitsAtMs(
  books: Books,
  { atMs, happened }: Moment,
  keyId: string,
  { cost, target }: { readonly cost: Cost; readonly target: PlannedCall['target'] },
  more: readonly Start[],
  limitsOf: (limit: Limit) => Limit = (limit) => limit,
): number {
  const starts = [...books.startsIn(books.groupOf(keyId), target, happened), ...more];
  const limits = configuredLimits(books.story.mix, target).map(limitsOf);
  return books.fitsAtMs(cost, limits, starts, atMs, happened);
}

/** Bookings of nearly one time stand as one, at the time of the last: so much longer one may count. */
function merged(limit: Limit): Limit {
  return { ...limit, windowMs: limit.windowMs + Math.ceil(limit.windowMs / 86_400) };
}

function laneAt(
  { snapshot }: Moment,
  keyId: string,
  { target }: PlannedCall,
): { readonly key: KeySnapshot; readonly target: TargetSnapshot } | undefined {
  const key = snapshot.keys.find(({ id }) => id === keyId);
  const found = key?.targets.find((one) => one.target === target);
  return key !== undefined && found !== undefined ? { key, target: found } : undefined;
}
