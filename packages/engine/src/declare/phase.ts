import { errors } from '../errors.js';
import type { StoredBytes } from '../stored-bytes.js';
import type { PhasegraphError } from '../errors.js';
import type { AnyArtifact, ItemOf, ListArtifact, ValueOf } from './artifact.js';
import { faultsOfOptions } from './faults.js';
import { wholeOf } from './input.js';
import type { Inputs, InputValues } from './input.js';
import type { UsedClientOf, Uses } from './resource.js';

/** The artifacts that a phase gives, by the name under which `run` returns them. */
export type Outputs = Readonly<Record<string, AnyArtifact>>;

/** When and how often a failed attempt is tried again. */
export interface RetryPolicy {
  /**
   * Which errors are worth another attempt. Default: all but those that say `retryable: false` of themselves.
   *
   * @param error what the attempt threw, as it was thrown
   */
  readonly on?: (error: unknown) => boolean;
  /**
   * How many attempts in all, the first included. Those that were answered from a store alone, without one call, are
   * followed by as many with calls before the task fails.
   */
  readonly attempts: number;
  /** Upper bound of the first backoff, in milliseconds; each further one doubles it. Default 500. */
  readonly baseMs?: number;
  /**
   * Upper bound of every backoff, in milliseconds. Default 30,000. What an error asks for by `retryAfterMs` goes beyond it,
   * up to ten minutes.
   */
  readonly maxMs?: number;
}

/**
 * When a second attempt starts beside one that is slow: the first of them to succeed wins, the others are aborted.
 * Each takes a slot of the run, the phase and the group, when no other task is ready for it.
 * Give either `afterMs` or `afterQuantile`. (Dean, Barroso: The Tail at Scale, 2013.)
 */
export interface HedgePolicy {
  /** After how long, in milliseconds; what its calls wait, for limits or for their answers to be recorded, does not count. */
  readonly afterMs?: number;
  /** After the time in which this share of the phase's attempts in the run succeeded, once ten have. */
  readonly afterQuantile?: number;
  /**
   * How many attempts of a task may be added so. Default 1. The `budget` holds for all tasks together: a phase with one
   * task may add one, whatever stands here; more take effect where other tasks of the phase need none.
   */
  readonly max?: number;
  /** How many attempts may be added in all, as a share of the phase's other attempts, but at least one. Default 0.1. */
  readonly budget?: number;
}

/** What `run` has besides its inputs. Take what you need out of it by name: copied as a whole (`{ ...context }`) it is empty. */
export interface TaskContext<O extends Outputs = Outputs> {
  /** The id of the task: the phase's name and, when mapped, the item's key. */
  readonly task: string;
  /** The item's key in a mapped phase, else `undefined`. */
  readonly key: string | undefined;
  /** Counts from 1. */
  readonly attempt: number;
  /** Fires when the attempt times out or the run is aborted. Hand it to whatever waits. */
  readonly signal: AbortSignal;
  /**
   * Hands on an item of a keyed list now: its tasks start while this one goes on. What is emitted stays, even when
   * this attempt fails; emitting a key a second time changes nothing.
   *
   * @throws PhasegraphError `invalid-output` when the item breaks the list's schema
   */
  emit<L extends KeyedListIn<O>>(list: L, item: ItemOf<L>): void;
  /**
   * Hands bytes over to the run's store and gives what stands for them, to be put into outputs in their place: a run's
   * memory then does not grow with its pictures. They must not be changed afterwards. In a run without a store they stay
   * in memory. Rejects with `store-unusable` when the store cannot take them, and the run ends.
   */
  readonly keep: (bytes: Uint8Array) => Promise<StoredBytes>;
  /** A line for whoever watches the run. */
  log(message: string): void;
}

/** The context with a client for each of `uses`. */
type ContextOf<O extends Outputs, U extends Uses> = TaskContext<O> & {
  readonly [K in keyof U]: UsedClientOf<U[K]>;
};

