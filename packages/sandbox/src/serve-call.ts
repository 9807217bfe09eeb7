import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, errors } from './api-error.js';
import type { Call, CallDescription } from './call.js';
import { answerFault, statusError, type AnswerFault } from './faults.js';
import { latencyOf } from './latency.js';
import type { Admission } from './limits.js';
import type { ServedRequest } from './request-log.js';
import type { SandboxState } from './sandbox-state.js';
import type { Usage } from './usage.js';

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

/** An answer in one piece, or as server-sent events. */
export type Answer = { readonly usage: Usage } & (
  { readonly body: string } | { readonly events: () => AsyncIterable<string> }
);

/** Thrown inside a stream to cut the connection. */
export class Disconnect extends Error {}

/**
 * Serves one call from key to log: who, what, whether the limits let it in, what goes wrong, how long it takes, and
 * the answer. A client that leaves stops whatever is waiting for it.
 */
export async function serveCall(
  state: SandboxState,
  endpoint: CallDescription['endpoint'],
  read: (body: unknown) => Work,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { options, clock } = state;
  const startedAtMs = clock.now();
  const left = leaving(reply);
  let served: Pick<ServedRequest, 'id' | 'endpoint' | 'keyId' | 'model' | 'schemaName'> = {
    id: request.id,
    endpoint,
  };
  let admission: Admission | undefined;
  const finish = (status: ServedRequest['status'], usage?: Usage): void => {
    admission?.settle(usage?.totalTokens);
    state.log.end({ ...served, status, startedAtMs, endedAtMs: clock.now(), ...(usage && { usage }) });
  };
  const stamp = (): void => {
    void reply.header('openai-processing-ms', String(Math.round(clock.now() - startedAtMs)));
  };
  state.log.begin();
  try {
    const key = state.findKey(request.headers.authorization);
    served = { ...served, keyId: key.id };
    const work = read(request.body);
    const { schemaName, model } = work.call;
    served = { ...served, model, ...(schemaName !== undefined && { schemaName }) };
    if (options.models && !options.models.includes(model)) throw errors.unknownModel(model);
    admission = state.limiter.admit({ key, model, ...work.reserve });
    void reply.headers(admission.headers);

    const call: Call = { ...work.call, keyId: key.id, nth: state.count(`${endpoint} ${schemaName ?? ''}`) };
    const fault = options.faults?.(call);
    const refusal = statusError(fault);
    if (refusal?.status === 429) throw refusal;
    await waitFor(latencyOf(options.latency, call), state, left);
    if (refusal) throw refusal;
    if (fault?.kind === 'disconnect' && !call.stream) throw new Disconnect();

    const answer = await work.answer({ state, fault: answerFault(fault), signal: left });
    left.throwIfAborted(); // the responder may have taken its time
    stamp();
    if ('body' in answer) {
      // Before the answer goes out, so that whoever has it finds the place free and the request in the log.
      finish(200, answer.usage);
      return reply.type('application/json; charset=utf-8').send(answer.body);
    }
    const events = loggedEvents(answer.events(), left, (status) => finish(status, answer.usage));
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(Readable.from(events));
  } catch (error) {
    if (left.aborted || error instanceof Disconnect) {
      finish(left.aborted ? 'aborted' : 'disconnected');
      reply.hijack();
      reply.raw.destroy();
      return reply;
    }
    const problem = error instanceof ApiError ? error : errors.unexpected(error);
    finish(problem.status);
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

async function waitFor(ms: number, state: SandboxState, signal: AbortSignal): Promise<void> {
  if (ms > 0) await state.clock.sleep(ms, signal);
  signal.throwIfAborted();
}

/** Passes the events on and says how the stream ended: also when nobody read it to its end. */
async function* loggedEvents(
  events: AsyncIterable<string>,
  left: AbortSignal,
  finish: (status: ServedRequest['status']) => void,
): AsyncGenerator<string> {
  let status: ServedRequest['status'] = 'aborted';
  try {
    yield* events;
    status = 200;
  } catch (error) {
    if (!left.aborted) status = 'disconnected';
    throw error; // headers are out: destroying the stream is all that can be done, and what a cut line looks like
  } finally {
    finish(status);
  }
}
