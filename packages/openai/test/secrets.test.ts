import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CallReport } from '@phasegraph/engine';
import { z } from 'zod';
import { openaiPool } from '../src/index.js';
import { scrubber } from '../src/scrub.js';
import { answered, event, failureOf, faked, secrets, streaming, taskOn } from './rig.js';
import type { FakeAnswer } from './rig.js';

const [secret] = secrets;
/** As providers quote a key that they refuse. */
const starred = `${secret.slice(0, 8)}*********${secret.slice(-4)}`;
const object = { name: 'copy', schema: z.object({ a: z.string() }), instructions: 'Say', input: 'hello' };

function saying(message: string, status: number, code: string): FakeAnswer {
  const headers = {
    'x-request-id': secret,
    'set-cookie': `session=${secret}`,
    'openai-organization': secret,
  };
  return { status, headers, body: { error: { message, type: secret, code, param: secret } } };
}

/** Everything that a failing provider, proxy or system might quote. */
const worst: [string, () => FakeAnswer | Error][] = [
  ['a refused key', () => saying(`Incorrect API key provided: ${starred}.`, 401, 'invalid_api_key')],
  ['a refused key, quoted whole', () => saying(`Bad key ${secret}`, 403, secret)],
  ['an exhausted account', () => saying(`No credit for ${secret}`, 429, 'insufficient_quota')],
  ['a bad request', () => saying(`authorization: Bearer ${secret}`, 400, 'invalid_value')],
  ['a broken server', () => saying(`trace: ${secret}`, 500, secret)],
  ['a proxy’s page', () => ({ status: 502, body: `<html>${secret}</html>` })],
  ['a proxy’s page as a success', () => ({ body: `<html><title>${secret}</title></html>` })],
  ['a path that is not there', () => saying(`Invalid URL (POST /${secret}/responses)`, 404, secret)],
  ['a method that is not there', () => saying(`${secret} Not Allowed`, 405, secret)],
  ['a success that is an error', () => ({ body: { error: `Unexpected endpoint ${secret}` } })],
  ['a failed connection', () => new TypeError(`fetch failed for ${secret}`, { cause: new Error(secret) })],
  ['a refusal', () => refusing(`I cannot use ${secret}`)],
  ['a broken answer', () => answered(JSON.stringify({ [secret]: secret }))],
  ['no JSON', () => answered(secret)],
  [
    'a failure in the body',
    () => ({ body: { status: 'failed', error: { code: secret, message: secret }, output: [] } }),
  ],
];

function refusing(refusal: string): FakeAnswer {
  return {
    body: { status: 'completed', output: [{ type: 'message', content: [{ type: 'refusal', refusal }] }] },
  };
}

