import { PhasegraphError } from './phasegraph-error.js';
import type { ErrorPlace, TaskPlace } from './phasegraph-error.js';
import { isPhasegraphError, messageOf } from './thrown.js';

/** Of what tasks give, and of what they end with. */
export const runningErrors = {
  invalidOutput: (place: ErrorPlace, output: string, issues: string): PhasegraphError =>
    new PhasegraphError(
      'invalid-output',
      `"${place.task}" gave a value for "${output}" that does not fit its schema: ${issues}`,
      place,
    ),

  duplicateKey: (place: ErrorPlace, list: string, key: string): PhasegraphError =>
    new PhasegraphError(
      'invalid-output',
      `"${place.task}" gave two items of "${list}" with the key ${JSON.stringify(key)}; make the keys unique.`,
      place,
    ),

  invalidKey: (place: ErrorPlace, list: string, key: unknown): PhasegraphError =>
    new PhasegraphError(
      'invalid-output',
      `"${place.task}" gave an item of "${list}" whose key is ${JSON.stringify(key) ?? String(key)}; ` +
        'a key is a string of 1 to 200 characters.',
      place,
    ),

  notEmittable: (place: ErrorPlace, list: string): PhasegraphError =>
    new PhasegraphError(
      'invalid-output',
      `"${place.task}" emitted to "${list}", which is not a keyed list among its outputs.`,
      place,
    ),

  emittedTooLate: (place: ErrorPlace, list: string): PhasegraphError =>
    new PhasegraphError(
      'invalid-output',
      `"${place.task}" emitted to "${list}" after its attempt had ended.`,
      place,
    ),

  /**
   * What a task failed with, as an error that says where. One of the engine that says another place or none (a pool's,
   * or one of a run inside of the phase) keeps its code and is the cause.
   */
  failureAt: (place: TaskPlace, thrown: unknown): PhasegraphError => {
    if (!isPhasegraphError(thrown)) return runningErrors.phaseFailed(place, thrown);
    if (thrown.task === place.task) return thrown;
    return new PhasegraphError(thrown.code, thrown.message, place, thrown);
  },

  phaseFailed: (place: ErrorPlace, cause: unknown): PhasegraphError =>
    new PhasegraphError('phase-failed', `"${place.task}" failed: ${messageOf(cause)}`, place, cause),

  /** An attempt failed, and the policy that was asked about it as well. */
  policyFailed: (place: ErrorPlace, error: PhasegraphError, cause: unknown): PhasegraphError =>
    new PhasegraphError(
      error.code,
      `${error.message}; and its retry.on failed: ${messageOf(cause)}`,
      place,
      new AggregateError([error, cause], 'the attempt and its retry.on'),
    ),

  fallbackFailed: (place: ErrorPlace, error: PhasegraphError, cause: unknown): PhasegraphError =>
    new PhasegraphError(
      'fallback-failed',
      `${error.message}; and its fallback failed: ${messageOf(cause)}`,
      place,
      new AggregateError([error, cause], 'the attempt and the fallback'),
    ),

  degradedInside: (place: ErrorPlace, { message }: { readonly message: string }): PhasegraphError =>
    new PhasegraphError(
      'phase-failed',
      `Inside of "${place.task}" a fallback answered, since ${message}`,
      place,
    ),

  timeout: (place: ErrorPlace, timeoutMs: number): PhasegraphError =>
    new PhasegraphError('timeout', `"${place.task}" took longer than ${timeoutMs} ms.`, place),

  taskTimeout: (place: ErrorPlace, timeoutMs: number): PhasegraphError =>
    new PhasegraphError(
      'timeout',
      `"${place.task}" took longer than ${timeoutMs} ms with all its attempts.`,
      place,
    ),

  cancelled: (place: ErrorPlace, reason: unknown): PhasegraphError =>
    new PhasegraphError(
      'cancelled',
      place.task === undefined ? 'The run was cancelled.' : `"${place.task}" was cancelled.`,
      place,
      reason,
    ),

  notNeeded: (place: ErrorPlace): PhasegraphError =>
    new PhasegraphError(
      'cancelled',
      `"${place.task}" was cancelled: enough of its list had succeeded.`,
      place,
    ),

  overtaken: (place: ErrorPlace): PhasegraphError =>
    new PhasegraphError('cancelled', `An attempt of "${place.task}" was overtaken by another.`, place),

  turnedOff: (place: ErrorPlace, because: string, inside?: PhasegraphError): PhasegraphError =>
    new PhasegraphError(
      'turned-off',
      inside !== undefined
        ? `"${place.task}" had nothing to do: inside of it, ${inside.message}`
        : because === place.phase
          ? `"${place.task}" had nothing to do: its condition does not hold.`
          : `"${place.task}" had nothing to do, because the condition of "${because}" does not hold.`,
      place,
      inside,
    ),

  skipped: (place: ErrorPlace, because: string, failure: PhasegraphError | undefined): PhasegraphError =>
    new PhasegraphError(
      'skipped',
      `"${place.task}" was skipped, because "${because}" failed.`,
      place,
      failure,
    ),

  quorumNotMet: (
    place: ErrorPlace,
    list: string,
    wanted: string,
    failures: readonly PhasegraphError[],
  ): PhasegraphError =>
    new PhasegraphError(
      'quorum-not-met',
      `"${place.task}" needs ${wanted} of "${list}", ` +
        (failures.length === 0
          ? 'which has fewer items, though none failed.'
          : `and ${failures.length} failed: `) +
        // Each has its cause and all are in the cause of this one: a message a thousand errors long is read by nobody.
        failures
          .slice(0, namedFailures)
          .map((failure) => failure.message)
          .join(' ') +
        (failures.length > namedFailures ? ` And ${failures.length - namedFailures} more.` : ''),
      place,
      new AggregateError(failures, `failed items of "${list}"`),
    ),

  artifactUnavailable: (name: string, cause: PhasegraphError | undefined): PhasegraphError =>
    new PhasegraphError(
      'artifact-unavailable',
      cause === undefined
        ? `The run did not make "${name}"; it is not among what was asked for.`
        : `The run did not make "${name}": ${cause.message}`,
      {},
      cause,
    ),
};

/** How many failures of a list a message names. */
const namedFailures = 10;
