import { describe, expect, it } from '@jest/globals';
import { clientFor, refusal, rig } from '../rig.js';
import { VirtualClock } from '../virtual-clock.js';

const ask = { model: 'm', input: 'x'.repeat(40) }; // 10 tokens

describe('limits over HTTP', () => {
  it('answers 429 with the wait and the headers once the requests of a minute are used up', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, limits: { rpm: 2 }, countRefused: false });
    await client.responses.create(ask);
    clock.advance(20_000);
    const { response } = await client.responses.create(ask).withResponse();
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(response.headers.get('x-ratelimit-reset-requests')).toBe('1m0s');

    clock.advance(1_500);
    const error = await refusal(client.responses.create(ask));
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
    expect(error.message).toContain('Limit 2, Used 2, Requested 1. Please try again in 38.5s.');
    expect(error.headers?.get('retry-after')).toBe('39');
    expect(error.headers?.get('retry-after-ms')).toBe('38500');
    expect(error.headers?.get('x-ratelimit-limit-requests')).toBe('2');

    clock.advance(38_499);
    expect(await refusal(client.responses.create(ask))).toMatchObject({ status: 429 });
    clock.advance(1);
    expect((await client.responses.create(ask)).status).toBe('completed');
  });

  it('counts the most tokens of an answer up front, and its true usage afterwards', async () => {
    const { client } = await rig({
      clock: new VirtualClock(),
      limits: { tpm: 100 },
      text: () => 'x'.repeat(80),
    });
    const tooMuch = await refusal(client.responses.create({ ...ask, max_output_tokens: 91 }));
    expect(tooMuch.message).toContain('Limit 100, Requested 101. The request must be reduced');
    expect(tooMuch.headers?.get('retry-after')).toBeNull();
    await client.responses.create({ ...ask, max_output_tokens: 80 }); // 90 reserved, 30 used
    const { response } = await client.responses.create({ ...ask, max_output_tokens: 60 }).withResponse(); // 70 reserved
    expect(response.headers.get('x-ratelimit-remaining-tokens')).toBe('0');
    expect(await refusal(client.responses.create({ ...ask, max_output_tokens: 31 }))).toMatchObject({
      type: 'tokens',
    });
  });

  it('keeps what was reserved counted where it is not given back', async () => {
    const limits = { tpm: 100 };
    const { client, sandbox } = await rig({
      clock: new VirtualClock(),
      limits,
      keepsReserved: true,
      text: () => 'x'.repeat(80),
    });
    await client.responses.create({ ...ask, max_output_tokens: 80 }); // 90 reserved, 30 used
    expect(await refusal(client.responses.create({ ...ask, max_output_tokens: 16 }))).toMatchObject({
      type: 'tokens',
    });
    expect(sandbox.requests[0]).toMatchObject({
      usage: { totalTokens: 30 },
      cost: { settled: { tokens: 90 } },
    });
    expect(sandbox.report().audit).toMatchObject({ breaches: 0 });
    expect(sandbox.report().audit?.peaks).toContainEqual(
      expect.objectContaining({ kind: 'tokens', used: 90 }),
    );
  });

  it('counts images', async () => {
    const { client } = await rig({ clock: new VirtualClock(), limits: { ipm: 3 } });
    await client.images.generate({ model: 'mine', prompt: 'a', size: '8x8', n: 2 });
    const error = await refusal(client.images.generate({ model: 'mine', prompt: 'a', size: '8x8', n: 2 }));
    expect(error).toMatchObject({ status: 429, type: 'images' });
    await client.images.generate({ model: 'mine', prompt: 'a', size: '8x8' });
  });

  it('shares a budget among the keys of a group, and no other', async () => {
    const keys = [
      { secret: 'a', group: 'org' },
      { secret: 'b', group: 'org' },
      { secret: 'c', group: 'elsewhere' },
    ];
    const { sandbox } = await rig({ keys, clock: new VirtualClock(), limits: { rpm: 1 } });
    await clientFor(sandbox, 'a').responses.create(ask);
    expect(await refusal(clientFor(sandbox, 'b').responses.create(ask))).toMatchObject({ status: 429 });
    await clientFor(sandbox, 'c').responses.create(ask);
  });

  it('lets a key have so many calls in flight, and frees the place when one ends or its client leaves', async () => {
    const clock = new VirtualClock();
    const { client, sandbox } = await rig({ clock, limits: { concurrency: 2 }, latency: 50 });
    const leave = new AbortController();
    const first = client.responses.create(ask);
    const second = client.responses.create(ask, { signal: leave.signal }).catch(() => 'left');
    await clock.asleep(2);
    expect((await refusal(client.responses.create(ask))).message).toContain('concurrent requests');

    leave.abort();
    expect(await second).toBe('left');
    while (clock.sleeping === 2) await new Promise(setImmediate); // until the socket's end has arrived
    const third = client.responses.create(ask);
    await clock.asleep(2);
    expect(await refusal(client.responses.create(ask))).toMatchObject({ status: 429 });

    clock.advance(50);
    await Promise.all([first, third]);
    const fourth = client.responses.create(ask);
    await clock.asleep(1);
    clock.advance(50);
    expect((await fourth).status).toBe('completed');
    expect(sandbox.requests.map(({ status }) => status)).toEqual([429, 'aborted', 429, 200, 200, 200]);
  });

  it('counts refused requests towards those of a minute, unless it is told not to', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, limits: { rpm: 1 } });
    await client.responses.create(ask);
    clock.advance(30_000);
    const error = await refusal(client.responses.create(ask));
    expect(error.message).toContain('Limit 1, Used 1, Requested 1. Please try again in 1m0s.');
    clock.advance(30_000);
    expect(await refusal(client.responses.create(ask))).toMatchObject({ status: 429 });
    clock.advance(60_000);
    await client.responses.create(ask);
  });

  it('counts requests a day, to its last millisecond', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, limits: { rpd: 1 } });
    await client.responses.create(ask);
    clock.advance(86_399_999);
    const error = await refusal(client.responses.create(ask));
    expect(error).toMatchObject({ status: 429, type: 'requests', code: 'rate_limit_exceeded' });
    expect(error.message).toContain('on requests per day (RPD): Limit 1, Used 1, Requested 1.');
    expect(error.headers?.get('retry-after-ms')).toBe('1');
    clock.advance(1);
    await client.responses.create(ask);
  });

  it('gives each model a budget of its own, as its entry or "*" says', async () => {
    const limits = { m: { rpm: 1 }, '*': { rpm: 2 } };
    const { client, sandbox } = await rig({ clock: new VirtualClock(), limits });
    for (const model of ['m', 'm', 'n', 'n', 'n', 'o']) {
      await client.responses.create({ ...ask, model }).catch(() => undefined);
    }
    expect(sandbox.requests.map(({ status }) => status)).toEqual([200, 429, 200, 200, 429, 200]);
  });

  it('counts places of a key over all models, or for each where limits are by model', async () => {
    for (const [limits, statuses] of [
      [{ concurrency: 1 }, [429, 200]],
      [{ '*': { concurrency: 1 } }, [200, 200]],
    ] as const) {
      const clock = new VirtualClock();
      const { client, sandbox } = await rig({ clock, limits, latency: 50 });
      const first = client.responses.create({ ...ask, model: 'm' });
      await clock.asleep(1);
      const second = client.responses.create({ ...ask, model: 'n' }).catch(() => undefined);
      while (clock.sleeping + sandbox.requests.length < 2) await new Promise(setImmediate);
      clock.advance(50);
      await Promise.all([first, second]);
      expect(sandbox.requests.map(({ status }) => status)).toEqual(statuses);
    }
  });

  it('refills buckets continuously, and says when enough has flowed in', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, mode: 'bucket', limits: { rpm: 6 }, countRefused: false });
    for (let call = 0; call < 6; call++) await client.responses.create(ask);
    const error = await refusal(client.responses.create(ask));
    expect(error.message).toContain('Limit 6, Used 6, Requested 1. Please try again in 10s.');
    clock.advance(9_999);
    expect((await refusal(client.responses.create(ask))).headers?.get('retry-after-ms')).toBe('1');
    clock.advance(1);
    const { response } = await client.responses.create(ask).withResponse();
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(response.headers.get('x-ratelimit-reset-requests')).toBe('1m0s');
  });

  it('has minutes as long as it is told', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, limits: { rpm: 1 }, minuteMs: 100 });
    await client.responses.create(ask);
    clock.advance(100);
    await client.responses.create(ask);
    expect((await refusal(client.responses.create(ask))).headers?.get('retry-after-ms')).toBe('100');
  });

  it('tells what is left of images where they are limited, and of nothing where it is not to', async () => {
    const image = { model: 'mine', prompt: 'a', size: '8x8' as const, n: 2 };
    const told = await rig({ clock: new VirtualClock(), limits: { ipm: 3 } });
    const { response } = await told.client.images.generate(image).withResponse();
    expect(response.headers.get('x-ratelimit-limit-images')).toBe('3');
    expect(response.headers.get('x-ratelimit-remaining-images')).toBe('1');
    expect(response.headers.get('x-ratelimit-reset-images')).toBe('1m0s');

    const silent = await rig({ clock: new VirtualClock(), limits: { ipm: 3 }, headers: false });
    await silent.client.images.generate(image);
    const error = await refusal(silent.client.images.generate(image));
    expect(error.message).toContain('Please try again in 1m0s.');
    const names = [...(error.headers ?? new Headers()).keys()];
    expect(names.filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
  });

  it('reserves the tokens of every choice', async () => {
    const { client } = await rig({ clock: new VirtualClock(), limits: { tpm: 100 } });
    const chat = {
      model: 'm',
      messages: [{ role: 'user' as const, content: 'x'.repeat(40) }],
      max_tokens: 31,
    };
    const error = await refusal(client.chat.completions.create({ ...chat, n: 3 }));
    expect(error.message).toContain('Limit 100, Requested 103.');
  });
});