/** What a phase is declared with. */
export interface PhaseOptions<Name extends string, I extends Inputs, O extends Outputs, U extends Uses> {
  /** Letters, digits, `-` and `_`; unique in a pipeline. */
  readonly name: Name;
  /** One sentence for graphs and traces. */
  readonly description?: string;
  /** Change it to have recorded results of the phase made anew. Default `'1'`. */
  readonly version?: string;
  /** What it takes, by the names under which `run` receives it. Whatever gives these comes first. */
  readonly inputs: I;
  /** What it gives, by the names under which `run` returns it: something, or nothing would need it. */
  readonly outputs: O;
  /**
   * The resources that it calls through, by the names under which the context has their clients. Default:
   * none.
   */
  readonly uses?: U;
  /** Default: one attempt. */
  readonly retry?: RetryPolicy;
  /** How long one attempt may take, in milliseconds. Default: as long as it likes. */
  readonly timeoutMs?: number;
  /**
   * How long a task may take from its first attempt on, backoffs and all, in milliseconds; then its fallback is
   * asked, or it has failed. Default: as long as it likes.
   */
  readonly taskTimeoutMs?: number;
  /** Starts a second attempt beside a slow one. Default: none. */
  readonly hedge?: HedgePolicy;
  /** How long a task is expected to take, in milliseconds, until runs have shown it. Default 1. */
  readonly estimateMs?: number;
  /** How many tasks of the phase may run at once. Default: as many as there are. */
  readonly concurrency?: number;
  /** The name of a group of phases: a run can cap how many tasks of a group run at once. */
  readonly group?: string;
  /** Of ready tasks the higher goes first, whatever its rank. Default 0. */
  readonly priority?: number;
  /**
   * Whether a store records its results and gives them back. Default `true`; `false` for work that costs less than
   * its record, or that depends on code outside of `run`.
   */
  readonly reuse?: boolean;
  /**
   * Whether a task has anything to do, asked when its inputs exist. When not, what it would have given is
   * unavailable, not failed: so is what requires it, a list goes on without the item, and `optional` is `undefined`.
   */
  when?(inputs: InputValues<I>): boolean;
  /** Makes the outputs. A list output that was emitted whole may be left out. */
  run(inputs: InputValues<I>, context: ContextOf<O, U>): Promise<RunResult<O>> | RunResult<O>;
  /**
   * Makes the outputs by other means when the last attempt has failed: the task ends as degraded. When it fails
   * too, the task fails, with both errors.
   */
  readonly fallback?: Fallback<I, O>;
}

/** The other means by which a phase makes its outputs. */
export type Fallback<I extends Inputs, O extends Outputs> = (
  inputs: InputValues<I>,
  error: PhasegraphError,
  context: Pick<TaskContext, 'signal' | 'key' | 'keep'>,
) => Promise<RunResult<O>> | RunResult<O>;

/** A fallback whose inputs are no longer known to the compiler. */
type ErasedFallback = (inputs: never, error: PhasegraphError, context: never) => unknown;

/** Whether options have a fallback: what the check of a pipeline asks where failures are collected. */
export type FallbackIn<Options> = Options extends { readonly fallback: object } ? ErasedFallback : undefined;

/** A declared unit of work. Made by {@link definePhase}; immutable. */
export interface Phase<
  Name extends string = string,
  I extends Inputs = Inputs,
  O extends Outputs = Outputs,
  U extends Uses = Uses,
  F extends ErasedFallback | undefined = ErasedFallback | undefined,
> {
  readonly kind: 'phase';
  /** Unique in a pipeline. */
  readonly name: Name;
  /** One sentence for graphs and traces. */
  readonly description: string | undefined;
  /** Part of the fingerprint of its results. */
  readonly version: string;
  /** What it takes, by the names under which `run` receives it. */
  readonly inputs: I;
  /** What it gives, by the names under which `run` returns it. */
  readonly outputs: O;
  /** The resources that it calls through. */
  readonly uses: U;
  /** When and how often a failed attempt is tried again, with nothing left open. */
  readonly retry: Required<Omit<RetryPolicy, 'on'>> & Pick<RetryPolicy, 'on'>;
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs: number | undefined;
  /** How long a task may take from its first attempt on, in milliseconds. */
  readonly taskTimeoutMs: number | undefined;
  /** When a second attempt starts beside a slow one. */
  readonly hedge: (Required<Pick<HedgePolicy, 'max' | 'budget'>> & HedgePolicy) | undefined;
  /** How long a task is expected to take, in milliseconds. */
  readonly estimateMs: number | undefined;
  /** How many of its tasks may run at once. */
  readonly concurrency: number | undefined;
  /** The name of the group that it is in. */
  readonly group: string | undefined;
  /** Of ready tasks the higher goes first. */
  readonly priority: number;
  /** Whether a store records its results and gives them back. */
  readonly reuse: boolean;
  /** The text of `run`: when it changes, recorded results no longer hold. */
  readonly code: string;
  /** Erased: the values that go in and out are checked against the schemas at the border, once. */
  readonly run: (inputs: never, context: never) => unknown;
  /** Erased, as `run` is: whether a task has anything to do. */
  readonly when: ((inputs: never) => boolean) | undefined;
  /** Erased, as `run` is; that there is one is part of the type. */
  readonly fallback: F;
}

