import type { KeySnapshot, LimitUse, PoolSnapshot, TargetSnapshot } from '@phasegraph/engine';
import { countOf } from '../count-of.js';
import { oneLine } from './one-line.js';

/**
 * How many calls wait, and what keeps each key from taking them: `3 calls wait · a, b: tokens a minute · c: pauses 4s`.
 *
 * @returns `undefined` while none waits
 */
export function waitingLine({ waiting, keys }: PoolSnapshot, dot: string): string | undefined {
  if (waiting === 0) return undefined;
  const byReason = new Map<string, string[]>();
  for (const key of keys) {
    const reason = holdOf(key);
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), oneLine(key.id)]);
  }
  const reasons = [...byReason].map(([reason, ids]) => `${listed(ids)}: ${reason}`);
  return [`${countOf(waiting, 'call')} ${waiting === 1 ? 'waits' : 'wait'}`, ...reasons].join(` ${dot} `);
}

/** What keeps a key from taking calls; `undefined` where that is not to be seen, or it is done for. */
function holdOf({
  condition,
  targets,
  inFlight: ofKey,
  concurrency: mostOfKey = Infinity,
}: KeySnapshot): string | undefined {
  switch (condition.status) {
    case 'retired':
      return undefined;
    case 'paused':
      // In whole seconds: tenths would only flicker.
      return `pauses ${Math.ceil(condition.resumesInMs / 1000)}s`;
    case 'tripped':
      return 'fails';
    case 'open': {
      const held = targets.filter((target) => target.condition.status === 'open');
      const full =
        ofKey >= mostOfKey || held.some(({ inFlight, concurrency = Infinity }) => inFlight >= concurrency);
      return full ? 'calls at one time' : limitOf(held);
    }
    default:
      condition satisfies never;
      return undefined;
  }
}

/** The fullest limit, when it is full enough to be the one that calls wait for. */
function limitOf(targets: readonly TargetSnapshot[]): string | undefined {
  const [fullest] = targets
    .flatMap(({ limits }) => limits)
    .filter(({ used, amount }) => used >= amount / 2)
    .toSorted((a, b) => b.used / b.amount - a.used / a.amount);
  return fullest && `${fullest.dimension} a ${windowOf(fullest)}`;
}

function windowOf({ windowMs }: LimitUse): string {
  return windowMs > hourMs ? 'day' : 'minute';
}

const hourMs = 3_600_000;
const namedKeys = 3;

function listed(ids: readonly string[]): string {
  const more = ids.length - namedKeys;
  return ids.slice(0, namedKeys).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
