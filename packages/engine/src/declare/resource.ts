import { checkName } from './artifact.js';

declare const clientType: unique symbol;

/** The name of something limited that phases call through, and the type of the client that they call it with. */
export interface ResourceDeclaration<Name extends string = string, Client = unknown> {
  readonly kind: 'resource';
  readonly name: Name;
  /** Only in the type: no value carries it. */
  readonly [clientType]?: Client;
}

/** The resources that a phase uses, by the name under which `run` finds the client in its context. */
export type Uses = Readonly<Record<string, ResourceDeclaration>>;

/** The client type of a resource declaration. */
export type ClientOf<R> = R extends ResourceDeclaration<string, infer Client> ? Client : never;

/**
 * What stands behind a resource in a run: makes a client for each attempt, bound to its task.
 * Runs may share one; it outlives them.
 */
export interface Resource<Client = unknown> {
  connect(scope: CallScope): Client;
  /**
   * What calls made through it depend on beyond the phase's inputs (a model's name, a server): it becomes part of
   * a task's fingerprint. Never a secret.
   */
  readonly fingerprint?: string;
}

/** Whom a client's calls are for. */
export interface CallScope {
  /** The task's id: `copywriting[hero]`. */
  readonly task: string;
  readonly phase: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Upward rank of the task, in milliseconds: of two waiting calls the higher goes first. */
  readonly rank: number;
  /** Fires when the attempt fails, times out or is cancelled. */
  readonly signal: AbortSignal;
  /**
   * A call waits for a limit from now on, until the returned function is called: the attempt's `timeoutMs` does not
   * count that time. Calling it a second time is harmless.
   */
  queued(): () => void;
  /** Tells the run of a call's progress. Never throws. */
  report(call: CallReport): void;
}

/** What a call used, as the provider reports it. A dimension that it does not report is absent. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly images?: number;
}

/** How a call went; keys are named by id, never by their secret. */
export interface CallReport {
  readonly resource: string;
  /** The id of the API key that it went through. */
  readonly keyId: string;
  /** What was called: a model's name. */
  readonly target: string;
  /** Milliseconds that the call waited for a limit. */
  readonly queuedMs: number;
  /** Milliseconds from the start of the call to its end. */
  readonly durationMs: number;
  readonly outcome: 'answered' | 'failed' | 'aborted';
  /** The error's code, when it failed. */
  readonly error?: string;
  readonly usage?: Usage;
}

/**
 * Declares a resource, for `uses` of phases; what stands behind it is given to the run:
 * `resource<'model', ModelClient>('model')`.
 *
 * @throws PhasegraphError `invalid-declaration` when the name cannot be one
 */
export function resource<const Name extends string, Client>(name: Name): ResourceDeclaration<Name, Client> {
  checkName('resource', name);
  return Object.freeze({ kind: 'resource', name });
}