describe('secrets', () => {
  const printed: unknown[] = [];
  beforeEach(() => {
    printed.length = 0;
    process.env['OPENAI_LOG'] = 'debug';
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      jest.spyOn(console, method).mockImplementation((...args) => void printed.push(args));
    }
  });
  afterEach(() => {
    delete process.env['OPENAI_LOG'];
    jest.restoreAllMocks();
  });

  it.each(worst)('stay in memory: %s', async (_name, answer) => {
    const rig = faked(answer);
    const failure = await failureOf(rig.client.object(object));
    expect(everythingOf(failure, rig.reports, rig.pool.snapshot(), printed)).not.toMatch(traces);
    expect(rig.reports.length).toBeGreaterThan(0);
  });

  it.each<[string, () => FakeAnswer, number]>([
    ['an error', () => streaming(event({ type: 'error', code: secret, message: secret })), 1],
    ['an error of another shape', () => streaming(event({ error: { code: secret, message: secret } })), 1],
    ['a break', () => streaming(new TypeError('terminated', { cause: new Error(secret) })), 1],
    ['an event that is no JSON', () => streaming(`data: {"${secret}\n\n`), 1],
  ])('stay in memory: a stream with %s', async (_name, answer, calls) => {
    const rig = faked(answer);
    const list = { ...object, schema: z.object({ a: z.array(z.string()) }) };
    const failure = await failureOf(
      rig.client.object({ ...list, items: { of: 'a', onItem: () => undefined } }),
    );
    expect(everythingOf(failure, rig.reports, rig.pool.snapshot(), printed)).not.toMatch(traces);
    expect(rig.reports).toHaveLength(calls);
  });

  it('stay in memory when a call is aborted', async () => {
    const rig = faked(() => {
      rig.controller.abort(new Error(secret));
      return new DOMException(secret, 'AbortError');
    });
    const failure = await failureOf(rig.client.object(object));
    expect(everythingOf(failure, rig.reports, rig.pool.snapshot(), printed)).not.toMatch(traces);
  });

  it('are not found in the pool or its clients', () => {
    const pool = openaiPool({ keys: [{ id: 'first', secret }], env: {} });
    expect(everythingOf(pool, [], pool.snapshot(), taskOn(pool).client)).not.toMatch(traces);
    expect(pool.fingerprint).not.toMatch(traces);
  });

  it('are not quoted by errors about themselves', () => {
    const thrown = whatThrows(() => openaiPool({ keys: [{ id: 'a', secret: `${secret}\u00e9` }], env: {} }));
    expect(everythingOf(thrown, [])).not.toMatch(traces);
  });

  it('are asked for where any word will do: a server that takes every key', () => {
    expect(() => openaiPool({ keys: [{ id: 'sandbox', secret: 'sandbox' }], env: {} })).not.toThrow();
  });

  it.each([
    [{ id: `key ${secret}`, secret }],
    [{ id: `key ${secret}`, env: 'KEY' }],
    [
      { id: 'first', secret },
      { id: `key ${secret}`, secret: secrets[1] },
    ],
    [
      { id: `key ${secret}`, env: 'NOT_SET' },
      { id: 'second', secret },
    ],
    [{ id: 'first', group: secret, secret }],
    [
      { id: 'first', secret },
      { id: 'second', group: `of ${secret}`, secret: secrets[1] },
    ],
  ])('are not taken for the name of a key or a group: %j', (...keys) => {
    const thrown = whatThrows(() => openaiPool({ keys, env: { KEY: secret } }));
    expect(thrown).toMatchObject({ code: 'invalid-option' });
    expect(everythingOf(thrown, [])).not.toMatch(traces);
  });

  it('are not quoted where one stands in the place of a variable', () => {
    const inPlace = 'sk-proj-open-sesame-0123456789';
    for (const id of ['first', inPlace]) {
      const thrown = whatThrows(() => openaiPool({ keys: [{ id, env: inPlace }], env: {} }));
      expect(thrown).toMatchObject({ code: 'invalid-option' });
      expect(everythingOf(thrown, [])).not.toContain('sesame');
    }
  });

  it('are taken out of the address of a server that does not answer', async () => {
    const rig = faked(() => new TypeError('fetch failed'), { baseURL: `http://model.test/${secret}/v1` });
    const failure = await failureOf(rig.client.object(object));
    expect(failure.message).toContain('http://model.test/[key]/v1');
    expect(everythingOf(failure, rig.reports)).not.toMatch(traces);
  });
});

describe('scrubber', () => {
  it.each([
    [`a ${secret} b`, 'a [key] b'],
    [`a ${starred}. You`, 'a [key] You'],
    ['an unknown sk-proj-abc_DEF-123 too', 'an unknown [key] too'],
    ['a task-list, 2 ** 3, risk-free', 'a task-list, 2 ** 3, risk-free'],
  ])('makes of %j %j', (text, expected) => {
    expect(scrubber([secret])(text)).toBe(expected);
  });

  it('takes out a secret as it stands in a quoted body or an address', () => {
    const odd = 'a"b\\c/d-efgh';
    expect(scrubber([odd])(`${JSON.stringify({ odd })} ?key=${encodeURIComponent(odd)}`)).toBe(
      '{"odd":"[key]"} ?key=[key]',
    );
  });

  it('takes out a secret in base64', () => {
    const encoded = Buffer.from(`user:${secret}`).toString('base64');
    expect(scrubber([secret])(`Basic ${encoded}`)).toMatch(/^Basic dXNlcj.{0,2}\[key\].{0,4}$/);
  });

  it('takes out a secret that begins with another one', () => {
    expect(scrubber(['a-token-', 'a-token-two'])('a-token-two')).toBe('[key]');
  });

  it('leaves words alone that are too short to be a secret', () => {
    expect(scrubber(['x', 'output'])('max_output_tokens')).toBe('max_output_tokens');
  });
});

function whatThrows(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

/** The secret whole, or either of the parts that are quoted of it. */
const traces = new RegExp([secret, secret.slice(0, 10), secret.slice(-4)].join('|'));

/** Every form in which a value may be written down. */
function everythingOf(thing: unknown, reports: readonly CallReport[], ...more: readonly unknown[]): string {
  const said = thing instanceof Error ? [thing.message, thing.stack, thing.cause, Object.entries(thing)] : [];
  const all = [thing, said, reports, more];
  return [inspect(all, { depth: 20, showHidden: true, getters: true }), JSON.stringify(all)].join('\n');
}
