import { Agent, request } from 'node:http';
import { keyPool } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { callScope } from '../call-scope.js';

/** What is asked, and of whom. */
export interface Asked {
  readonly baseUrl: string;
  readonly path: string;
  readonly isStreamed: boolean;
  /** Whether a call that a limit refuses is as good as an answer. */
  readonly mayBeRefused: boolean;
  readonly secrets: readonly string[];
}

/** Makes one call after the other, through whatever it is. */
export interface Client {
  call(): Promise<unknown>;
  close(): void;
}

/** Ways to make calls, by their names on the command line. */
export const clients: Readonly<Record<string, (asked: Asked) => Client>> = {
  http: overHttp,
  pool: throughPool,
  openai: throughOpenai,
};

/** Calls of a key in flight, for the pools. */
const concurrency = 100;
const limits = { '*': { rpm: 1_000_000, tpm: 1_000_000_000, concurrency } };
const question = 'What is a sourdough starter?';

/** HTTP kept alive, and nothing else. */
function overHttp(asked: Asked): Client {
  const http = httpOf(asked);
  const [secret = 'any'] = asked.secrets;
  return { call: () => http.send(secret), close: () => http.close() };
}

/** The same through a pool of keys: what the pool itself costs. */
function throughPool(asked: Asked): Client {
  const http = httpOf(asked);
  const secretOf = new Map(asked.secrets.map((secret, index) => [`key-${index}`, secret]));
  const pool = keyPool({
    name: 'model',
    keys: [...secretOf.keys()].map((id) => ({ id })),
    limits,
    concurrency,
  });
  const cost = { requests: 1, tokens: 100, images: 0 };
  return {
    call: () =>
      pool.call(cost, { rank: 0, signal: new AbortController().signal }, async (lease) => {
        await http.send(secretOf.get(lease.keyId) ?? '');
        lease.settle({ tokens: 20 });
      }),
    close: () => http.close(),
  };
}

/** The pool that makes calls of models, with the SDK and `fetch`. */
function throughOpenai({ baseUrl, secrets }: Asked): Client {
  const pool = openaiPool({
    keys: secrets.map((secret, index) => ({ id: `key-${index}`, secret })),
    limits,
    baseURL: baseUrl,
    env: {},
  });
  const asked = { instructions: 'Answer.', input: question, maxOutputTokens: 100, model: 'm' };
  return {
    call: () => pool.connect(callScope()).text(asked),
    close: () => undefined,
  };
}

function httpOf({ baseUrl, path, isStreamed, mayBeRefused }: Asked): {
  send(secret: string): Promise<void>;
  close(): void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const said =
    path === 'responses' ? { input: question } : { messages: [{ role: 'user', content: question }] };
  const body = JSON.stringify({ model: 'm', stream: isStreamed, ...said });
  // The first of a minute that is refused are let in.
  const isExpected = (status = 0): boolean => status === 200 || (mayBeRefused && status === 429);
  return {
    send: (secret) =>
      new Promise((resolve, reject) => {
        const headers = {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        };
        const sent = request(`${baseUrl}/${path}`, { agent, method: 'POST', headers }, (answer) => {
          if (!isExpected(answer.statusCode)) reject(new Error(`answered ${answer.statusCode}`));
          answer.resume().once('end', resolve).once('error', reject);
        });
        sent.once('error', reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}
