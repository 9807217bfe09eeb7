import type { CallEndpoint } from '../call.js';
import type { Usage } from '../usage.js';
import type { Verdict } from './verdict.js';

/** What a call takes of each limit. */
export interface Cost {
  /** One. */
  readonly requests: number;
  /** The request's and the most that the answer may have; in what was settled, those that were truly used. */
  readonly tokens: number;
  /** As many as were asked for. */
  readonly images: number;
}

/** One request that the sandbox has served, in the order in which they ended. */
export interface ServedRequest {
  /** As the answer names it. */
  readonly id: string;
  /** Which endpoint it came in through. */
  readonly endpoint: CallEndpoint | 'models';
  /** The id of the key, never its secret; absent when none was accepted. */
  readonly keyId?: string;
  /** The group of the key; absent when none was accepted. */
  readonly group?: string;
  /** The model that was asked for, where it could be read. */
  readonly model?: string;
  /** What the answer is called, where it has a schema. */
  readonly schemaName?: string;
  /** The HTTP status; `aborted` when the client left before the end, `disconnected` when a fault cut the line. */
  readonly status: number | 'aborted' | 'disconnected';
  /** What came of it. */
  readonly verdict: Verdict;
  /** When it came in, in milliseconds of the sandbox's clock. */
  readonly startedAtMs: number;
  /** When it had been answered, in milliseconds of the sandbox's clock. */
  readonly endedAtMs: number;
  /** The place of its coming among all comings, ends and changes of limits, from 1: which was first at one time. */
  readonly arrivalOrder: number;
  /** The place of its end. */
  readonly endOrder: number;
  /** Absent when nothing was answered. */
  readonly usage?: Usage;
  /** What the limits were asked for; absent where they were not asked. */
  readonly cost?: {
    /** When it came in. */
    readonly reserved: Cost;
    /** Once it had ended; absent where it was not let in. */
    readonly settled?: Cost;
  };
}

/** A request that has come in, as far as it is known. */
export type OpenRequest = { -readonly [Field in keyof ServedRequest]?: ServedRequest[Field] } & Pick<
  ServedRequest,
  'id' | 'endpoint' | 'startedAtMs' | 'arrivalOrder'
>;

/** What is kept of the requests: all of them, or how many came to what. */
export type LogKind = 'all' | 'counts';

/** Keeps what came of the requests. */
export class RequestLog {
  readonly requests: ServedRequest[] = [];
  readonly countsByStatus: Record<string, number> = {};
  readonly countsByVerdict: Partial<Record<Verdict, number>> = {};
  readonly countsByKey: Record<string, Partial<Record<Verdict, number>>> = {};
  readonly #kind: LogKind;
  readonly #open = new Set<OpenRequest>();
  #inputTokens = 0;
  #outputTokens = 0;

  constructor(kind: LogKind) {
    this.#kind = kind;
  }

  begin(request: OpenRequest): void {
    this.#open.add(request);
  }

  end(began: OpenRequest, request: ServedRequest): void {
    this.#open.delete(began);
    const { status, verdict, keyId, usage } = request;
    this.countsByStatus[status] = (this.countsByStatus[status] ?? 0) + 1;
    this.countsByVerdict[verdict] = (this.countsByVerdict[verdict] ?? 0) + 1;
    if (keyId !== undefined) {
      const counts = (this.countsByKey[keyId] ??= {});
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    this.#inputTokens += usage?.inputTokens ?? 0;
    this.#outputTokens += usage?.outputTokens ?? 0;
    if (this.#kind === 'all') this.requests.push(request);
  }

  /** Those that have come in and not ended. */
  get open(): readonly OpenRequest[] {
    return [...this.#open];
  }

  get inFlight(): number {
    return this.#open.size;
  }

  get usage(): Usage {
    const [inputTokens, outputTokens] = [this.#inputTokens, this.#outputTokens];
    return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  }
}
