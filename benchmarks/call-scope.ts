import { keptInMemory } from '@phasegraph/engine';
import type { CallScope } from '@phasegraph/engine';

const share = { weight: 1 };

/** Whom a benchmark's call is for: as in a run, each attempt of a task with a signal of its own. */
export function callScope(): CallScope {
  return {
    task: 'benchmark',
    phase: 'benchmark',
    attempt: 1,
    rank: 0,
    share,
    signal: new AbortController().signal,
    queued: () => () => undefined,
    keep: (bytes) => Promise.resolve(keptInMemory(bytes)),
    report: () => undefined,
    keyChanged: () => undefined,
  };
}
