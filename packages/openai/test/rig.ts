import { keptInMemory } from '@phasegraph/engine';
import type { CallReport, CallScope, KeyChange } from '@phasegraph/engine';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox, SandboxOptions } from '@phasegraph/sandbox';
import { openaiPool } from '../src/index.js';
import type { ModelClient, OpenaiPool, OpenaiPoolOptions } from '../src/index.js';

/** One of no known shape, one that looks like OpenAI’s; neither is a key. */
export const secrets = ['acme_first-9f2c7a61d0', 'sk-test-second-04be88c3f1'] as const;

/** A client bound to a task, and what it reported. */
export interface Task {
  readonly client: ModelClient;
  readonly reports: CallReport[];
  readonly keyChanges: KeyChange[];
  readonly controller: AbortController;
}

export function taskOn(pool: OpenaiPool, scope: Partial<CallScope> = {}): Task {
  const reports: CallReport[] = [];
  const keyChanges: KeyChange[] = [];
  const controller = new AbortController();
  const client = pool.connect({
    task: 'copywriting[hero]',
    phase: 'copywriting',
    attempt: 1,
    rank: 0,
    share: { weight: 1 },
    signal: controller.signal,
    queued: () => () => undefined,
    keep: (bytes) => Promise.resolve(keptInMemory(bytes)),
    report: (call) => void reports.push(call),
    keyChanged: (_resource, change) => void keyChanges.push(change),
    ...scope,
  });
  return { client, reports, keyChanges, controller };
}

/**
 * A sandbox that accepts the two secrets as `first` and `second`, a pool on it, and a task. The pool waits for no outage to
 * end: it gives up once the circuit of its only key is open.
 */
export async function sandboxed(
  options: SandboxOptions = {},
  poolOptions: Partial<OpenaiPoolOptions> = {},
): Promise<Task & { sandbox: Sandbox; pool: OpenaiPool; [Symbol.asyncDispose](): Promise<void> }> {
  const keys = [
    { id: 'first', secret: secrets[0] },
    { id: 'second', secret: secrets[1] },
  ];
  const sandbox = await startSandbox({ keys, ...options });
  const pool = openaiPool({
    keys: keys.slice(0, 1),
    baseURL: sandbox.baseUrl,
    env: {},
    outageMs: 0,
    ...poolOptions,
  });
  return { sandbox, pool, ...taskOn(pool), [Symbol.asyncDispose]: () => sandbox.close() };
}

/** An answer of a server that is not there. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

/** As above, of a pool whose server is a function from the bearer and the sent body to the answer. */
export function faked(
  answer: (request: { secret: string; body: Record<string, unknown>; url: string }) => FakeAnswer | Error,
  poolOptions: Partial<OpenaiPoolOptions> = {},
): Task & { pool: OpenaiPool; sent: Record<string, unknown>[] } {
  const sent: Record<string, unknown>[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    // The SDK sends JSON objects only.
    const body = (await request.json()) as Record<string, unknown>;
    sent.push(body);
    const secret = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    const given = answer({ secret, body, url: request.url });
    if (given instanceof Error) throw given;
    const isWire = typeof given.body === 'string' || given.body instanceof ReadableStream;
    // Checked above: what goes over the wire as it is.
    const wire = isWire ? (given.body as string | ReadableStream<Uint8Array>) : JSON.stringify(given.body);
    return new Response(wire, {
      status: given.status ?? 200,
      headers: { 'content-type': 'application/json', ...given.headers },
    });
  };
  const keys = [{ id: 'first', secret: secrets[0] }];
  const pool = openaiPool({
    keys,
    baseURL: 'http://model.test/v1',
    env: {},
    fetch,
    outageMs: 0,
    ...poolOptions,
  });
  return { pool, sent, ...taskOn(pool) };
}

/** A completed answer of `/responses` with this text. */
export function answered(text: string): FakeAnswer {
  return {
    body: {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] },
      ],
      usage: { input_tokens: 11, output_tokens: 7, total_tokens: 18 },
    },
  };
}

/**
 * An answer as a stream of these texts, each a piece on the wire; a promise is waited for, an error breaks the connection.
 */
export function streaming(...pieces: readonly (string | Error | Promise<unknown>)[]): FakeAnswer {
  const encoder = new TextEncoder();
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else if (piece instanceof Error) controller.error(piece);
      else if (typeof piece === 'string') controller.enqueue(encoder.encode(piece));
      else await piece;
    },
  });
  return { headers: { 'content-type': 'text/event-stream' }, body };
}

/** An event of a stream. */
export function event(data: { readonly type?: string } & Record<string, unknown>): string {
  return `${data.type === undefined ? '' : `event: ${data.type}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** The error of a promise that must reject. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`rejected with ${typeof error}, not with an error`, { cause: error });
  }
  throw new Error('did not fail');
}
