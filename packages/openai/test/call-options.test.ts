import { describe, expect, it } from '@jest/globals';
import { keptInMemory, systemClock } from '@phasegraph/engine';
import type { CallOptions, Cost, KeyPool, Lease } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import OpenAI from 'openai';
import { performCall } from '../src/call.js';
import type { Connection } from '../src/call.js';
import { countTokens } from '../src/count-tokens.js';
import { LearnedEstimates } from '../src/learned-estimates.js';
import { priceList } from '../src/prices.js';
import { wordsApi } from '../src/words-api.js';
import { faked } from './rig.js';

const estimate = { inputTokens: 100, outputTokens: 20, output: 'cap', images: 0 } as const;

const lease: Lease = {
  keyId: 'first',
  queuedMs: 0,
  heard: () => undefined,
  settle: () => undefined,
  learn: () => undefined,
};

/** A call through a pool that is the given function; what the call did is noted in order. */
async function callThrough(
  pass: (cost: Cost, options: CallOptions, start: () => Promise<unknown>) => Promise<unknown>,
) {
  const notes: string[] = [];
  const share = { weight: 3 };
  const controller = new AbortController();
  const pool: KeyPool = {
    // What the call gives is nothing here, whatever it is typed as.
    call: (cost, options, run) => pass(cost, options, () => run(lease)) as never,
    snapshot: () => ({ name: 'model', waiting: 0, keys: [] }),
  };
  const connection: Connection = {
    scope: {
      task: 'copywriting[hero]',
      phase: 'copywriting',
      attempt: 1,
      rank: 4000,
      share,
      signal: controller.signal,
      queued: () => {
        let waits = true;
        notes.push('waits');
        return () => {
          if (waits) notes.push('goes on');
          waits = false;
        };
      },
      keep: (bytes) => Promise.resolve(keptInMemory(bytes)),
      report: () => undefined,
      keyChanged: () => undefined,
    },
    resource: 'model',
    pool,
    clock: systemClock,
    server: 'http://model.test/v1',
    scrub: (text) => text,
    hideSecrets: (text) => text,
    words: wordsApi('auto'),
    estimates: new LearnedEstimates('up-front'),
    prices: priceList(),
    sdkOf: () => new OpenAI({ apiKey: 'any' }),
  };
  await performCall<undefined, undefined>(connection, {
    model: 'a-model',
    asked: 'text',
    estimate: () => Promise.resolve(estimate),
    send: () => {
      notes.push('is sent');
      return Promise.resolve(undefined);
    },
    usageOf: () => undefined,
    read: () => undefined,
    recording: { request: 'x', keep: () => undefined, recall: () => undefined },
  }).catch((error: unknown) => notes.push(String(error)));
  return { notes, share, signal: controller.signal };
}

describe('what a call tells its pool', () => {
  it('is whose it is, how urgent, of which sort, and what it takes at the least', async () => {
    const told: [Cost, CallOptions][] = [];
    const { share, signal } = await callThrough((cost, options, start) => {
      told.push([cost, options]);
      return start();
    });
    expect(told).toEqual([
      [
        { requests: 1, tokens: 150 + 20, images: 0 },
        {
          rank: 4000,
          share,
          signal,
          target: 'a-model',
          sort: 'copywriting',
          leastCost: { requests: 1, tokens: 100 + 20, images: 0 },
          onKeyChange: expect.any(Function),
          onRequeue: expect.any(Function),
        },
      ],
    ]);
    // One object for all calls of a run.
    expect(told[0]?.[1].share).toBe(share);
  });
});

describe('the time that a call waits for a limit', () => {
  it('is told of to the attempt, until it starts', async () => {
    const { notes } = await callThrough((_cost, _options, start) => start());
    expect(notes).toEqual(['waits', 'goes on', 'is sent']);
  });

  it('is told of anew each time that it was started in vain', async () => {
    const { notes } = await callThrough(async (_cost, { onRequeue }, start) => {
      await start();
      onRequeue?.();
      await start();
    });
    expect(notes).toEqual(['waits', 'goes on', 'is sent', 'waits', 'goes on', 'is sent']);
  });

  it.each([true, false])('ends when the call is given up, after a start in vain: %s', async (wasStarted) => {
    const { notes } = await callThrough(async (_cost, { onRequeue }, start) => {
      if (wasStarted) {
        await start();
        onRequeue?.();
      }
      throw new Error('given up');
    });
    expect(notes.slice(-3)).toEqual(['waits', 'goes on', 'Error: given up']);
  });
});

describe('a call that has no answer yet', () => {
  it('may arrive half a second after it left, for the window of its limit', async () => {
    await countTokens('its table is read');
    const clock = virtualClock();
    let sent = 0;
    let answer = (): void => undefined;
    const end = new Promise<void>((resolve) => (answer = resolve));
    const rig = faked(() => new Error('not asked'), {
      clock,
      limits: { '*': { rpm: 1 } },
      fetch: async () => {
        sent++;
        await end;
        return new Response('{}');
      },
    });
    const calls = [1, 2].map(() =>
      rig.client.text({ instructions: 'Say', input: 'hi' }).catch(() => 'failed'),
    );
    await clock.advance(60_499);
    const sentBefore = sent;
    await clock.advance(1);
    const sentThen = sent;
    answer();
    await Promise.all(calls);
    expect([sentBefore, sentThen]).toEqual([1, 2]);
  });
});
