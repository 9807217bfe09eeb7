import { sayUsd, sayUsdUp } from './say-usd.js';

/** What went wrong, as a name that does not change between versions. */
export type ErrorCode =
  | 'invalid-declaration'
  | 'invalid-pipeline'
  | 'unknown-artifact'
  | 'unknown-resource'
  | 'invalid-given'
  | 'invalid-option'
  | 'invalid-input'
  | 'invalid-output'
  | 'phase-failed'
  | 'fallback-failed'
  | 'timeout'
  | 'cancelled'
  | 'skipped'
  | 'turned-off'
  | 'quorum-not-met'
  | 'artifact-unavailable'
  | 'no-usable-key'
  | 'call-too-large'
  | 'queue-timeout'
  | 'provider-unavailable'
  | 'budget-exhausted'
  | 'unknown-price'
  | 'store-unusable'
  | 'not-recorded'
  | 'unrecordable-value'
  | 'bytes-lost'
  | 'internal';

/** Where an error happened. */
export interface ErrorPlace {
  /** The name of the phase. */
  readonly phase?: string;
  /** The task's id: `copywriting[hero]`. */
  readonly task?: string;
  /** The item's key in a mapped phase: `hero`. */
  readonly key?: string;
  /** Counts from 1; left out where no attempt was made. */
  readonly attempt?: number;
}

/** A place in a task. */
export type TaskPlace = ErrorPlace & { readonly phase: string; readonly task: string };

/** Every error that the engine makes: a stable code, where it happened, and a message saying what to do next. */
export class PhasegraphError extends Error {
  override readonly name = 'PhasegraphError';
  /** What went wrong, as a name to branch on. */
  readonly code: ErrorCode;
  /** The phase that it happened in, if in one. */
  readonly phase: string | undefined;
  /** The task that it happened in, by its id: `copywriting[hero]`. */
  readonly task: string | undefined;
  /** The key of the task's item, in a mapped phase: `hero`. */
  readonly key: string | undefined;
  /** The attempt that it happened in, counted from 1. */
  readonly attempt: number | undefined;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.phase = place.phase;
    this.task = place.task;
    this.key = place.key;
    this.attempt = place.attempt;
  }
}

/** One fault of a declaration. A check reports all of them. */
export interface Problem {
  /** What kind of fault it is, as a name to branch on. */
  readonly code:
    | 'no-phase'
    | 'no-artifact'
    | 'duplicate-phase'
    | 'duplicate-producer'
    | 'missing-producer'
    | 'cycle'
    | 'conflicting-artifact'
    | 'unkeyed-list'
    | 'single-from-mapped'
    | 'mixed-origins'
    | 'early-list'
    | 'no-list'
    | 'unhandled-failures'
    | 'unknown-target'
    | 'unknown-override'
    | 'unknown-replacement'
    | 'unknown-phase'
    | 'unknown-resource';
  /** What, where, what next. */
  readonly message: string;
  /** The phases that it concerns. */
  readonly phases: readonly string[];
}

/** One fault of what a run is given, or of its overrides. */
export interface GivenProblem {
  /** What kind of fault it is, as a name to branch on. */
  readonly code: 'unknown-name' | 'missing-value' | 'invalid-value' | 'invalid-key' | 'duplicate-key';
  /** What, where, what next. */
  readonly message: string;
  /** The name of the artifact; of an unknown one, the name that was used. */
  readonly artifact: string;
  /** The place of the item in a list, counted from 0; `undefined`, when it is not about an item. */
  readonly item: number | undefined;
}

/** One fault of a declaration or an option, in two halves of a sentence. */
export interface Fault {
  /** What is wrong, and where. */
  readonly what: string;
  /** What to do about it. */
  readonly next: string;
}

/** How many failures of a list a message names. */
const namedFailures = 10;

