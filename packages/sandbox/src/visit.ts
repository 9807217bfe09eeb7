import type { CallDescription, CallEndpoint } from './call.js';
import type { Key } from './keys.js';
import type { Admission } from './limits/limiter.js';
import type { Cost, OpenRequest, ServedRequest } from './report/request-log.js';
import type { Verdict } from './report/verdict.js';
import type { SandboxState } from './sandbox-state.js';
import type { Usage } from './usage.js';

/** One request from its coming to its end: in the log, in the limits' accounts, and in the bills. */
export class Visit {
  readonly startedAtMs: number;
  readonly #state: SandboxState;
  readonly #request: OpenRequest;
  #admission: Admission | undefined;
  #charge: ((usage: Usage | undefined) => void) | undefined;
  #hasEnded = false;

  constructor(state: SandboxState, id: string, endpoint: CallEndpoint | 'models') {
    this.#state = state;
    this.startedAtMs = state.clock.now();
    state.limiter.catchUp(this.startedAtMs); // changes that are due come before it, in their order as well
    this.#request = { id, endpoint, startedAtMs: this.startedAtMs, arrivalOrder: state.order.next() };
    state.log.begin(this.#request);
  }

  isBy({ id, group }: Key): void {
    this.#request.keyId = id;
    this.#request.group = group;
  }

  asksFor({ model, schemaName }: CallDescription): void {
    this.#request.model = model;
    if (schemaName !== undefined) this.#request.schemaName = schemaName;
  }

  /**
   * @returns the limit headers of its answer
   * @throws ApiError 429 when a limit would be exceeded
   */
  enter(
    key: Key,
    model: string,
    reserve: { readonly tokens: number; readonly images: number },
  ): Admission['headers'] {
    this.#request.cost = { reserved: { requests: 1, ...reserve } };
    this.#admission = this.#state.limiter.admit(this.startedAtMs, { key, model, ...reserve });
    this.#charge = this.#state.billing.charge(key);
    return this.#admission.headers;
  }

  /** Says what came of it, with the tokens that it truly used. The first end counts. */
  end(status: ServedRequest['status'], verdict: Verdict, usage?: Usage): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const { clock, limiter, order, log, options } = this.#state;
    const endedAtMs = clock.now();
    limiter.catchUp(endedAtMs);
    const endOrder = order.next();
    this.#admission?.settle(endedAtMs, usage?.totalTokens);
    this.#charge?.(usage);
    const { cost, ...request } = this.#request;
    log.end(this.#request, {
      ...request,
      status,
      verdict,
      endedAtMs,
      endOrder,
      ...(usage && { usage }),
      ...(cost && {
        cost: this.#admission
          ? { ...cost, settled: settledCost(cost.reserved, usage, options.keepsReserved === true) }
          : cost,
      }),
    });
  }
}

function settledCost(reserved: Cost, usage: Usage | undefined, keepsReserved: boolean): Cost {
  if (!usage) return reserved;
  const { totalTokens } = usage;
  return { ...reserved, tokens: keepsReserved ? Math.max(reserved.tokens, totalTokens) : totalTokens };
}
