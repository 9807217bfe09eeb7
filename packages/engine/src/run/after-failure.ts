import type { Random } from '../clock.js';
import type { Phase } from '../declare/phase.js';
import { errors } from '../errors.js';
import type { ErrorCode, PhasegraphError, TaskPlace } from '../errors.js';
import type { Attempt } from './attempt.js';
import { isBeyondBudget } from './beyond-budget.js';
import { backoffMs } from './retry.js';

/** What follows when an attempt has failed, and what it failed by. */
export type AfterFailure = { readonly error: PhasegraphError } & (
  | { readonly next: 'await-rival' }
  | { readonly next: 'retry'; readonly retryInMs: number }
  /** As if none of its attempts had been made. */
  | { readonly next: 'start-over'; readonly retryInMs: number }
  | { readonly next: 'fall-back' }
  | { readonly next: 'fail' }
);

/** An attempt that failed, and what is known of its task. */
export interface FailedAttempt {
  readonly attempt: Pick<Attempt, 'refusedBy' | 'answeredBy'>;
  readonly place: TaskPlace;
  readonly phase: Pick<Phase, 'retry' | 'fallback'>;
  /** How many attempts of the task count. */
  readonly tries: number;
  /** Another attempt of the task goes on. */
  readonly hasRival: boolean;
  /** The task has used up its time. */
  readonly isLate: boolean;
  /** No attempt of the task has called anyone, and another one would. */
  readonly mayStartOver: boolean;
}

/** Whether another attempt still runs, the next one is due later, the fallback answers, or the task has failed. */
export function afterFailure(thrown: unknown, failed: FailedAttempt, random: Random): AfterFailure {
  const { attempt, place, phase, tries, hasRival, isLate, mayStartOver } = failed;
  const failure = failureOf(attempt, place, thrown);
  if (hasRival) return { next: 'await-rival', error: failure };
  if (isBeyondBudget(failure)) return { next: 'fail', error: failure };
  if (isLate) return lastResort(phase, failure);
  const verdict = backoffMs(thrown, tries, phase.retry, random);
  if (typeof verdict === 'number') {
    // Nothing was asked, so nothing has to be spared.
    return { next: 'retry', error: failure, retryInMs: attempt.answeredBy === 'records' ? 0 : verdict };
  }
  if (verdict !== undefined) return lastResort(phase, errors.policyFailed(place, failure, verdict.thrown));
  // What was recorded is not all that may ever be said.
  return mayStartOver ? { next: 'start-over', error: failure, retryInMs: 0 } : lastResort(phase, failure);
}

/** What an attempt failed by: where the budget refused one of its calls, by that, whatever its phase made of it. */
function failureOf(
  { refusedBy }: Pick<Attempt, 'refusedBy'>,
  place: TaskPlace,
  thrown: unknown,
): PhasegraphError {
  const failure = errors.failureAt(place, thrown);
  if (refusedBy === undefined || isBeyondBudget(failure)) return failure;
  return errors.refusedAt(place, refusedBy, failure);
}

function lastResort({ fallback }: Pick<Phase, 'fallback'>, error: PhasegraphError): AfterFailure {
  const fallsBack = fallback !== undefined && !withoutFallback.has(error.code);
  return { next: fallsBack ? 'fall-back' : 'fail', error };
}

/** What no fallback makes up for: a run that only replays is to fail where it cannot. */
const withoutFallback: ReadonlySet<ErrorCode> = new Set(['not-recorded']);