/** One factory an error: every message of the engine is written here. */
export const errors = {
  invalidDeclaration: (what: string, next: string): PhasegraphError =>
    new PhasegraphError('invalid-declaration', `${what}; ${next}.`),

  /** All that is wrong with one declaration. */
  invalidDeclarations: (where: string, faults: readonly Fault[]): PhasegraphError =>
    new PhasegraphError('invalid-declaration', sentencesOf(where, faults)),

  /** All that is wrong with the options of a run. */
  invalidOptions: (faults: readonly Fault[]): PhasegraphError =>
    new PhasegraphError('invalid-option', sentencesOf('A run', faults)),

  invalidPipeline: (pipeline: string, problems: readonly Problem[]): InvalidPipelineError =>
    new InvalidPipelineError(pipeline, problems),

  invalidGiven: (pipeline: string, problems: readonly GivenProblem[]): InvalidGivenError =>
    new InvalidGivenError(pipeline, problems),

  asynchronousSchema: (place: ErrorPlace, artifact: string): AsynchronousSchemaError =>
    new AsynchronousSchemaError(
      'invalid-declaration',
      `The schema of "${artifact}"${place.task === undefined ? '' : `, which "${place.task}" gives,`} is asynchronous: ` +
        'a refine() or transform() in it returns a promise, and values are parsed where nothing can wait. ' +
        'Make it synchronous, and check what takes time in the run() of a phase.',
      place,
    ),

  invalidOption: (what: string, next: string): PhasegraphError =>
    new PhasegraphError('invalid-option', `${what}; ${next}.`),

  unknownResources: (users: ReadonlyMap<string, readonly string[]>): PhasegraphError =>
    new PhasegraphError(
      'unknown-resource',
      sentencesOf(
        'A run',
        Array.from(users, ([resource, phases]) => ({
          what: `The run has no resource "${resource}", which ${listed(phases)} use${phases.length === 1 ? 's' : ''}`,
          next: `pass it in run(given, { resources: { ${resource}: ... } })`,
        })),
      ),
    ),

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
    if (!isPhasegraphError(thrown)) return errors.phaseFailed(place, thrown);
    if (thrown.task === place.task) return thrown;
    return new PhasegraphError(thrown.code, thrown.message, place, thrown);
  },

  asynchronousCondition: (place: TaskPlace): PhasegraphError =>
    new PhasegraphError(
      'invalid-declaration',
      `The condition of "${place.phase}" returns a promise, and whether a task has to run is decided where nothing can ` +
        'wait; make when() synchronous, and take what needs time from a phase before it.',
      place,
    ),

  phaseFailed: (place: ErrorPlace, cause: unknown): PhasegraphError =>
    new PhasegraphError('phase-failed', `"${place.task}" failed: ${messageOf(cause)}`, place, cause),

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

  /** An attempt failed, and the policy that was asked about it as well. */
  policyFailed: (place: ErrorPlace, error: PhasegraphError, cause: unknown): PhasegraphError =>
    new PhasegraphError(
      error.code,
      `${error.message}; and its retry.on failed: ${messageOf(cause)}`,
      place,
      new AggregateError([error, cause], 'the attempt and its retry.on'),
    ),

  timeout: (place: ErrorPlace, timeoutMs: number): PhasegraphError =>
    new PhasegraphError('timeout', `"${place.task}" took longer than ${timeoutMs} ms.`, place),

  cancelled: (place: ErrorPlace, reason: unknown): PhasegraphError =>
    new PhasegraphError(
      'cancelled',
      place.task === undefined ? 'The run was cancelled.' : `"${place.task}" was cancelled.`,
      place,
      reason,
    ),

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

  notNeeded: (place: ErrorPlace): PhasegraphError =>
    new PhasegraphError(
      'cancelled',
      `"${place.task}" was cancelled: enough of its list had succeeded.`,
      place,
    ),

  taskTimeout: (place: ErrorPlace, timeoutMs: number): PhasegraphError =>
    new PhasegraphError(
      'timeout',
      `"${place.task}" took longer than ${timeoutMs} ms with all its attempts.`,
      place,
    ),

  overtaken: (place: ErrorPlace): PhasegraphError =>
    new PhasegraphError('cancelled', `An attempt of "${place.task}" was overtaken by another.`, place),

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

  noUsableKey: (reasons: readonly string[]): RefusedCallError =>
    new RefusedCallError('no-usable-key', `No API key can be used: ${reasons.join('; ')}.`),

  callTooLarge: (pool: string, asked: string, limits: readonly string[]): RefusedCallError =>
    new RefusedCallError(
      'call-too-large',
      `A call through "${pool}" needs ${asked}, which no key's limits ever allow (${limits.join('; ')}); ` +
        'make the call smaller or raise the limit.',
    ),

  queueTimeout: (pool: string, timeoutMs: number, others: number): PhasegraphError =>
    new PhasegraphError(
      'queue-timeout',
      `A call waited ${timeoutMs} ms for a key of "${pool}", and ${others === 1 ? '1 other waits' : `${others} others wait`}; ` +
        'add keys, raise the limits or queueTimeoutMs, or ask for less.',
    ),

  providerUnavailable: (pool: string, target: string, reason: string, cause: unknown): RefusedCallError =>
    new RefusedCallError(
      'provider-unavailable',
      `Nothing that "${pool}" calls${target === '*' ? '' : ` for ${target}`} answers any more: the last call ${reason} ` +
        `(${messageOf(cause)}). Check that the server is up, and run again; what has been made is kept by a store.`,
      {},
      cause,
    ),

  budgetExhausted: (
    target: string,
    worstUsd: number,
    leftUsd: number,
    budgetUsd: number,
    cause?: unknown,
  ): RefusedCallError =>
    new RefusedCallError(
      'budget-exhausted',
      `A call to ${target} may cost ${sayUsd(worstUsd)}, and ${sayUsd(leftUsd)} of the run's budget of ` +
        `${sayUsd(budgetUsd)} is left. What a store has is not paid for again: a further run has a budget of its own, ` +
        `and needs at least ${sayUsdUp(worstUsd)}.`,
      {},
      cause,
    ),

  /** What an attempt failed by after one of its calls was refused, whose error it did not pass on. */
  refusedAt: (place: TaskPlace, { code, message }: PhasegraphError, cause: unknown): RefusedCallError =>
    new RefusedCallError(code, message, place, cause),

  unknownPrice: (
    target: string,
    advice = 'Give the price in the options of what calls it, or run without a budget.',
  ): RefusedCallError =>
    new RefusedCallError(
      'unknown-price',
      `A call to ${target} has no known price, and the run has a budget, which it could break. ${advice}`,
    ),

  storeUnusable: (path: string, why: string, cause?: unknown): PhasegraphError =>
    new PhasegraphError('store-unusable', `The store at ${path} cannot be used: ${why}`, {}, cause),

  /** A run that makes no calls needs an answer that was never recorded. */
  notRecorded: (place: ErrorPlace, resource: string, named: string): RefusedCallError =>
    new RefusedCallError(
      'not-recorded',
      `"${place.task}" asks "${resource}" for ${named}, and no answer to that is recorded, while the run makes no calls; ` +
        'let a run on the same store make them once.',
      place,
    ),

  unrecordable: (path: string, what: string): PhasegraphError =>
    new PhasegraphError(
      'unrecordable-value',
      `The value at ${path} is ${what}, which can neither be recorded nor compared; ` +
        'give plain data: JSON, Uint8Array, StoredBytes, Date, bigint, Map or Set.',
    ),

  /** A record that SQLite refuses, whenever it is tried. */
  leftOut: (path: string, why: string): PhasegraphError =>
    new PhasegraphError(
      'unrecordable-value',
      `A record was left out of the store at ${path}: ${why}. What it says is made anew the next time.`,
    ),

  bytesLost: (sha256: string, size: number): PhasegraphError =>
    new PhasegraphError(
      'bytes-lost',
      `The ${size} bytes ${sha256} are gone from where they were kept, or are not what was kept. ` +
        'Run again: what gave them is made anew.',
    ),

  internal: (message: string, story: readonly string[] = []): PhasegraphError =>
    new PhasegraphError('internal', ['Internal error: ' + message, ...story].join('\n  ')),
};