/** The keyed list artifacts among outputs: those that can be emitted. */
type KeyedListIn<O extends Outputs> = Extract<O[keyof O], ListArtifact<string, unknown, true>>;

/** What `run` returns for one output: a mapped task gives one item of an unkeyed list. */
export type OutputValue<A> =
  A extends ListArtifact<string, infer Item, infer Keyed>
    ? Keyed extends true
      ? readonly Item[]
      : Item
    : ValueOf<A>;

/** The names of the outputs that may be left out, since they can be emitted. */
type Emittable<O extends Outputs> = {
  [K in keyof O]: O[K] extends ListArtifact<string, unknown, true> ? K : never;
}[keyof O];

/** The values of outputs, by name. */
export type OutputValues<O extends Outputs> = {
  readonly [K in Exclude<keyof O, Emittable<O>>]: OutputValue<O[K]>;
} & { readonly [K in Emittable<O>]?: OutputValue<O[K]> };

/** What `run` returns: the outputs, or nothing when every one of them can be emitted. */
export type RunResult<O extends Outputs> =
  OutputValues<O> | ([Exclude<keyof O, Emittable<O>>] extends [never] ? void : never);

/**
 * Declares a phase. Nothing runs; the values of `inputs` and `outputs` are all that the engine needs to place it.
 *
 * @throws PhasegraphError `invalid-declaration` with everything that cannot be what it is declared as
 */
export function definePhase<
  const Name extends string,
  const I extends Inputs,
  const O extends Outputs,
  const U extends Uses = Record<never, never>,
  const Options extends {
    /** That there is one, or none, is part of the phase's type. */
    readonly fallback?: unknown;
  } = object,
>(options: PhaseOptions<Name, I, O, U> & Options): Phase<Name, I, O, U, FallbackIn<Options>> {
  const faults = faultsOfOptions(options);
  if (faults.length > 0) throw errors.invalidDeclarations('A phase', faults);
  // Without `uses`, U is its default, the empty record, which this is.
  const uses = options.uses ?? ({} as U);
  const { attempts = 1, baseMs = 500, maxMs = 30_000, on } = options.retry ?? {};
  return Object.freeze({
    kind: 'phase',
    name: options.name,
    description: options.description,
    version: options.version ?? '1',
    inputs: Object.freeze({ ...options.inputs }),
    outputs: Object.freeze({ ...options.outputs }),
    uses: Object.freeze({ ...uses }),
    retry: Object.freeze({ attempts, baseMs, maxMs, ...(on && { on }) }),
    timeoutMs: options.timeoutMs,
    taskTimeoutMs: options.taskTimeoutMs,
    hedge: options.hedge && Object.freeze({ max: 1, budget: 0.1, ...options.hedge }),
    estimateMs: options.estimateMs,
    concurrency: options.concurrency,
    group: options.group,
    priority: options.priority ?? 0,
    reuse: options.reuse ?? true,
    code: options.run.toString(),
    run: options.run.bind(options),
    when: options.when?.bind(options),
    // That it is there or not is what its type says.
    fallback: options.fallback?.bind(options) as FallbackIn<Options>,
  });
}

/** Whether the phase runs once an item. */
export function isMapped(phase: Phase): boolean {
  return Object.values(phase.inputs).some((input) => wholeOf(input).kind === 'each');
}
