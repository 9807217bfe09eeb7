import type { CallRecord, RecordedAnswer, Usage } from '@phasegraph/engine';
import type { Connection, Exchange } from './call.js';
import { ModelError, errors } from './errors.js';
import type { CallPlace } from './errors.js';

/** How the answers to a request are recorded, and stand for a call that is not made. */
export interface Recording<Answer, Value> {
  /** All that the answer depends on, but for the server: what is sent, and how. */
  readonly request: unknown;
  /** The answer as plain data, without secrets; `undefined` of one that nobody pays for or can use. */
  keep(answer: Answer): unknown;
  /** Reads back what was kept; `undefined`, when it is of no known shape. */
  recall(kept: unknown): Answer | undefined;
  /** Whether a recorded answer that cannot be used is not asked for anew; hands over as `accept` does. Default: it is. */
  stands?(error: ModelError, answer: Answer): Promise<boolean>;
  /** Whether a recorded answer is still of use, having been read; hands over what an answer hands over on its way. */
  accept?(value: Value): Promise<boolean>;
}

/** What a recorded answer comes to; one that is of no use, and does not stand either, comes to nothing. */
type Reading<Value> =
  | { readonly status: 'of-use'; readonly value: Value }
  | { readonly status: 'stands'; readonly error: ModelError };

/** A call as far as it is recorded: answered by what is there, or to be kept. */
export class RecordedCall<Answer, Value> {
  readonly #connection: Connection;
  readonly #exchange: Exchange<Answer, Value>;
  readonly #place: CallPlace;
  readonly #record: CallRecord | undefined;
  #keeping: Promise<void> | undefined;

  constructor(connection: Connection, exchange: Exchange<Answer, Value>, place: CallPlace) {
    const { model, asked, recording } = exchange;
    this.#connection = connection;
    this.#exchange = exchange;
    this.#place = place;
    this.#record = connection.scope.records?.of(recording.request, `${asked} of ${model}`);
  }

  /**
   * What a recorded answer comes to, if there is one that can be used.
   *
   * @throws PhasegraphError `not-recorded` in a run that makes no calls; ModelError `aborted`, and what a recorded answer
   *   that stands comes to
   */
  async replay(): Promise<{ readonly value: Value } | undefined> {
    const { scope, resource } = this.#connection;
    for (let found = this.#record?.next(); found !== undefined; found = this.#record?.next()) {
      if (scope.signal.aborted) throw errors.aborted(this.#place);
      const read = await this.#read(found);
      if (read === undefined) continue;
      const { keyId, usd } = found;
      scope.report({
        resource,
        keyId,
        target: this.#exchange.model,
        queuedMs: 0,
        durationMs: 0,
        outcome: 'replayed',
        ...(usd !== undefined && { savedUsd: usd }),
      });
      if (read.status === 'stands') throw read.error;
      return read;
    }
    return undefined;
  }

  /** Begins to record an answer, before it is known whether it can be used. */
  keep(answer: Answer, keyId: string, usage: Usage | undefined): void {
    const { model, recording } = this.#exchange;
    const kept = recording.keep(answer);
    if (kept === undefined) return;
    const usd = this.#connection.prices.usdOf(model, usage);
    this.#keeping = this.#record?.save({
      answer: kept,
      keyId,
      ...(usage !== undefined && { usage }),
      ...(usd !== undefined && { usd }),
    });
    // It is waited for once the pool knows how the call went. Refused before that it would have no handler, which ends the process.
    this.#keeping?.catch(() => undefined);
  }

  /** Settles when what was kept is safe. */
  async kept(): Promise<void> {
    await this.#keeping;
  }

  async #read({ answer: kept }: RecordedAnswer): Promise<Reading<Value> | undefined> {
    const exchange = this.#exchange;
    const { recording } = exchange;
    const answer = recording.recall(kept);
    if (answer === undefined) return undefined;
    let value: Value;
    try {
      value = exchange.read(answer, this.#place);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      // It could not be used when it came, and cannot today: asked again, the model may say something else.
      return (await recording.stands?.(error, answer)) === true ? { status: 'stands', error } : undefined;
    }
    return (await recording.accept?.(value)) === false ? undefined : { status: 'of-use', value };
  }
}
