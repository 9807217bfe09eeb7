import type {
  CallOptions,
  CallScope,
  Clock,
  Cost,
  KeyPool,
  Lease,
  LimitFact,
  Usage,
} from '@phasegraph/engine';
import { APIError } from 'openai';
import type OpenAI from 'openai';
import { withinBudget } from './call-budget.js';
import type { Starts } from './call-budget.js';
import { errors } from './errors.js';
import type { CallPlace, ModelError } from './errors.js';
import type { Estimate } from './estimate.js';
import type { LearnedEstimates } from './learned-estimates.js';
import { exceededOf, limitFactsOf } from './limit-facts.js';
import type { PictureKind } from './picture-tokens.js';
import type { PriceList } from './prices.js';
import { RecordedCall } from './recorded-call.js';
import type { Recording } from './recorded-call.js';
import type { HeaderReader } from './retry-after.js';
import type { Scrub } from './scrub.js';
import { translateError } from './translate-error.js';
import type { WordsApi } from './words-api.js';

/** What the calls of one attempt of a task go through. */
export interface Connection {
  readonly scope: CallScope;
  /** The pool's name in reports. */
  readonly resource: string;
  readonly pool: KeyPool;
  readonly clock: Clock;
  /** The server's address, without credentials. */
  readonly server: string;
  readonly scrub: Scrub;
  /** Takes the keys out of an answer, and nothing else. */
  readonly hideSecrets: Scrub;
  sdkOf(keyId: string): OpenAI;
  readonly words: WordsApi;
  readonly estimates: LearnedEstimates;
  readonly prices: PriceList;
}

/** One request and how to read its answer. */
export interface Exchange<Answer, Value> {
  /** The model's name. */
  readonly model: string;
  /** What is asked for, in messages. */
  readonly asked: string;
  /** What it takes at most; asked where the call is made, since counting takes time that a replayed one need not spend. */
  estimate(): Promise<Estimate>;
  /** The picture that is asked for, if it is one. */
  readonly picture?: PictureKind;
  /** @param heard is called once with the headers of an answer that is no error, before its body is read */
  send(sdk: OpenAI, signal: AbortSignal, heard: (headers: HeaderReader) => void): Promise<Answer>;
  usageOf(answer: Answer): Usage | undefined;
  /** @throws ModelError when the answer says no: a refusal costs, and is reported as failed with its usage. */
  read(answer: Answer, place: CallPlace): Value;
  readonly recording: Recording<Answer, Value>;
}

/**
 * Makes one call through the pool and reports it, however it ends. The pool may start it again on another key; each start
 * is a call of its own in the reports. One whose answer is recorded is not made; the answer of one that is made is safe
 * before this returns.
 *
 * @throws ModelError, or the pool's `no-usable-key` and `call-too-large`
 */
export async function performCall<Answer, Value>(
  connection: Connection,
  exchange: Exchange<Answer, Value>,
): Promise<Value> {
  const { scope, pool, resource, estimates } = connection;
  const { model, asked } = exchange;
  const place: CallPlace = { task: scope.task, model, asked };
  const recorded = new RecordedCall(connection, exchange, place);
  const replayed = await recorded.replay();
  if (replayed !== undefined) return replayed.value;
  const estimate = await exchange.estimate();
  const kind = { model, phase: scope.phase };
  const reserved = estimates.reserve(kind, estimate);
  const { inputTokens } = reserved;
  const { outputTokens } = estimate;
  const worst = { inputTokens, outputTokens, picture: exchange.picture };
  const price = {
    model,
    worstUsd: () => connection.prices.worstUsd(model, worst),
    advice: () => connection.prices.adviceFor(model, worst),
  };
  const call: Omit<CallOptions, 'signal' | 'onRequeue'> = {
    rank: scope.rank,
    target: model,
    sort: scope.phase,
    leastCost: reserved.leastCost,
    share: scope.share,
    onKeyChange: (change) => scope.keyChanged(resource, change),
  };
  // Waiting for a limit is not the attempt's own time: a tight limit must not make a slow phase of a quick one.
  let admitted = scope.queued();
  const requeued = (starts: Starts): void => {
    admitted = scope.queued();
    starts.requeued();
  };
  try {
    return await withinBudget(connection, price, (signal, starts) =>
      pool.call(reserved.cost, { ...call, signal, onRequeue: () => requeued(starts) }, (lease) => {
        admitted();
        return exchangeOnce(connection, exchange, {
          place,
          lease,
          recorded,
          settled: (usage) => estimates.settle(kind, estimate, reserved, usage),
          starts,
        });
      }),
    );
  } catch (error) {
    // Aborted in the queue: the pool rejects with the signal's reason, which may be anything.
    throw scope.signal.aborted ? errors.aborted(place) : error;
  } finally {
    admitted();
    // Here, where it holds up nobody else who waits for the key.
    await recorded.kept();
  }
}

