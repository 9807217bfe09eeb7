import type { Limit } from '../../../src/limits/ledger.js';
import { limitsFor } from '../../../src/limits/target-limits.js';
import { Books, configuredLimits } from './books.js';
import type { Start } from './books.js';
import { idleProblems } from './idle.js';
import type { Happened, Story } from './play.js';
import { retirementProblems } from './retirements.js';

/** Everything that a story shows to be wrong, each with the word for its kind first. */
export function problemsOf(story: Story): string[] {
  const books = new Books(story);
  return [
    ...(story.isEndless ? ['endless: time went on and on'] : []),
    ...windowProblems(books),
    ...concurrencyProblems(books),
    ...spacingProblems(books),
    ...pauseProblems(books),
    ...callProblems(books),
    ...leftOverProblems(story),
    ...timerProblems(story),
    ...probeProblems(books),
    ...retirementProblems(books),
    ...inversionProblems(books),
    ...idleProblems(books),
  ];
}

/**
 * A window's sum rises only where something starts, so those that end at a start are all that need a look. What counts is
 * what was known then: what was reserved for calls that were not settled, what was used of those that were.
 */
function windowProblems(books: Books): string[] {
  return books.starts.flatMap((start) => {
    const { target, cost } = books.planned(start.call);
    const group = books.groupOf(start.keyId);
    const starts = books.startsIn(group, target, start.index + 1);
    return configuredLimits(books.story.mix, target).flatMap((configured) => {
      if (cost[configured.dimension] === 0) return [];
      const limit = { ...configured, amount: amountInForce(books, configured, group, start) };
      const held = books.sumWithin(limit, starts, start.atMs, start.index);
      return held > limit.amount
        ? [
            `window: ${group} had ${held} ${limit.dimension} for ${target} in the ${limit.windowMs} ms until ${start.atMs}, of ${limit.amount}`,
          ]
        : [];
    });
  });
}

/** The highest that was in force at the time of a start: at one moment, what was learned may come before it or after. */
function amountInForce(books: Books, limit: Limit, group: string, start: Start): number {
  let amounts = [limit.amount];
  for (const one of books.story.happened) {
    if (one.atMs > start.atMs) break;
    if (one.type !== 'learned' || limit.windowMs > 60_000) continue;
    const isOfTarget = books.planned(one.call).target === books.planned(start.call).target;
    if (!isOfTarget || books.groupOf(one.keyId) !== group) continue;
    for (const fact of one.facts) {
      if (fact.dimension !== limit.dimension || fact.limit === undefined) continue;
      amounts = one.atMs === start.atMs ? [...amounts, fact.limit] : [fact.limit];
    }
  }
  return Math.max(...amounts);
}

function concurrencyProblems(books: Books): string[] {
  const { mix } = books.story;
  return books.starts.flatMap((start) => {
    const { target } = books.planned(start.call);
    const atOnce = books.starts.filter(
      ({ keyId, index, leftAt }) => keyId === start.keyId && index <= start.index && leftAt > start.index,
    );
    const ofTarget = atOnce.filter(({ call }) => books.planned(call).target === target);
    const { concurrency = Infinity } = limitsFor(mix.limits, target);
    return [
      ...(atOnce.length > (mix.concurrency ?? Infinity)
        ? [`concurrency: ${atOnce.length} calls of ${start.keyId} at ${start.atMs}`]
        : []),
      ...(ofTarget.length > concurrency
        ? [`concurrency: ${ofTarget.length} calls of ${start.keyId} for ${target} at ${start.atMs}`]
        : []),
    ];
  });
}

function spacingProblems({ starts, story: { mix } }: Books): string[] {
  return starts.flatMap((start, at) => {
    const before = starts.slice(0, at).findLast(({ keyId }) => keyId === start.keyId);
    return before !== undefined && start.atMs - before.atMs < mix.minTimeMs
      ? [`spacing: ${start.keyId} started calls at ${before.atMs} and ${start.atMs}`]
      : [];
  });
}

/** A key, or its group, rests from a target for as long as it was told to, whatever is in the gate by then. */
function pauseProblems(books: Books): string[] {
  const { happened } = books.story;
  return happened.flatMap((one) => {
    if (one.type !== 'throttled') return [];
    const { target } = books.planned(one.call);
    return books.starts.flatMap(({ call, keyId, atMs }) => {
      const isResting =
        books.planned(call).target === target &&
        (one.scope === 'key' ? keyId === one.keyId : books.groupOf(keyId) === books.groupOf(one.keyId));
      return isResting && atMs > one.atMs && atMs < one.atMs + one.forMs
        ? [`pause: ${keyId} was used at ${atMs}, though it was to rest until ${one.atMs + one.forMs}`]
        : [];
    });
  });
}

