import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, errors } from './api-error.js';
import type { Call, CallDescription } from './call.js';
import { deliverBody, deliverEvents, type StreamEvent } from './faults/delivery.js';
import { faultName, SLOW_FIRST_BYTE_MS, suits, type AnswerFault, type Fault } from './faults/fault.js';
import { statusError } from './faults/status-error.js';
import { checkAccess, type Key } from './keys.js';
import { latencyOf } from './latency.js';
import type { Verdict } from './report/verdict.js';
import type { SandboxState } from './sandbox-state.js';
import { resetConnection, sendAnswer } from './send-answer.js';
import type { Usage } from './usage.js';
import { Visit } from './visit.js';

/** A request that has been read: what it asks for, and how to answer it. */
export interface Work {
  readonly call: CallDescription;
  readonly reserve: { readonly tokens: number; readonly images: number };
  answer(context: AnswerContext): Promise<Answer>;
}

export interface AnswerContext {
  readonly state: SandboxState;
  readonly fault: AnswerFault | undefined;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}

/** An answer in one piece, or as server-sent events; with the tokens that it truly used. */
export type Answer = { readonly usage: Usage } & (
  { readonly body: string } | { readonly events: readonly StreamEvent[] }
);

/** Thrown to reset the connection before the answer. */
class Disconnect extends Error {}

/**
 * Serves one call from key to log: who, what, whether credit and limits let it in, what goes wrong, how long it takes,
 * and the answer. A client that leaves stops whatever is waiting for it.
 */
export async function serveCall(
  state: SandboxState,
  endpoint: CallDescription['endpoint'],
  read: (body: unknown) => Work,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const visit = new Visit(state, request.id, endpoint);
  const left = leaving(reply);
  const stamp = (): void => {
    void reply.header('openai-processing-ms', String(Math.round(state.clock.now() - visit.startedAtMs)));
  };
  let verdict: Verdict = 'served';
  let usage: Usage | undefined;
  try {
    const key = state.keys.find(request.headers.authorization);
    visit.isBy(key);
    const work = read(request.body);
    visit.asksFor(work.call);
    checkModel(state, key, work.call.model);
    state.billing.check(key);
    void reply.headers(visit.enter(key, work.call.model, work.reserve));

    const call = numbered(state, key, work.call);
    const fault = chooseFault(state, call);
    if (fault) verdict = `fault:${faultName(fault)}`;
    const answerFault = await goThrough(fault, call, state, left);

    const answer = await work.answer({ state, fault: answerFault, signal: left });
    usage = answer.usage;
    left.throwIfAborted(); // the responder may have taken its time
    stamp();
    await send(answer, answerFault, state, visit, verdict, reply, left);
    return reply;
  } catch (error) {
    if (error instanceof Disconnect) {
      visit.end('disconnected', verdict, usage);
      resetConnection(reply);
      return reply;
    }
    // Of an answer that has begun, only the client's leaving keeps the rest from going out.
    if (left.aborted || reply.sent) {
      visit.end('aborted', 'left', usage);
      if (!reply.sent) reply.hijack();
      reply.raw.destroy();
      return reply;
    }
    const problem = error instanceof ApiError ? error : errors.unexpected(error);
    visit.end(problem.status, problem.verdict);
    stamp();
    return reply.code(problem.status).headers(problem.headers).send(problem.body);
  }
}

/** A signal that is aborted when the client leaves before its answer is complete. */
function leaving(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('the client has left'));
  });
  return controller.signal;
}

function checkModel({ options }: SandboxState, key: Key, model: string): void {
  if (options.models && !options.models.includes(model)) throw errors.unknownModel(model);
  checkAccess(key, model);
}

function numbered(state: SandboxState, key: Key, call: CallDescription): Call {
  const nth = state.count(`${call.endpoint} ${call.schemaName ?? ''}`);
  return { ...call, keyId: key.id, nth, number: state.count('all') };
}

/** @throws ApiError for a fault with status 429, which is answered at once, as a limiter would */
function chooseFault({ options }: SandboxState, call: Call): Fault | undefined {
  const fault = options.faults?.(call);
  if (!fault || !suits(fault, call)) return undefined;
  if ('status' in fault && fault.status === 429) throw statusError(fault);
  return fault;
}

/**
 * Waits as long as the answer takes.
 *
 * @returns the fault that is left for the answer
 * @throws what comes in place of an answer
 */
async function goThrough(
  fault: Fault | undefined,
  call: Call,
  state: SandboxState,
  signal: AbortSignal,
): Promise<AnswerFault | undefined> {
  const extraMs = fault?.kind === 'slow-first-byte' ? (fault.delayMs ?? SLOW_FIRST_BYTE_MS) : 0;
  const waitMs = latencyOf(state.options.latency, call) + extraMs;
  if (waitMs > 0) await state.clock.sleep(waitMs, signal);
  signal.throwIfAborted();
  if (fault && 'status' in fault) throw statusError(fault);
  if (fault?.kind === 'reset-before' || (fault?.kind === 'disconnect' && !call.stream))
    throw new Disconnect();
  return fault;
}

async function send(
  answer: Answer,
  fault: AnswerFault | undefined,
  { options, clock }: SandboxState,
  visit: Visit,
  verdict: Verdict,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<void> {
  const isStream = 'events' in answer;
  const delivery = isStream
    ? deliverEvents(answer.events, fault, options.chunkDelayMs ?? 0)
    : deliverBody(answer.body, fault);
  if (isStream) void reply.header('cache-control', 'no-cache');
  await sendAnswer(reply, delivery, {
    contentType: isStream ? 'text/event-stream; charset=utf-8' : 'application/json; charset=utf-8',
    contentLength: isStream ? undefined : Buffer.byteLength(answer.body),
    clock,
    signal,
    onLast: () => visit.end(delivery.isCut ? 'disconnected' : 200, verdict, answer.usage),
  });
}
