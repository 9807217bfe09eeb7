import type { ItemOf, ListArtifact } from '../declare/artifact.js';
import type { TaskContext } from '../declare/phase.js';
import type { CallReport, KeyChange, ResourceDeclaration, RunShare, Uses } from '../declare/resource.js';
import { errors } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import type { StoredBytes } from '../stored-bytes.js';
import type { ErrorRecord } from '../events.js';
import type { RunOptions } from './options.js';
import type { Purse } from './purse.js';
import type { Within } from './within.js';
import type { Phase } from '../declare/phase.js';

/** What an attempt reaches through its context. */
export interface AttemptHost {
  idOf(task: number): string;
  keyOf(task: number): string | undefined;
  emit(attempt: Attempt, list: ListArtifact, item: unknown): void;
  logLine(attempt: Attempt, message: string): void;
  keep(attempt: Attempt, bytes: Uint8Array): Promise<StoredBytes>;
  connect(attempt: Attempt, resource: ResourceDeclaration): unknown;
  /** What a pipeline that runs as a phase runs with. */
  innerMeans(attempt: Attempt): InnerMeans;
}

/** What the run of a pipeline that is a phase of another takes over from the outer run. */
export interface InnerMeans extends Pick<
  RunOptions,
  'resources' | 'store' | 'recorded' | 'clock' | 'random' | 'graceMs'
> {
  /** The inner run's calls count as the outer one's in pools. */
  readonly share: RunShare;
  /** The outer run's budget, out of which inner calls are paid; `undefined` where it has none. */
  readonly purse: Purse | undefined;
  /** Reports a call of an inner task as one of the outer task. */
  readonly reportCall: (call: CallReport) => void;
  /** Reports that a task inside was reused, and what that saved, in US dollars. */
  readonly reportReuse: (savedUsd: number | undefined) => void;
  /** The same for what a call found out about keys. */
  readonly keyChanged: (resource: string, change: KeyChange) => void;
  /** Where it stands in the outer run. */
  readonly within: Within;
  /** Reports what an inner run has to say of the store. */
  readonly storeFailed: (message: string) => void;
  /** All tasks of the inner run have ended, but for attempts that were told to stop: the outer run's end waits for those. */
  readonly linger: (inside: Promise<{ readonly unresponsive: readonly string[] }>) => void;
  /** The items that it has emitted to a list are in the order of these keys. */
  readonly arrange: (list: ListArtifact, keys: readonly string[]) => void;
  /** What it gives is in part by a fallback, which answered since this happened. */
  readonly degrade: (inside: ErrorRecord) => void;
}

/** What a pipeline that runs as a phase throws when a condition in it turned off what it was to give: that is no failure. */
export class NothingToDo extends Error {
  readonly #condition: PhasegraphError;

  /** @param condition why the inner pipeline did not make it */
  constructor(condition: PhasegraphError) {
    super(condition.message);
    this.#condition = condition;
  }

  /** The condition, when it is one that was thrown. Asks nothing of what was thrown: it may refuse to answer. */
  static conditionOf(thrown: unknown): PhasegraphError | undefined {
    return typeof thrown === 'object' && thrown !== null && #condition in thrown
      ? thrown.#condition
      : undefined;
  }
}

/** Under which a context has the means for an inner run: not for phases of users. */
const innerMeans: unique symbol = Symbol('inner means');

/** @throws PhasegraphError `internal` when the context is not one that the engine made */
export function meansOf(context: object): InnerMeans {
  if (context instanceof AttemptContext) return context[innerMeans]();
  throw errors.internal('a pipeline that runs as a phase was called by something else than the engine');
}

/** Whether all requests of an attempt were answered by what is recorded, or some by a call. */
export type AnsweredBy = 'records' | 'calls';

/** What the loop keeps of an attempt that runs. */
export interface Attempt {
  readonly task: number;
  /** Counts from 1. */
  readonly number: number;
  readonly context: TaskContext;
  /** Whether it has been settled; whatever still comes of it is dropped. */
  readonly over: boolean;
  readonly signal: AbortSignal;
  /** What its requests were answered by; `undefined`, when it has made none. */
  readonly answeredBy: AnsweredBy | undefined;
  /** A request of it is about to be answered so. */
  note(by: AnsweredBy): void;
  /** When it began, in milliseconds of the run. */
  openedAtMs: number;
  /** The same by the clock; kept where it is hedged or has a timeout. */
  begunAt: number;
  /** How long its calls have waited in all, for limits or for their records, in milliseconds: its timeout does not count that. */
  waitedMs(now: number): number;
  /** A call of it waits from `now` on, until the returned function is called. */
  wait(now: () => number): () => void;
  /** All attempts of its task that run beside each other, itself among them; `undefined` for one alone. */
  rivals: Attempt[] | undefined;
  /** The failure in whose place it is the fallback; `undefined` for an attempt of the phase itself. */
  insteadOf: PhasegraphError | undefined;
  /** The failure inside of it that a fallback inside of it made up for. */
  degradedBy: PhasegraphError | undefined;
  /** What the budget refused one of its calls with: whatever it gives is not what it would have given with more. */
  refusedBy: PhasegraphError | undefined;
  /** Settles it. */
  end(): void;
  /** Fires its signal, if anyone has asked for it or will. */
  abort(reason: unknown): void;
}