/** All problems of a pipeline at once. */
export class InvalidPipelineError extends PhasegraphError {
  /** All of them, in the order in which they were found. */
  readonly problems: readonly Problem[];

  constructor(pipeline: string, problems: readonly Problem[]) {
    super(
      'invalid-pipeline',
      `Pipeline "${pipeline}" has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n` +
        listOf(problems),
    );
    this.problems = problems;
  }
}

/** All problems of what a run is given at once. */
export class InvalidGivenError extends PhasegraphError {
  /** All of them: names first, then values in the order of the plan. */
  readonly problems: readonly GivenProblem[];

  constructor(pipeline: string, problems: readonly GivenProblem[]) {
    const [first] = problems;
    super(
      'invalid-given',
      first !== undefined && problems.length === 1
        ? first.message
        : `What the run of "${pipeline}" is given has ${problems.length} problems:\n${listOf(problems)}`,
    );
    this.problems = problems;
  }
}

/** Values of an artifact cannot be parsed, whichever they are. */
export class AsynchronousSchemaError extends PhasegraphError {
  /** For retry policies: another attempt would end the same way. */
  readonly retryable = false;
}

/** The call will not be made, now or later. */
export class RefusedCallError extends PhasegraphError {
  /** For retry policies: another attempt would be refused as well. */
  readonly retryable = false;
}

/** The message of whatever was thrown: anything can be, and what looks at it may throw in its turn. */
export function messageOf(thrown: unknown): string {
  try {
    if (typeof thrown !== 'object' || thrown === null) return String(thrown);
    // An error of another realm is no instance of this one's.
    if ('message' in thrown && typeof thrown.message === 'string') return thrown.message;
    return Object.prototype.toString.call(thrown);
  } catch {
    return 'something that cannot be read';
  }
}

/** A proxy may refuse to say what it is an instance of. */
function isPhasegraphError(thrown: unknown): thrown is PhasegraphError {
  try {
    return thrown instanceof PhasegraphError;
  } catch {
    return false;
  }
}

/** For the end of a switch over a closed union: a member that nobody handled is a bug. */
export function unreachable(value: never): never {
  throw errors.internal(`nothing handles ${JSON.stringify(value)}`);
}

/** One fault as a sentence, several as a list. */
function sentencesOf(where: string, faults: readonly Fault[]): string {
  const problems = faults.map(({ what, next }) => ({ message: `${what}; ${next}.` }));
  const [first] = problems;
  if (first !== undefined && problems.length === 1) return first.message;
  return `${where} has ${problems.length} problems:\n${listOf(problems)}`;
}

/** A line a problem; the further lines of one stand below its first. */
function listOf(problems: readonly { readonly message: string }[]): string {
  return problems.map(({ message }) => `  - ${message.replaceAll('\n', '\n    ')}`).join('\n');
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
