import type { StoredBytes } from '../stored-bytes.js';
import { checkName } from './artifact.js';
import type { CallBudget } from './budget.js';
import type { NarrowedResource } from './narrow.js';

declare const clientType: unique symbol;

/** The name of something limited that phases call through, and the type of the client that they call it with. */
export interface ResourceDeclaration<Name extends string = string, Client = unknown> {
  readonly kind: 'resource';
  /** The name under which a run is given what stands behind it. */
  readonly name: Name;
  /** The methods of the client that the phase uses, where it uses some alone: see `narrow()`. */
  readonly methods?: readonly string[];
  /** Only in the type: no value carries it. */
  readonly [clientType]?: Client;
}

/** The resources that a phase uses, by the name under which `run` finds the client in its context. */
export type Uses = Readonly<Record<string, ResourceDeclaration>>;

/** The client type of a resource declaration, whole. */
export type ClientOf<R> = R extends ResourceDeclaration<string, infer Client> ? Client : never;

/** The client as a phase finds it in its context: with some methods, where it uses those alone. */
export type UsedClientOf<R> =
  R extends NarrowedResource<string, infer Client, infer K> ? Pick<Client, K & keyof Client> : ClientOf<R>;

/**
 * What stands behind a resource in a run: makes a client for each attempt, bound to its task.
 * Runs may share one; it outlives them.
 */
export interface Resource<Client = unknown> {
  /** The client for one attempt of one task. */
  connect(scope: CallScope): Client;
  /**
   * What calls made through it depend on beyond the phase's inputs (a model's name, a server): it becomes part of
   * a task's fingerprint. Never a secret.
   */
  readonly fingerprint?: string;
  /**
   * The same of calls by some methods of the client alone, for phases that use no others: what does not touch those calls
   * is left out. Default: `fingerprint`.
   */
  fingerprintFor?(methods: readonly string[]): string;
  /**
   * What answers depend on beyond what `CallRecords.of()` is told of a request (a server): part of the keys of recorded
   * answers. Never a secret. Default: `fingerprint`.
   */
  readonly origin?: string;
}

/** Whom a client's calls are for. */
export interface CallScope {
  /** The task's id: `copywriting[hero]`. */
  readonly task: string;
  /** The name of the task's phase. */
  readonly phase: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Upward rank of the task, in milliseconds: of two waiting calls the higher goes first. */
  readonly rank: number;
  /** The run, for pools that several runs share. */
  readonly share: RunShare;
  /** Fires when the attempt fails, times out or is cancelled. */
  readonly signal: AbortSignal;
  /**
   * A call waits for a limit from now on, until the returned function is called: the attempt's `timeoutMs` does not
   * count that time. Calling it a second time is harmless.
   */
  queued(): () => void;
  /**
   * The answers that the task's calls through the resource got before, and where those that it gets now are recorded.
   * Absent, when the run records nothing.
   */
  readonly records?: CallRecords;
  /** Hands bytes over to the run's store as they arrive, and gives what stands for them; see the task's context. */
  keep(bytes: Uint8Array): Promise<StoredBytes>;
  /** Tells the run of a call's progress. Never throws. */
  report(call: CallReport): void;
  /** Tells the run what one of its calls found out about the keys of a resource. Never throws. */
  keyChanged(resource: string, change: KeyChange): void;
  /** What the run may spend; absent where it has no budget. Every start of a call asks it first. */
  readonly budget?: CallBudget | undefined;
}

/** The records of the calls that a task makes through a resource. */
export interface CallRecords {
  /**
   * What is recorded of a request: to be asked once for each call, before it is made.
   *
   * @param request all that the answer depends on beyond the resource's `origin`, as plain data: the model, the
   *   parameters, what is sent. Only its hash is kept
   * @param named the request in a few words, for errors: `"copy" of gpt-5`
   */
  of(request: unknown, named: string): CallRecord;
}

/** What is recorded of one call, and is to be. */
export interface CallRecord {
  /**
   * The next answer that may stand for a call which is not made then; `undefined`, when there is none. To be asked again
   * when the answer is of no use: it will be replaced.
   *
   * @throws PhasegraphError `not-recorded` in a run that makes no calls, when there is none
   */
  next(): RecordedAnswer | undefined;
  /**
   * Records the answer of a call that was made. The phase may go on when it resolves: then it is durable.
   *
   * @throws PhasegraphError `store-unusable`, and the run ends; `unrecordable-value`
   */
  save(answer: RecordedAnswer): Promise<void>;
}

/** The answer of a paid call, as the client that made it wants it back. */
export interface RecordedAnswer {
  /** Plain data, bytes in it included; never a secret. */
  readonly answer: unknown;
  /** The id of the API key that it came through. */
  readonly keyId: string;
  /** What the call used. */
  readonly usage?: Usage;
  /** What it cost, in US dollars, where that is known. */
  readonly usd?: number;
}

/** What a call used, as the provider reports it. A dimension that it does not report is absent. */
export interface Usage {
  /** Tokens of what was sent. */
  readonly inputTokens?: number;
  /** Those of `inputTokens` that the provider still had from an earlier call, which cost less. */
  readonly cachedInputTokens?: number;
  /** Tokens of what was answered, hidden reasoning included where the provider counts it so. */
  readonly outputTokens?: number;
  /** Pictures that were made. */
  readonly images?: number;
  /** The same pictures by size and quality: `{ '1024x1024 medium': 1 }`. */
  readonly pictures?: Readonly<Record<string, number>>;
}

/** How a call went; keys are named by id, never by their secret. */
export interface CallReport {
  /** The name of the resource. */
  readonly resource: string;
  /** The id of the API key that it went through. */
  readonly keyId: string;
  /** What was called: a model's name. */
  readonly target: string;
  /** Milliseconds that the call waited for a limit. */
  readonly queuedMs: number;
  /** Milliseconds from the start of the call to its end. */
  readonly durationMs: number;
  /**
   * Whether it gave something, failed, or was cut off from this side; or was not made, since its answer was recorded: then
   * the key is the one that it was made through, and nothing was used.
   */
  readonly outcome: 'answered' | 'failed' | 'aborted' | 'replayed';
  /** The error's code, when it failed. */
  readonly error?: string;
  /** What it used, where the provider says so. */
  readonly usage?: Usage;
  /** What it cost, in US dollars; 0 where nothing is charged, absent where it is not known. */
  readonly usd?: number;
  /** Of one that was not made: what it cost when it was, in US dollars; absent where that is not known. */
  readonly savedUsd?: number;
}

/** A run as far as pools share themselves among runs; a run is known by this object's identity. */
export interface RunShare {
  /** Of two runs that wait for one pool, one of twice the weight gets twice as much. */
  readonly weight: number;
}

/** Something that a pool found out about its keys, for reports. */
export type KeyChange =
  /** They take no further call of the runs that are under way; of a key that may not call one target alone, to that one. */
  | {
      readonly status: 'retired';
      /** The ids of the keys. */
      readonly keyIds: readonly string[];
      /** The only target that it concerns; absent where it concerns all. */
      readonly target?: string;
      /** For a person, without secrets. */
      readonly reason: string;
    }
  /** What is called through the key fails. From now on one call is made now and then, to see whether it still does. */
  | {
      readonly status: 'tripped';
      readonly keyIds: readonly string[];
      readonly target: string;
      readonly reason: string;
    }
  /** What is called through the key answers again. */
  | { readonly status: 'recovered'; readonly keyIds: readonly string[]; readonly target: string };

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
