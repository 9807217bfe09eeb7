import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ApiError, errors } from './api-error.js';
import { readChatCall } from './endpoints/chat-completions.js';
import { readImagesCall } from './endpoints/images.js';
import { findModel, listModels } from './endpoints/models.js';
import { readResponsesCall } from './endpoints/responses.js';
import type { SandboxOptions } from './options.js';
import type { BillingCode } from './billing.js';
import type { Key } from './keys.js';
import type { LimitsOption } from './limits/limits.js';
import type { ServedRequest } from './report/request-log.js';
import { reportOf, type SandboxReport } from './report/report.js';
import { Visit } from './visit.js';
import { sandboxState, type SandboxState } from './sandbox-state.js';
import { serveCall } from './serve-call.js';

/** The largest request that is read: 32 MiB. */
const BODY_LIMIT = 32 * 1024 * 1024;

/** A sandbox that is listening. */
export interface Sandbox {
  /** What the `openai` client takes as `baseURL`: `http://127.0.0.1:<port>/v1`. */
  readonly baseUrl: string;
  /** The requests that have ended, in that order; it grows while the sandbox runs. */
  readonly requests: readonly ServedRequest[];
  /** What came of all requests until now, with an audit of the limits. `GET /sandbox/report` gives the same. */
  report(): SandboxReport;
  /**
   * Puts other limits into force from now on; what the windows hold stays. Changes that were announced still come.
   * @throws SandboxError `invalid-option`
   */
  setLimits(limits: LimitsOption): void;
  /**
   * Lets a group of keys be out of credit from now on.
   * @param code what its calls are refused with; default `insufficient_quota`
   * @throws SandboxError `unknown-group`
   */
  exhaust(group: string, code?: BillingCode): void;
  /**
   * Revokes a key by its id: its next calls are answered 401.
   * @throws SandboxError `unknown-key`
   */
  revoke(keyId: string): void;
  /** Stops listening and cuts what is still open, idle connections and calls in flight alike. */
  close(): Promise<void>;
}

/**
 * Starts an OpenAI-compatible server on 127.0.0.1. It answers from the responders that it is handed, by the names of
 * the schemas, and makes a valid value for a schema that nobody answers.
 *
 * @throws SandboxError `invalid-option`
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const state = sandboxState(options);
  const server = createServer(state);
  const address = await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return {
    baseUrl: `${address}/v1`,
    requests: state.log.requests,
    report: () => reportOf(state),
    setLimits: (limits) => state.limiter.setLimits(state.clock.now(), limits),
    exhaust(group, code = 'insufficient_quota') {
      state.keys.checkGroup(group);
      state.billing.exhaust(group, code);
    },
    revoke: (keyId) => state.keys.revoke(keyId),
    close: () => server.close(),
  };
}

function createServer(state: SandboxState): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true, // clients keep connections alive, and calls may wait on a clock that stands still
    genReqId: () => state.newId('req'),
    requestIdHeader: false,
  });
  readJsonBodies(server);
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id).header('openai-version', '2020-10-01');
  });
  server.setErrorHandler(sendError);
  server.setNotFoundHandler((request, reply) =>
    sendError(errors.unknownRoute(request.method, request.url), request, reply),
  );

  server.post('/v1/responses', (request, reply) =>
    serveCall(state, 'responses', readResponsesCall, request, reply),
  );
  server.post('/v1/chat/completions', (request, reply) =>
    serveCall(state, 'chat/completions', readChatCall, request, reply),
  );
  server.post('/v1/images/generations', (request, reply) =>
    serveCall(state, 'images/generations', readImagesCall, request, reply),
  );
  server.get('/v1/models', (request, reply) =>
    serveModels(state, request, reply, (key) => listModels(state, key)),
  );
  server.get<{ Params: { id: string } }>('/v1/models/:id', (request, reply) =>
    serveModels(state, request, reply, (key) => findModel(state, key, request.params.id)),
  );
  server.get('/sandbox/report', () => reportOf(state));
  return server;
}

/** Models are looked up, not run: a key is needed, limits and faults do not count. */
function serveModels(
  state: SandboxState,
  request: FastifyRequest,
  reply: FastifyReply,
  find: (key: Key) => object,
): FastifyReply {
  const visit = new Visit(state, request.id, 'models');
  try {
    const key = state.keys.find(request.headers.authorization);
    visit.isBy(key);
    const found = find(key);
    visit.end(200, 'served');
    return reply.send(found);
  } catch (error) {
    const problem = error instanceof ApiError ? error : errors.unexpected(error);
    visit.end(problem.status, problem.verdict);
    return reply.code(problem.status).send(problem.body);
  }
}

/** Bodies are JSON whatever the client calls them, and a broken one is answered in the provider's words. */
function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, JSON.parse(String(text)));
    } catch (error) {
      done(errors.unreadableBody(error instanceof Error ? error.message : String(error)));
    }
  });
}

function sendError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = error instanceof ApiError ? error : fromServer(error);
  return reply.code(problem.status).headers(problem.headers).send(problem.body);
}

/** Fastify's own errors carry their status: a body that is too large is 413. */
function fromServer(error: unknown): ApiError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 500 || !(error instanceof Error)) return errors.unexpected(error);
  return new ApiError(status, { message: error.message });
}
