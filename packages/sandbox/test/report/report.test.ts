import { describe, expect, it } from '@jest/globals';
import type { SandboxReport } from '../../src/index.js';
import { clientFor, refusal, rig } from '../rig.js';
import { VirtualClock } from '../virtual-clock.js';

const ask = { model: 'm', input: 'x'.repeat(40), max_output_tokens: 20 }; // reserves 30 tokens
const keys = [
  { id: 'one', secret: 'sk-one', group: 'org' },
  { id: 'two', secret: 'sk-two', group: 'org' },
];

describe('the report', () => {
  it('says of every request when, by whom, at which cost and what came of it', async () => {
    const clock = new VirtualClock();
    const startedAtMs = clock.now();
    const { sandbox } = await rig({ keys, clock, latency: 5, limits: { rpm: 1 }, text: () => 'abcd' });
    const answer = clientFor(sandbox, 'sk-one').responses.create(ask);
    await clock.asleep(1);
    expect(sandbox.report()).toMatchObject({ requests: [], inFlight: 1 });
    clock.advance(5);
    await answer;
    await refusal(clientFor(sandbox, 'sk-two').responses.create(ask));
    await refusal(clientFor(sandbox, 'sk-three').responses.create(ask));
    await refusal(clientFor(sandbox, 'sk-one').post('/responses', { body: {} }));

    const reserved = { requests: 1, tokens: 30, images: 0 };
    const asked = { endpoint: 'responses', group: 'org', model: 'm' };
    const report = sandbox.report();
    expect(report).toEqual({
      startedAtMs,
      requests: [
        {
          ...asked,
          id: expect.stringMatching(/^req_/),
          keyId: 'one',
          status: 200,
          verdict: 'served',
          startedAtMs,
          endedAtMs: startedAtMs + 5,
          arrivalOrder: 2,
          endOrder: 3,
          usage: { inputTokens: 10, outputTokens: 1, totalTokens: 11 },
          cost: { reserved, settled: { ...reserved, tokens: 11 } },
        },
        expect.objectContaining({ ...asked, keyId: 'two', status: 429, verdict: 'refused:requests' }),
        expect.objectContaining({ status: 401, verdict: 'key:unknown' }),
        expect.objectContaining({ keyId: 'one', status: 400, verdict: 'invalid' }),
      ],
      inFlight: 0,
      countsByStatus: { 200: 1, 429: 1, 401: 1, 400: 1 },
      countsByVerdict: { served: 1, 'refused:requests': 1, 'key:unknown': 1, invalid: 1 },
      countsByKey: { one: { served: 1, invalid: 1 }, two: { 'refused:requests': 1 } },
      violations: { requests: 1, tokens: 0, images: 0, 'requests-per-day': 0, concurrency: 0, total: 1 },
      usage: { inputTokens: 10, outputTokens: 1, totalTokens: 11 },
      limits: [{ fromMs: startedAtMs, order: 1, limits: { rpm: 1 } }],
      audit: {
        breaches: 0,
        peaks: [
          { kind: 'requests', group: 'org', model: 'm', used: 1, limit: 1, atMs: startedAtMs, breaches: 0 },
          { kind: 'tokens', group: 'org', model: 'm', used: 30, limit: null, atMs: startedAtMs, breaches: 0 },
          {
            kind: 'concurrency',
            group: 'org',
            keyId: 'one',
            used: 1,
            limit: null,
            atMs: startedAtMs,
            breaches: 0,
          },
        ],
      },
    });
    const served = await fetch(sandbox.baseUrl.replace('/v1', '/sandbox/report'));
    const text = await served.text();
    expect(JSON.parse(text) as SandboxReport).toEqual(JSON.parse(JSON.stringify(report)));
    expect(text).not.toContain('sk-');
  });

  it('names calls in flight in the audit, and every limit that was in force', async () => {
    const clock = new VirtualClock();
    const { sandbox, client } = await rig({ clock, latency: 5, limits: { m: { concurrency: 3 } } });
    const answers = [client.responses.create(ask), client.responses.create(ask)];
    await clock.asleep(2);
    sandbox.setLimits({ '*': { concurrency: 1 } });
    const { audit, limits } = sandbox.report();
    expect(audit?.peaks).toContainEqual(
      expect.objectContaining({ kind: 'concurrency', keyId: 'key-1', model: 'm', used: 2, limit: 3 }),
    );
    expect(limits.map(({ limits: each }) => each)).toEqual([
      { m: { concurrency: 3 } },
      { '*': { concurrency: 1 } },
    ]);
    clock.advance(5);
    await Promise.all(answers);
  });

  it('keeps counts alone where it is told to', async () => {
    const { sandbox, client } = await rig({ log: 'counts', limits: { rpm: 2 } });
    for (let call = 0; call < 3; call++) await client.responses.create(ask).catch(() => undefined);
    expect(sandbox.requests).toEqual([]);
    expect(sandbox.report()).toMatchObject({
      requests: [],
      countsByVerdict: { served: 2, 'refused:requests': 1 },
      violations: { total: 1 },
      audit: null,
    });
  });

  it('says when a client has left', async () => {
    const clock = new VirtualClock();
    const { sandbox, client } = await rig({ clock, latency: 5 });
    const leave = new AbortController();
    const answer = client.responses.create(ask, { signal: leave.signal }).catch(() => 'left');
    await clock.asleep(1);
    leave.abort();
    expect(await answer).toBe('left');
    while (sandbox.requests.length === 0) await new Promise(setImmediate); // the socket's end arrives on its own
    expect(sandbox.requests).toMatchObject([{ status: 'aborted', verdict: 'left' }]);
  });
});
