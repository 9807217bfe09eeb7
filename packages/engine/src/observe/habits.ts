import type { RunEvent } from '../events.js';
import type { ExpectedCalls } from '../run/rehearsed-pool.js';

/** What earlier runs show of a pipeline: what a rehearsal goes by. */
export interface Habits {
  /** How many items a list had, by its name. */
  readonly items: ReadonlyMap<string, number>;
  /** What a task called on average, by the phase's name; nothing of a phase that was never seen to call. */
  readonly calls: ReadonlyMap<string, readonly ExpectedCalls[]>;
}

/**
 * Reads off runs how long their lists were and what their phases called. Of each list and phase the first run that
 * shows it counts: hand over the latest first. What was reused or replayed shows no calls, and an earlier run does.
 *
 * @param through what the calls of each phase will go through, see `throughByPhase()`: what went through something else shows
 *   nothing, and neither do lists that were made of that. Default: everything counts
 */
export function habitsOf(runs: Iterable<Iterable<RunEvent>>, through?: ReadonlyMap<string, string>): Habits {
  const items = new Map<string, number>();
  const calls = new Map<string, readonly ExpectedCalls[]>();
  for (const run of runs) {
    const seen = look(run, through);
    for (const [list, count] of seen.items) if (count > 0 && !items.has(list)) items.set(list, count);
    for (const [phase, targets] of seen.calls) {
      if (calls.has(phase)) continue;
      const tasks = Math.max(1, seen.tasks.get(phase)?.size ?? 0);
      calls.set(
        phase,
        Array.from(targets, ([target, sum]) => ({ target, ...share(sum, tasks) })),
      );
    }
  }
  return { items, calls };
}

interface Seen {
  readonly items: Map<string, number>;
  /** By phase: the tasks that ran. */
  readonly tasks: Map<string, Set<string>>;
  /** By phase and target. */
  readonly calls: Map<string, Map<string, Sum>>;
}

interface Sum {
  requests: number;
  tokens: number;
  images: number;
}

function look(events: Iterable<RunEvent>, through: ReadonlyMap<string, string> | undefined): Seen {
  const seen: Seen = { items: new Map(), tasks: new Map(), calls: new Map() };
  const all = [...events];
  const others = through === undefined ? noOthers : othersIn(all, through);
  const replaying = new Set(all.flatMap((event) => (isReplay(event) ? [event.task] : [])));
  for (const event of all) {
    if (event.type === 'list-closed' && !others.below.has(event.phase ?? ''))
      seen.items.set(event.list, event.items);
    if ('phase' in event && others.own.has(event.phase)) continue;
    // Such a task made only a part of its calls.
    if ('task' in event && event.task !== undefined && replaying.has(event.task)) continue;
    if (event.type === 'attempt-started') entry(seen.tasks, event.phase, () => new Set()).add(event.task);
    if (event.type !== 'call-ended' || event.call.outcome !== 'answered') continue;
    const { target, usage = {} } = event.call;
    const targets = entry(seen.calls, event.phase, () => new Map<string, Sum>());
    const sum = entry(targets, target, () => ({ requests: 0, tokens: 0, images: 0 }));
    sum.requests++;
    sum.tokens += (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
    sum.images += usage.images ?? 0;
  }
  return seen;
}

/** The phases of a run whose calls went through something else than they will, and with them those that build on them. */
interface Others {
  readonly own: ReadonlySet<string | undefined>;
  readonly below: ReadonlySet<string>;
}

const noOthers: Others = { own: new Set(), below: new Set() };

function othersIn([started]: readonly RunEvent[], through: ReadonlyMap<string, string>): Others {
  if (started?.type !== 'run-started') return noOthers;
  const own = new Set<string>();
  const below = new Set<string>();
  // In topological order: what a phase builds on has been looked at.
  for (const { name, after, through: went } of started.phases) {
    if (went !== through.get(name)) own.add(name);
    if (own.has(name) || after.some((before) => below.has(before))) below.add(name);
  }
  return { own, below };
}

function isReplay(event: RunEvent): event is RunEvent & { readonly type: 'call-ended' } {
  return event.type === 'call-ended' && event.call.outcome === 'replayed';
}

function share({ requests, tokens, images }: Sum, tasks: number): Sum {
  return { requests: requests / tasks, tokens: tokens / tasks, images: images / tasks };
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
