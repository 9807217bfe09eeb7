import type { CallEndpoint } from './call.js';
import type { Usage } from './usage.js';

/** One request that the sandbox has served, in the order in which they ended. */
export interface ServedRequest {
  readonly id: string;
  readonly endpoint: CallEndpoint | 'models';
  /** The id of the key, never its secret; absent when none was accepted. */
  readonly keyId?: string;
  readonly model?: string;
  readonly schemaName?: string;
  /** The HTTP status; `aborted` when the client left before the end, `disconnected` when a fault cut the line. */
  readonly status: number | 'aborted' | 'disconnected';
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Absent when nothing was answered. */
  readonly usage?: Usage;
}

/** What `GET /sandbox/report` gives. */
export interface SandboxReport {
  readonly requests: readonly ServedRequest[];
  readonly inFlight: number;
  readonly countsByStatus: Readonly<Record<string, number>>;
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
