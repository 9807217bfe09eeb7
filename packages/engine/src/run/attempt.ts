import type { ItemOf, ListArtifact } from '../declare/artifact.js';
import type { TaskContext } from '../declare/phase.js';
import type { CallReport, ResourceDeclaration } from '../declare/resource.js';
import { errors } from '../errors.js';
import type { RunOptions } from './options.js';
import type { Phase } from '../declare/phase.js';

/** What an attempt reaches through its context. */
export interface AttemptHost {
  idOf(task: number): string;
  keyOf(task: number): string | undefined;
  emit(attempt: Attempt, list: ListArtifact, item: unknown): void;
  logLine(attempt: Attempt, message: string): void;
  connect(attempt: Attempt, resource: ResourceDeclaration): unknown;
  /** What a pipeline that runs as a phase runs with. */
  innerMeans(attempt: Attempt): InnerMeans;
}

/** What the run of a pipeline that is a phase of another takes over from the outer run. */
export interface InnerMeans extends Pick<RunOptions, 'resources' | 'store' | 'clock' | 'random'> {
  /** Reports a call of an inner task as one of the outer task. */
  readonly reportCall: (call: CallReport) => void;
}

/** Under which a context has the means for an inner run: not for phases of users. */
const innerMeans: unique symbol = Symbol('inner means');

/** @throws PhasegraphError `internal` when the context is not one that the engine made */
export function meansOf(context: object): InnerMeans {
  if (context instanceof AttemptContext) return context[innerMeans]();
  throw errors.internal('a pipeline that runs as a phase was called by something else than the engine');
}

/** What the loop keeps of an attempt that runs. */
export interface Attempt {
  readonly task: number;
  /** Counts from 1. */
  readonly number: number;
  readonly inputs: Record<string, unknown>;
  readonly context: TaskContext;
  /** Whether it has been settled; whatever still comes of it is dropped. */
  readonly over: boolean;
  readonly signal: AbortSignal;
  /** When it began, by the clock. */
  begunAt: number;
  /** What a failure of it leads to; set when it is followed. */
  fail: (error: unknown) => void;
  /** How long its calls have waited for limits in all, in milliseconds: its timeout does not count that. */
  waitedMs(now: number): number;
  /** A call of it waits for a limit from `now` on, until the returned function is called. */
  wait(now: () => number): () => void;
  /** All attempts of its task that run beside each other, itself among them; `undefined` for one alone. */
  rivals: Attempt[] | undefined;
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
  readonly inputs: Record<string, unknown>;
  readonly context: TaskContext;
  over = false;
  begunAt = 0;
  fail: (error: unknown) => void = () => undefined;
  /** How many of its calls wait, since when some do, and how long some did before. */
  #waiting = 0;
  #waitsSince = 0;
  #waitedMs = 0;
  rivals: Attempt[] | undefined = undefined;
  #controller: AbortController | undefined;
  #abortedBy: { readonly reason: unknown } | undefined;

  constructor(
    host: AttemptHost,
    task: number,
    number: number,
    inputs: Record<string, unknown>,
    Context: typeof AttemptContext,
  ) {
    this.task = task;
    this.number = number;
    this.inputs = inputs;
    this.context = new Context(host, this);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#abortedBy !== undefined) this.#controller.abort(this.#abortedBy.reason);
    }
    return this.#controller.signal;
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

/** Begins attempts of one phase: its context has a property for each resource that the phase uses. */
export type BeginAttempt = (
  host: AttemptHost,
  task: number,
  number: number,
  inputs: Record<string, unknown>,
) => Attempt;

/** The way to begin attempts of a phase. */
export function attemptsOf(phase: Phase): BeginAttempt {
  const Context = contextClassFor(phase);
  return (host, task, number, inputs) => new RunningAttempt(host, task, number, inputs, Context);
}

function contextClassFor(phase: Phase): typeof AttemptContext {
  const uses = Object.entries(phase.uses);
  if (uses.length === 0) return AttemptContext;
  class ContextWithResources extends AttemptContext {}
  for (const [name, resource] of uses) {
    Object.defineProperty(ContextWithResources.prototype, name, {
      get(this: AttemptContext) {
        return this.clientOf(name, resource);
      },
    });
  }
  return ContextWithResources;
}
