import { describe, expect, it } from '@jest/globals';
import { rig, tokens } from './pool-rig.js';

const minute = 60_000;

describe('keyPool: several runs', () => {
  it('shares what is limited by weight', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { rpm: 12 } } });
    const [a, b] = [{ weight: 1 }, { weight: 3 }];
    for (let nth = 0; nth < 100; nth++) {
      void call('a', 10, { share: a });
      void call('b', 10, { share: b });
    }
    await clock.advance(3 * minute);
    const ofA = starts.filter((start) => start === 'a@a').length;
    expect(starts).toHaveLength(48);
    expect(Math.abs(ofA - 12)).toBeLessThanOrEqual(2);
  });

  it('goes by what calls used, not by what was reserved for them', async () => {
    const { call, clock } = rig({ limits: { '*': { tpm: 100_000 } } });
    const used = { a: 0, b: 0 };
    const send = (run: 'a' | 'b', share: { weight: number }, reserved: number): void => {
      void call(run, 10, {
        ...tokens(reserved),
        share,
        behave: (lease) => {
          lease.settle({ tokens: 1000 });
          used[run] += 1000;
        },
      }).then(() => send(run, share, reserved));
    };
    const [a, b] = [{ weight: 1 }, { weight: 1 }];
    for (let nth = 0; nth < 10; nth++) {
      send('a', a, 10_000);
      send('b', b, 1500);
    }
    await clock.advance(10 * minute);
    expect(used.a / used.b).toBeGreaterThan(0.7);
    expect(used.a / used.b).toBeLessThan(1.4);
  });

  it('starves nobody for having called something scarcer', async () => {
    const { call, clock, starts } = rig({ concurrency: 1, limits: { limited: { rpm: 5 } } });
    const [a, b] = [{ weight: 1 }, { weight: 1 }];
    void call('scarce', 1, { share: b, target: 'limited', rank: 9 });
    for (let nth = 0; nth < 100; nth++) void call('a', 100, { share: a, target: 'local' });
    for (let nth = 0; nth < 20; nth++) void call('b', 100, { share: b, target: 'local', rank: 5 });
    await clock.advance(4200);
    expect(starts.filter((start) => start === 'b@a').length).toBeGreaterThanOrEqual(19);
  });
});
