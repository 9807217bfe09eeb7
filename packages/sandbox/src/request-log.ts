import type { CallEndpoint } from './call.js';
import type { Usage } from './usage.js';

/** One request that the sandbox has served, in the order in which they ended. */
export interface ServedRequest {
  /** As the answer names it. */
  readonly id: string;
  /** Which endpoint it came in through. */
  readonly endpoint: CallEndpoint | 'models';
  /** The id of the key, never its secret; absent when none was accepted. */
  readonly keyId?: string;
  /** The model that was asked for, where it could be read. */
  readonly model?: string;
  /** What the answer is called, where it has a schema. */
  readonly schemaName?: string;
  /** The HTTP status; `aborted` when the client left before the end, `disconnected` when a fault cut the line. */
  readonly status: number | 'aborted' | 'disconnected';
  /** When it came in, in milliseconds of the sandbox's clock. */
  readonly startedAtMs: number;
  /** When it had been answered, in milliseconds of the sandbox's clock. */
  readonly endedAtMs: number;
  /** Absent when nothing was answered. */
  readonly usage?: Usage;
}

/** What `GET /sandbox/report` gives. */
export interface SandboxReport {
  /** In the order in which they ended. */
  readonly requests: readonly ServedRequest[];
  /** How many have come in and not ended. */
  readonly inFlight: number;
  /** How many ended so, by `status`. */
  readonly countsByStatus: Readonly<Record<string, number>>;
  /** What they used, added up. */
  readonly usage: Usage;
}

export class RequestLog {
  readonly requests: ServedRequest[] = [];
  #inFlight = 0;

  begin(): void {
    this.#inFlight++;
  }

  end(request: ServedRequest): void {
    this.#inFlight--;
    this.requests.push(request);
  }

  report(): SandboxReport {
    const countsByStatus: Record<string, number> = {};
    let [inputTokens, outputTokens] = [0, 0];
    for (const { status, usage } of this.requests) {
      countsByStatus[status] = (countsByStatus[status] ?? 0) + 1;
      inputTokens += usage?.inputTokens ?? 0;
      outputTokens += usage?.outputTokens ?? 0;
    }
    const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
    return { requests: this.requests, inFlight: this.#inFlight, countsByStatus, usage };
  }
}