/** Nothing is lost, nothing runs twice at once, and nothing runs again that need not. */
function callProblems({ story: { mix, happened }, starts }: Books): string[] {
  return mix.calls.flatMap(({ fates }, call) => {
    const own = starts.filter((start) => start.call === call);
    const ends = happened.flatMap((one, index) =>
      one.type === 'ended' && one.call === call ? [{ index, how: one.how }] : [],
    );
    const [end] = ends;
    const problems: string[] = [];
    if (ends.length !== 1) problems.push(`lost: call ${call} ended ${ends.length} times`);
    own.forEach((start, nth) => {
      const next = own[nth + 1];
      if (next !== undefined && start.leftAt > next.index)
        problems.push(`twice: call ${call} was started at ${next.atMs} while it ran`);
      const fate = fates[nth]?.kind ?? 'answered';
      if (next !== undefined && (fate === 'answered' || fate === 'told' || fate === 'failed'))
        problems.push(`twice: call ${call} was started again at ${next.atMs} though it had ${fate}`);
      if (end !== undefined && (start.index > end.index || start.leftAt > end.index))
        problems.push(`lost: call ${call} ran on after its end`);
    });
    const last = fates[own.length - 1]?.kind ?? 'answered';
    if (end?.how === 'answered' && (own.length === 0 || (last !== 'answered' && last !== 'told')))
      problems.push(`lost: call ${call} was ${last}, and its caller heard of an answer`);
    return problems;
  });
}

function leftOverProblems({ moments }: Story): string[] {
  const last = moments.at(-1)?.snapshot;
  if (last === undefined) return [];
  const inFlight = last.keys.reduce((sum, key) => sum + key.inFlight, 0);
  const reserved = last.keys
    .flatMap(({ targets }) => targets.flatMap(({ limits }) => limits))
    .reduce((sum, limit) => sum + limit.reserved, 0);
  return Object.entries({ waiting: last.waiting, inFlight, reserved }).flatMap(([what, count]) =>
    count === 0 ? [] : [`left over: ${what} ${count}`],
  );
}

function timerProblems({ moments }: Story): string[] {
  return moments.flatMap(({ atMs, timers, snapshot: { waiting } }) =>
    timers > (waiting > 0 ? 1 : 0) ? [`timer: ${timers} at ${atMs}, while ${waiting} wait`] : [],
  );
}

/** While a key is taken for failing, one call at a time finds out whether it still does. */
function probeProblems({ story: { mix, happened }, starts }: Books): string[] {
  return happened.flatMap((one, index) => {
    if (one.type !== 'told' || one.change.status !== 'tripped') return [];
    const { keyIds, target } = one.change;
    const isOver = (later: Happened): boolean =>
      later.type === 'told' &&
      later.change.status !== 'tripped' &&
      later.change.keyIds.includes(keyIds[0] ?? '') &&
      (later.change.target === undefined || later.change.target === target);
    const until = happened.findIndex((later, at) => at > index && isOver(later));
    const probes = starts.filter(
      ({ call, keyId, index: at }) =>
        keyId === keyIds[0] &&
        mix.calls[call]?.target === target &&
        at > index &&
        (until === -1 || at < until),
    );
    return probes.flatMap((probe, nth) => {
      const next = probes[nth + 1];
      return next !== undefined && probe.leftAt > next.index
        ? [`probe: ${keyIds[0]} was tried by two calls at ${next.atMs}`]
        : [];
    });
  });
}

/**
 * A call that goes before one of a higher rank of its own run, though that one asks for no more of the same target. Only in
 * a gate that holds nothing up: a call that is in there has been given its key already.
 */
function inversionProblems(books: Books): string[] {
  const { mix, happened } = books.story;
  if (mix.gateMs > 0) return [];
  return books.starts.flatMap((start) => {
    const { call, atMs, index } = start;
    const planned = books.planned(call);
    if (atMs - planned.atMs >= mix.patienceMs) return [];
    return mix.calls.flatMap((other, otherCall) => {
      const isAlike = otherCall !== call && other.run === planned.run && other.target === planned.target;
      const isSmaller = other.cost.tokens <= planned.cost.tokens && other.cost.images <= planned.cost.images;
      if (!isAlike || !isSmaller || !goesBefore(happened, mix.calls, otherCall, call)) return [];
      return waitedThrough(happened, otherCall, index, atMs)
        ? [`inversion: call ${call} was started at ${atMs}, before call ${otherCall} of rank ${other.rank}`]
        : [];
    });
  });
}

function goesBefore(
  happened: readonly Happened[],
  calls: Story['mix']['calls'],
  a: number,
  b: number,
): boolean {
  const [rankA, rankB] = [calls[a]?.rank ?? 0, calls[b]?.rank ?? 0];
  const askedAt = (call: number): number =>
    happened.findIndex((one) => one.type === 'asked' && one.call === call);
  return rankA === rankB ? askedAt(a) < askedAt(b) : rankA > rankB;
}

/** Whether a call was in the line before that time, and still was when it had passed. */
function waitedThrough(happened: readonly Happened[], call: number, index: number, atMs: number): boolean {
  const own = happened.filter((one) => one.call === call);
  const before = happened.slice(0, index).findLast((one) => one.call === call && changesPlace(one));
  const atThatTime = own.some((one) => one.atMs === atMs && changesPlace(one));
  return before !== undefined && before.type !== 'started' && before.type !== 'ended' && !atThatTime;
}

function changesPlace({ type }: Happened): boolean {
  return type === 'asked' || type === 'started' || type === 'left' || type === 'ended';
}
