import { describe, expect, it } from '@jest/globals';
import { rig, throttled } from './pool-rig.js';

describe('keyPool: how many at once', () => {
  it('grows by one for each round of answers after it was lowered, and falls when answers take longer', async () => {
    const { call, clock, pool } = rig({ limits: { '*': { concurrency: 8 } } });
    const cap = (): number | undefined => pool.snapshot().keys[0]?.targets[0]?.concurrency;
    let refusals = 0;
    const behave = (): void => {
      if (refusals++ === 0) throw throttled(1);
    };
    const send = (ms: () => number): void => void call('1', ms(), { behave }).then(() => send(ms));
    let ms = 100;
    for (let nth = 0; nth < 8; nth++) send(() => ms);
    await clock.advance(5);
    expect(cap()).toBe(4);
    await clock.advance(250);
    expect(cap()).toBeGreaterThan(4);
    expect(cap()).toBeLessThan(8);
    await clock.advance(10_000);
    expect(cap()).toBe(8);
    ms = 1000;
    await clock.advance(10_000);
    expect(cap()).toBeLessThan(8);
  });

  it('compares how long calls take with those of their own sort', async () => {
    const { call, clock, pool } = rig({ limits: { '*': { concurrency: 8 } } });
    for (let nth = 0; nth < 40; nth++) {
      void call('quick', 100, { sort: 'titles' });
      void call('slow', 2000, { sort: 'pages' });
      await clock.advance(nth < 20 ? 2000 : 500);
    }
    await clock.advance(60_000);
    expect(pool.snapshot().keys[0]?.targets[0]?.concurrency).toBe(8);
  });
});