/**
 * The context of an attempt. It is one object, which makes what is rarely used when it is asked for: most attempts
 * read no more than one or two of its properties, and an AbortController costs more than everything else together.
 */
class AttemptContext implements TaskContext {
  readonly #host: AttemptHost;
  readonly #attempt: RunningAttempt;
  #clients: Map<string, unknown> | undefined;
  #emit: TaskContext['emit'] | undefined;

  constructor(host: AttemptHost, attempt: RunningAttempt) {
    this.#host = host;
    this.#attempt = attempt;
  }

  get task(): string {
    return this.#host.idOf(this.#attempt.task);
  }

  get key(): string | undefined {
    return this.#host.keyOf(this.#attempt.task);
  }

  get attempt(): number {
    return this.#attempt.number;
  }

  get signal(): AbortSignal {
    return this.#attempt.signal;
  }

  /** May be taken out of the context, and so is bound. */
  get emit(): TaskContext['emit'] {
    return (this.#emit ??= <L extends ListArtifact>(list: L, item: ItemOf<L>) =>
      this.#host.emit(this.#attempt, list, item));
  }

  get keep(): TaskContext['keep'] {
    return (bytes) => this.#host.keep(this.#attempt, bytes);
  }

  get log(): TaskContext['log'] {
    return (message) => this.#host.logLine(this.#attempt, message);
  }

  [innerMeans](): InnerMeans {
    return this.#host.innerMeans(this.#attempt);
  }

  /** The client of a resource: connected once an attempt, when it is first asked for. */
  clientOf(name: string, resource: ResourceDeclaration): unknown {
    this.#clients ??= new Map();
    if (!this.#clients.has(name)) this.#clients.set(name, this.#host.connect(this.#attempt, resource));
    return this.#clients.get(name);
  }
}

class RunningAttempt implements Attempt {
  readonly task: number;
  readonly number: number;
  readonly context: TaskContext;
  over = false;
  openedAtMs = 0;
  answeredBy: AnsweredBy | undefined = undefined;
  begunAt = 0;
  /** How many of its calls wait, since when some do, and how long some did before. */
  #waiting = 0;
  #waitsSince = 0;
  #waitedMs = 0;
  rivals: Attempt[] | undefined = undefined;
  insteadOf: PhasegraphError | undefined = undefined;
  degradedBy: PhasegraphError | undefined = undefined;
  refusedBy: PhasegraphError | undefined = undefined;
  #controller: AbortController | undefined;
  #abortedBy: { readonly reason: unknown } | undefined;

  constructor(host: AttemptHost, task: number, number: number, Context: typeof AttemptContext) {
    this.task = task;
    this.number = number;
    this.context = new Context(host, this);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortedBy !== undefined) this.#controller.abort(this.#abortedBy.reason);
    }
    return this.#controller.signal;
  }

  note(by: AnsweredBy): void {
    if (this.answeredBy !== 'calls') this.answeredBy = by;
  }

  end(): void {
    this.over = true;
  }

  waitedMs(now: number): number {
    return this.#waitedMs + (this.#waiting > 0 ? now - this.#waitsSince : 0);
  }

  wait(now: () => number): () => void {
    if (this.#waiting++ === 0) this.#waitsSince = now();
    let waits = true;
    return () => {
      if (!waits) return;
      waits = false;
      if (--this.#waiting === 0) this.#waitedMs += now() - this.#waitsSince;
    };
  }

  abort(reason: unknown): void {
    if (this.#abortedBy !== undefined) return;
    this.#abortedBy = { reason };
    this.#controller?.abort(reason);
  }
}

/** Begins an attempt: its context has a property for each resource that the phase uses. */
export function beginAttempt(host: AttemptHost, phase: Phase, task: number, number: number): Attempt {
  return new RunningAttempt(host, task, number, contextClassOf(phase));
}

/** By the phase's `uses`: the class of its contexts, made once, and not at all where nothing is used. */
const contextClasses = new WeakMap<Uses, typeof AttemptContext>();

function contextClassOf({ uses }: Phase): typeof AttemptContext {
  let some = false;
  for (const _name in uses) some = true;
  if (!some) return AttemptContext;
  const known = contextClasses.get(uses) ?? contextClassFor(uses);
  contextClasses.set(uses, known);
  return known;
}

function contextClassFor(uses: Uses): typeof AttemptContext {
  class ContextWithResources extends AttemptContext {}
  for (const [name, resource] of Object.entries(uses)) {
    Object.defineProperty(ContextWithResources.prototype, name, {
      get(this: AttemptContext) {
        return this.clientOf(name, resource);
      },
    });
  }
  return ContextWithResources;
}