describe('limits that change', () => {
  it('hold from the moment on, and windows keep what they hold', async () => {
    const clock = new VirtualClock();
    const limitChanges = [{ afterMs: 30_000, limits: { rpm: 1 } }];
    const { client } = await rig({ clock, limits: { rpm: 3 }, limitChanges, countRefused: false });
    await client.responses.create(ask);
    clock.advance(29_999);
    await client.responses.create(ask);
    clock.advance(1);
    const error = await refusal(client.responses.create(ask));
    expect(error.message).toContain('Limit 1, Used 2, Requested 1. Please try again in 59.999s.');
  });

  it('refill buckets at the pace that held', async () => {
    const clock = new VirtualClock();
    const limitChanges = [{ afterMs: 10_000, limits: { rpm: 6 } }];
    const { client } = await rig({ clock, mode: 'bucket', limits: { rpm: 12 }, limitChanges });
    for (let call = 0; call < 12; call++) await client.responses.create(ask);
    clock.advance(10_000); // two have flowed in, and 10 of 6 are missing
    expect((await refusal(client.responses.create(ask))).message).toContain('Limit 6, Used 10, Requested 1.');
    clock.advance(50_000);
    await client.responses.create(ask);
  });

  it('are set by call, and refused where they are none', async () => {
    const { client, sandbox } = await rig({ clock: new VirtualClock() });
    await client.responses.create(ask);
    sandbox.setLimits({ m: { rpm: 1 } });
    expect(await refusal(client.responses.create(ask))).toMatchObject({ status: 429 });
    sandbox.setLimits({});
    await client.responses.create(ask);
    expect(() => sandbox.setLimits({ rpm: -1 })).toThrow('`limits.rpm` is -1; give a number, 0 or more.');
  });
});

describe('limits that cannot be', () => {
  it.each([
    [{ limits: { rpm: Number.NaN } }, '`limits.rpm` is NaN; give a number, 0 or more.'],
    [{ limits: { m: { tpm: -1 } } }, '`limits["m"].tpm` is -1; give a number, 0 or more.'],
    [{ limits: { m: { tpm: 1 }, rpm: 1 } }, '`limits` has both numbers and limits of models'],
    [{ limits: { rpmm: 1 } }, '`limits.rpmm` is no limit that the sandbox knows; the limits are rpm, tpm'],
    [{ limitChanges: [{ afterMs: -1, limits: {} }] }, '`limitChanges[0].afterMs` is -1'],
    [{ minuteMs: 0 }, '`minuteMs` is 0; give a number of milliseconds above 0.'],
  ])('%j are refused before anything listens', async (options, message) => {
    // What a caller without types hands in.
    await expect(rig(options as Parameters<typeof rig>[0])).rejects.toThrow(message);
  });
});
