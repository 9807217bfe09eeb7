import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '../../src/limits/memory-ledger.js';
import { endOf, never, rig, small, tokens } from './pool-rig.js';

const minute = 60_000;

describe('keyPool: what would be waited for in vain', () => {
  it.each([{ tokens: NaN }, { requests: -1 }, { images: Infinity }, { tokens: undefined }])(
    'refuses a call that takes %j',
    async (wrong) => {
      const { pool } = rig({ limits: { '*': { tpm: 100 } } });
      // As a caller without types may do.
      const cost = { ...small, ...wrong } as typeof small;
      await expect(
        pool.call(cost, { rank: 0, signal: never }, () => Promise.resolve()),
      ).rejects.toMatchObject({
        code: 'invalid-option',
      });
    },
  );

  it.each([{ rank: NaN }, { share: { weight: 0 } }, { share: { weight: NaN } }])(
    'refuses one with %j',
    async (wrong) => {
      const { call } = rig();
      await expect(call('1', 0, wrong)).rejects.toMatchObject({ code: 'invalid-option' });
    },
  );

  it('takes what is no number of what a call used for as it was estimated', async () => {
    const { call, clock, pool } = rig({ limits: { '*': { tpm: 100 } } });
    for (const tokensUsed of [undefined, NaN, -1]) {
      await clock.run(
        call('1', 0, { ...tokens(10), behave: (lease) => lease.settle({ tokens: tokensUsed }) }),
      );
    }
    expect(pool.snapshot().keys[0]?.targets[0]?.limits).toMatchObject([{ used: 30 }]);
  });

  it('fails what waits for a limit of a day that is used up', async () => {
    const { call, clock } = rig({ limits: { '*': { rpd: 2, rpm: 1 } } });
    const ends = ['1', '2', '3'].map((name) => endOf(call(name, 10)));
    await clock.advance(2 * minute);
    expect(await ends[2]).toMatchObject({ code: 'no-usable-key', message: /used up a limit/ });
    expect(await Promise.all(ends.slice(0, 2))).toEqual(['1', '2']);
  });

  it('waits for as long as it is told to', async () => {
    const { call, clock } = rig({ limits: { '*': { rpd: 1 } }, longestWaitMs: 2 * 86_400_000 });
    const ends = ['1', '2'].map((name) => call(name, 10));
    await clock.advance(86_400_000 + 100);
    expect(await Promise.all(ends)).toEqual(['1', '2']);
  });

  it.each(['reserve', 'settle'] as const)(
    'hands on what a ledger throws in %s, and goes on',
    async (method) => {
      const ledger = memoryLedger([]);
      let isBroken = true;
      const { call, clock, pool } = rig({
        ledger: () => ({
          ...ledger,
          reserve: (...args) => {
            if (isBroken && method === 'reserve') throw new Error('broken');
            return ledger.reserve(...args);
          },
          settle: (...args) => {
            if (isBroken && method === 'settle') throw new Error('broken');
            ledger.settle(...args);
          },
        }),
      });
      const ends = ['1', '2'].map((name) => endOf(call(name, 10)));
      await clock.advance(20);
      expect(await Promise.all(ends)).toEqual([new Error('broken'), new Error('broken')]);
      expect(pool.snapshot()).toMatchObject({ waiting: 0, keys: [{ inFlight: 0 }] });
      isBroken = false;
      expect(await clock.run(call('3', 10))).toBe('3');
    },
  );
});