/** One start of a call. */
interface Start<Answer, Value> {
  readonly place: CallPlace;
  readonly lease: Lease;
  readonly recorded: RecordedCall<Answer, Value>;
  /** What a usage comes to of what was reserved; learns from it. */
  readonly settled: (usage: Usage) => Partial<Cost>;
  readonly starts: Starts;
}

async function exchangeOnce<Answer, Value>(
  connection: Connection,
  exchange: Exchange<Answer, Value>,
  { place, lease, recorded, settled, starts }: Start<Answer, Value>,
): Promise<Value> {
  const { scope, clock } = connection;
  const startedMs = clock.now();
  const queuedMs = lease.queuedMs + starts.waitedMs();
  const tokensCounted = connection.estimates.outputCount === 'when-answered' ? 'now' : 'on-arrival';
  let usage: Usage | undefined;
  let error: ModelError | undefined;
  try {
    const answer = await exchange.send(connection.sdkOf(lease.keyId), scope.signal, (headers) => {
      lease.heard();
      lease.learn(limitFactsOf(headers));
    });
    usage = exchange.usageOf(answer);
    if (usage !== undefined) lease.settle(settled(usage), tokensCounted);
    recorded.keep(answer, lease.keyId, usage);
    return exchange.read(answer, place);
  } catch (thrown) {
    if (thrown instanceof APIError) lease.learn(factsOfError(thrown));
    error = translated(thrown, connection, place, lease);
    // The request counts, its tokens and images do not.
    if (usage === undefined && isTurnedAway(error)) lease.settle({ tokens: 0, images: 0 });
    throw error;
  } finally {
    const isFree = usage === undefined && error !== undefined && isTurnedAway(error);
    const usd = isFree ? 0 : connection.prices.usdOf(exchange.model, usage);
    starts.ended(usd, error);
    scope.report({
      resource: connection.resource,
      keyId: lease.keyId,
      target: exchange.model,
      queuedMs,
      durationMs: clock.now() - startedMs,
      outcome: error === undefined ? 'answered' : error.code === 'aborted' ? 'aborted' : 'failed',
      ...(error !== undefined && error.code !== 'aborted' && { error: error.code }),
      ...(usage !== undefined && { usage }),
      ...(usd !== undefined && { usd }),
    });
  }
}

function factsOfError({ status, headers, error }: APIError): LimitFact[] {
  const inHeaders = headers === undefined ? [] : limitFactsOf(headers);
  const exceeded = status === 429 ? exceededOf(error) : undefined;
  if (exceeded === undefined || exceeded.dimension === 'concurrency') return inHeaders;
  // What the headers say of a limit is what it is; the words of the error may round it, or leave it out.
  const isTold =
    exceeded.per !== 'day' && inHeaders.some(({ dimension }) => dimension === exceeded.dimension);
  return isTold ? inHeaders : [...inHeaders, exceeded];
}

/** Turned away before any work, which no provider charges for. */
function isTurnedAway({ code }: ModelError): boolean {
  return turnedAway.has(code);
}

const turnedAway: ReadonlySet<string> = new Set([
  'unauthorized',
  'forbidden',
  'billing',
  'rate-limited',
  'bad-request',
  'not-served',
]);

function translated(thrown: unknown, connection: Connection, place: CallPlace, lease: Lease): ModelError {
  const { scope, clock, server, scrub } = connection;
  return translateError(thrown, {
    place,
    keyId: lease.keyId,
    server,
    aborted: scope.signal.aborted,
    wallTimeMs: clock.wallTime(),
    scrub,
  });
}
