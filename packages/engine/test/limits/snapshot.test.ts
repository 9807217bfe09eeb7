import { describe, expect, it } from '@jest/globals';
import type { Lease } from '../../src/limits/key-pool.js';
import { codeOf } from '../../src/limits/snapshot.js';
import { ProviderError, endOf, failingOn, revoked, rig, throttled, tokens, tripped } from './pool-rig.js';

const minute = 60_000;

describe('snapshot', () => {
  it('shows a pool that was never called', () => {
    const { pool } = rig({ keys: [{ id: 'a', group: 'org' }, { id: 'b' }] });
    const untouched = {
      condition: { status: 'open' },
      inFlight: 0,
      calls: 0,
      throttled: 0,
      failed: 0,
      targets: [],
    };
    expect(pool.snapshot()).toEqual({
      name: 'model',
      waiting: 0,
      keys: [
        { id: 'a', group: 'org', ...untouched },
        { id: 'b', group: 'b', ...untouched },
      ],
    });
  });

  it('shows what runs, what waits and what the limits hold, for each target by itself', async () => {
    const { call, clock, pool } = rig({
      keys: [
        { id: 'a', group: 'org' },
        { id: 'b', group: 'org', targets: ['pictures'] },
      ],
      limits: { words: { tpm: 100, concurrency: 4 }, '*': { rpm: 10 } },
    });
    const settled = ({ settle }: Lease) => settle({ tokens: 20 });
    void call('1', 1000, { ...tokens(60), target: 'words', behave: settled });
    await clock.advance(0);
    void call('2', 1000, { ...tokens(70), target: 'words' });
    void call('3', 1000, { ...tokens(50), target: 'words' });
    void call('4', 1000, { target: 'pictures' });
    await clock.advance(0);
    const open = { status: 'open' };
    const ofPictures = {
      target: 'pictures',
      condition: open,
      limits: [{ dimension: 'requests', amount: 10, windowMs: minute, used: 1, reserved: 1 }],
    };
    expect(pool.snapshot()).toMatchObject({
      waiting: 1,
      keys: [
        {
          id: 'a',
          inFlight: 2,
          calls: 2,
          targets: [
            {
              target: 'words',
              condition: open,
              inFlight: 2,
              concurrency: 4,
              limits: [{ dimension: 'tokens', amount: 100, windowMs: minute, used: 90, reserved: 70 }],
            },
            { ...ofPictures, inFlight: 0 },
          ],
        },
        { id: 'b', inFlight: 1, calls: 1, targets: [{ ...ofPictures, inFlight: 1 }] },
      ],
    });
    const [, pictures] = pool.snapshot().keys[0]?.targets ?? [];
    expect(pictures).not.toHaveProperty('concurrency');
    await clock.advance(1000);
    expect(pool.snapshot()).toMatchObject({ waiting: 1, keys: [{ inFlight: 0 }, { inFlight: 0 }] });
    await clock.advance(2 * minute);
    expect(pool.snapshot().keys[0]?.targets[0]?.limits).toMatchObject([{ used: 0, reserved: 0 }]);
  });

  it('shows a pause, with the time that is left of it, of the key or all its group', async () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { call, clock, pool } = rig({ keys, concurrency: 1 });
    void call('1', 10, { behave: failingOn('a', throttled(500, 'group')) });
    await clock.advance(100);
    const resting = { status: 'paused', resumesInMs: 400 };
    expect(pool.snapshot().keys).toMatchObject([
      { condition: resting, throttled: 1, failed: 0, lastError: 'throttled' },
      { condition: resting, throttled: 0 },
      { condition: { status: 'open' } },
    ]);
    await clock.advance(400);
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'open' } });
  });

  it('shows an open circuit, and when it is tried', async () => {
    const { call, clock, pool } = rig({ outageMs: 10_000 });
    void endOf(call('1', 10, { behave: failingOn(undefined, tripped('unanswered')) }));
    await clock.advance(300);
    expect(pool.snapshot().keys[0]).toMatchObject({
      condition: { status: 'tripped', probesInMs: 700 },
      failed: 3,
      lastError: 'server',
    });
  });

  it('shows a key as open again to which a later run is', async () => {
    const { call, clock, pool } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const [early, late] = [{ weight: 1 }, { weight: 1 }];
    await clock.run(call('1', 0, { share: early, behave: failingOn('a', revoked()) }));
    expect(pool.snapshot().keys[0]?.condition).toMatchObject({ status: 'retired' });
    await clock.run(call('2', 0, { share: late }));
    expect(pool.snapshot().keys[0]?.condition).toEqual({ status: 'open' });
  });

  it('shows the best condition of its targets for a key, and that it is retired before all else', async () => {
    const { call, clock, pool } = rig({ keys: [{ id: 'a' }, { id: 'b' }], outageMs: 10_000 });
    const conditionOfA = () => pool.snapshot().keys[0]?.condition;
    for (let nth = 0; nth < 6; nth++) {
      await clock.run(endOf(call('x', 0, { target: 'failing', behave: failingOn('a', tripped()) })));
    }
    expect(conditionOfA()).toMatchObject({ status: 'tripped' });
    await clock.run(call('x', 0, { target: 'throttled', behave: failingOn('a', throttled(1e5)) }));
    await clock.run(call('x', 0, { target: 'throttled', behave: failingOn('a', throttled(1e5)) }));
    expect(conditionOfA()).toMatchObject({ status: 'paused' });
    await clock.run(call('x', 0, { target: 'fine' }));
    expect(conditionOfA()).toEqual({ status: 'open' });
    await clock.run(call('x', 0, { target: 'fine', behave: failingOn('a', revoked()) }));
    await clock.run(call('x', 0, { target: 'fine', behave: failingOn('a', revoked()) }));
    expect(conditionOfA()).toEqual({ status: 'retired', reason: 'was refused' });
  });

  it('shows the concurrency that is allowed at present', async () => {
    const { call, clock, pool } = rig({
      keys: [{ id: 'a' }, { id: 'b' }],
      limits: { '*': { concurrency: 8 } },
    });
    const behave = async ({ keyId }: Lease) => {
      await clock.sleep(5);
      if (keyId === 'a') throw throttled(100);
    };
    for (let nth = 0; nth < 16; nth++) void call('x', 10, { behave });
    await clock.advance(6);
    expect(pool.snapshot().keys.map(({ targets }) => targets[0]?.concurrency)).toEqual([4, 8]);
  });
});

describe('codeOf', () => {
  it.each<[unknown, string]>([
    [new ProviderError('rate-limited'), 'rate-limited'],
    [new TypeError('sk-secret'), 'TypeError'],
    [Object.assign(new Error('sk-secret'), { code: 7 }), 'Error'],
    ['sk-secret', 'string'],
    [undefined, 'undefined'],
  ])('names %p without quoting it', (error, code) => {
    expect(codeOf(error)).toBe(code);
  });
});
