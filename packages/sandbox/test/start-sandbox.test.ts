import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startSandbox, type SandboxReport } from '../src/index.js';
import { clientFor, refusal, rig } from './rig.js';
import { VirtualClock } from './virtual-clock.js';

const ask = { model: 'm', input: 'x' };

describe('startSandbox', () => {
  it('listens on loopback, on a port of the system or the given one', async () => {
    const first = await startSandbox();
    expect(first.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    const port = Number(new URL(first.baseUrl).port);
    await first.close();
    const second = await startSandbox({ port });
    expect(second.baseUrl).toBe(first.baseUrl);
    await second.close();
  });

  it('closes with connections kept alive, and with calls that still wait', async () => {
    const clock = new VirtualClock();
    const sandbox = await startSandbox({ clock, latency: ({ nth }) => (nth === 1 ? 0 : 1000) });
    const client = clientFor(sandbox);
    await client.responses.create(ask); // leaves its connection open
    const idle = connect(Number(new URL(sandbox.baseUrl).port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const waiting = refusal(client.responses.create(ask));
    await clock.asleep(1);
    await sandbox.close();
    expect((await waiting).message).toBe('Connection error.');
    await expect(client.models.list()).rejects.toThrow('Connection error.');
    idle.destroy();
  });

  it('keeps a log of what it served, and reports it', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rig({
      clock,
      text: () => 'abcd',
      faults: ({ nth }) => (nth === 2 ? { status: 500 } : undefined),
    });
    const startedAtMs = clock.now();
    await client.responses.create({ model: 'gpt-5.4', input: 'abcdefgh' });
    await refusal(client.responses.create(ask));
    await refusal(client.post('/responses', { body: {} }));
    expect(sandbox.requests).toMatchObject([
      {
        endpoint: 'responses',
        model: 'gpt-5.4',
        status: 200,
        startedAtMs,
        endedAtMs: startedAtMs,
        usage: { inputTokens: 2, outputTokens: 1, totalTokens: 3 },
      },
      { status: 500 },
      { status: 400 },
    ]);
    expect(sandbox.requests[1]).not.toHaveProperty('usage');
    const response = await fetch(sandbox.baseUrl.replace('/v1', '/sandbox/report'));
    const report = (await response.json()) as SandboxReport; // what the sandbox itself has written
    expect(report).toMatchObject({
      inFlight: 0,
      countsByStatus: { 200: 1, 400: 1, 500: 1 },
      usage: { totalTokens: 3 },
    });
    expect(report.requests).toEqual(sandbox.requests);
  });

  it('answers calls at the same time', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, latency: 50 });
    const calls = Array.from({ length: 20 }, () => client.responses.create(ask));
    await clock.asleep(20);
    clock.advance(50);
    expect(await Promise.all(calls)).toHaveLength(20);
  });
});
