import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiError } from '../src/api-error.js';
import { rollingLimiter, type Limits } from '../src/limits.js';
import { clientFor, refusal, rig } from './rig.js';
import { VirtualClock } from './virtual-clock.js';

const ask = { model: 'm', input: 'x'.repeat(40) }; // 10 tokens

describe('limits over HTTP', () => {
  it('answers 429 with the wait and the headers once the requests of a minute are used up', async () => {
    const clock = new VirtualClock();
    const { client } = await rig({ clock, limits: { rpm: 2 } });
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
});

describe('rollingLimiter', () => {
  const step = fc.record({
    waitMs: fc.constantFrom(0, 1, 999, 10_000, 30_000, 59_999, 60_000),
    tokens: fc.integer({ min: 0, max: 60 }),
    images: fc.integer({ min: 0, max: 2 }),
  });
  const limits: fc.Arbitrary<Limits> = fc.record(
    {
      rpm: fc.integer({ min: 1, max: 5 }),
      tpm: fc.integer({ min: 10, max: 120 }),
      ipm: fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: [] },
  );

  it('lets a call in exactly when no limit is exceeded in the 60 seconds before it', () => {
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 40 }), (chosen, steps) => {
        const clock = new VirtualClock();
        const limiter = rollingLimiter(chosen, clock);
        const admitted: { at: number; tokens: number; images: number }[] = [];
        for (const { waitMs, tokens, images } of steps) {
          clock.advance(waitMs);
          const recent = admitted.filter(({ at }) => clock.now() - at < 60_000);
          const sum = (pick: (call: (typeof recent)[number]) => number): number =>
            recent.reduce((total, call) => total + pick(call), 0);
          const fits =
            recent.length + 1 <= (chosen.rpm ?? Infinity) &&
            sum((call) => call.tokens) + tokens <= (chosen.tpm ?? Infinity) &&
            sum((call) => call.images) + images <= (chosen.ipm ?? Infinity);
          expect(
            letIn(() => limiter.admit({ key: { id: 'k', group: 'g' }, model: 'm', tokens, images })),
          ).toBe(fits);
          if (fits) admitted.push({ at: clock.now(), tokens, images });
        }
      }),
    );
  });

  it('does not count what a call used once its minute is over', () => {
    const clock = new VirtualClock();
    const limiter = rollingLimiter({ tpm: 100 }, clock);
    const demand = { key: { id: 'k', group: 'g' }, model: 'm', tokens: 10, images: 0 };
    const slow = limiter.admit(demand);
    clock.advance(60_000);
    limiter.admit(demand).settle();
    slow.settle(100);
    expect(letIn(() => limiter.admit({ ...demand, tokens: 90 }))).toBe(true);
  });

  it('names the first moment at which the same call is let in', () => {
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 40 }), (chosen, steps) => {
        const clock = new VirtualClock();
        const limiter = rollingLimiter(chosen, clock);
        for (const { waitMs, tokens } of steps) {
          clock.advance(waitMs);
          const demand = { key: { id: 'k', group: 'g' }, model: 'm', tokens, images: 0 };
          const waits = waitsOf(() => limiter.admit(demand));
          if (waits === undefined) continue;
          clock.advance(waits - 1);
          expect(letIn(() => limiter.admit(demand))).toBe(false);
          clock.advance(1);
          // One limit names its own moment; another may still be exceeded then, and names a later one.
          const again = waitsOf(() => limiter.admit(demand));
          expect(again === undefined || Object.keys(chosen).length > 1).toBe(true);
        }
      }),
    );
  });
});

function letIn(admit: () => unknown): boolean {
  try {
    admit();
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 429) return false;
    throw error;
  }
}

/** The wait that a refusal names; undefined where the call is let in, or where no wait helps. */
function waitsOf(admit: () => unknown): number | undefined {
  try {
    admit();
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const ms = error.headers['retry-after-ms'];
    return ms === undefined ? undefined : Number(ms);
  }
}
