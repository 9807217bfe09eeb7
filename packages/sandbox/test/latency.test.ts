import { describe, expect, it } from '@jest/globals';
import { refusal, rig } from './rig.js';
import { VirtualClock } from './virtual-clock.js';

const ask = { model: 'm', input: 'x' };

describe('latency', () => {
  it('holds an answer back for as long as it is told to', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rig({ clock, latency: 50 });
    const answer = client.responses.create(ask).withResponse();
    await clock.asleep(1);
    clock.advance(49);
    expect(sandbox.requests).toEqual([]);
    clock.advance(1);
    expect((await answer).response.headers.get('openai-processing-ms')).toBe('50');
    const [served] = sandbox.requests;
    expect((served?.endedAtMs ?? 0) - (served?.startedAtMs ?? 0)).toBe(50);
  });

  it('asks a function for the latency of each call', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rig({ clock, latency: ({ nth }) => nth * 100 });
    const answers = [client.responses.create(ask), client.responses.create(ask)];
    await clock.asleep(2);
    clock.advance(100);
    await Promise.race(answers);
    expect(sandbox.requests).toHaveLength(1);
    clock.advance(100);
    await Promise.all(answers);
  });

  it('answers 500 to a latency that is none', async () => {
    const { client } = await rig({ latency: () => Number.NaN });
    expect((await refusal(client.responses.create(ask))).message).toContain(
      'has to be a number of milliseconds',
    );
  });

  it('streams piece by piece where a delay is set', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, chunkDelayMs: 10, text: () => 'a'.repeat(16) + 'b'.repeat(16) });
    const stream = await client.responses.create({ ...ask, stream: true });
    const deltas: string[] = [];
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') deltas.push(event.delta);
      // Whoever waits for the next piece has seen all that came before it.
      if (
        event.type === 'response.content_part.added' ||
        (event.type === 'response.output_text.delta' && deltas.length === 1)
      ) {
        await clock.asleep(1);
        expect(deltas.join('')).toBe('a'.repeat(16 * deltas.length));
        clock.advance(10);
      }
    }
    expect(deltas).toEqual(['a'.repeat(16), 'b'.repeat(16)]);
  });

  it('stops waiting for a client that has left', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rig({ clock, latency: 60_000 });
    const leave = new AbortController();
    const answer = client.responses
      .create(ask, { signal: leave.signal })
      .catch((error: Error) => error.message);
    await clock.asleep(1);
    leave.abort();
    expect(await answer).toBe('Request was aborted.');
    while (sandbox.requests.length === 0) await new Promise(setImmediate); // the socket's end arrives on its own
    expect(sandbox.requests).toMatchObject([{ status: 'aborted' }]);
    expect(clock.sleeping).toBe(0);
  });

  it('stops a stream whose reader has left', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rig({ clock, chunkDelayMs: 10, text: () => 'a'.repeat(64) });
    const stream = await client.responses.create({ ...ask, stream: true });
    for await (const event of stream) if (event.type === 'response.content_part.added') break;
    while (sandbox.requests.length === 0) await new Promise(setImmediate);
    expect(sandbox.requests).toMatchObject([{ status: 'aborted' }]);
    expect(clock.sleeping).toBe(0);
  });
});
