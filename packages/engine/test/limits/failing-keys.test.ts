import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '../../src/limits/memory-ledger.js';
import type { Lease } from '../../src/limits/key-pool.js';
import { ProviderError, endOf, failingOn, revoked, rig, throttled } from './pool-rig.js';

const declined = () => new ProviderError('no access', { kind: 'retire', reason: 'may not', scope: 'target' });

describe('keyPool: failing keys', () => {
  it('leaves a key alone that is refused, and runs the call on another one', async () => {
    const { call, changes, clock, pool, starts } = rig({
      keys: [{ id: 'bad' }, { id: 'good' }],
      concurrency: 1,
    });
    const behave = failingOn('bad', revoked());
    const calls = ['1', '2', '3'].map((name) => call(name, 10, { behave }));
    await clock.advance(100);
    expect(await Promise.all(calls)).toEqual(['1', '2', '3']);
    expect(starts.filter((start) => start.endsWith('@bad'))).toEqual(['1@bad']);
    expect(pool.snapshot().keys).toMatchObject([
      {
        id: 'bad',
        condition: { status: 'retired', reason: 'was refused' },
        inFlight: 0,
        calls: 1,
        failed: 1,
        throttled: 0,
        lastError: 'revoked',
      },
      { id: 'good', condition: { status: 'open' }, inFlight: 0, calls: 3, failed: 0, throttled: 0 },
    ]);
    expect(pool.snapshot().keys[1]).not.toHaveProperty('lastError');
    expect(changes).toEqual([{ status: 'retired', keyIds: ['bad'], reason: 'was refused' }]);
  });

  it('retires the whole group where the verdict says so', async () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { call, changes, clock, starts } = rig({ keys, concurrency: 1 });
    const billing = new ProviderError('billing', { kind: 'retire', reason: 'is empty', scope: 'group' });
    const behave = failingOn('a', billing);
    const first = call('1', 10, { behave });
    await clock.advance(5);
    const second = call('2', 10, { behave });
    await clock.advance(50);
    expect(await Promise.all([first, second])).toEqual(['1', '2']);
    expect(starts).toEqual(['1@a', '1@c', '2@c']);
    expect(changes).toEqual([{ status: 'retired', keyIds: ['a', 'b'], reason: 'is empty' }]);
  });

  it('pauses a throttled key for as long as it is told; its call goes on elsewhere at once', async () => {
    const { call, clock, pool, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    let refusals = 0;
    const behave = ({ keyId }: Lease) => {
      if (keyId === 'a' && refusals++ === 0) throw throttled(1000);
    };
    void call('1', 10, { behave });
    await clock.advance(5);
    expect(starts).toEqual(['1@a', '1@b']);
    expect(pool.snapshot().keys[0]).toMatchObject({
      condition: { status: 'paused', resumesInMs: 995 },
      throttled: 1,
    });
    void call('long', 5000, { behave });
    void call('2', 10, { behave });
    await clock.advance(994);
    expect(starts).toEqual(['1@a', '1@b', 'long@b']);
    await clock.advance(1);
    expect(starts).toEqual(['1@a', '1@b', 'long@b', '2@a']);
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'open' }, lastError: 'throttled' });
  });

  it('rests all keys of a group that share the refused budget, and lets fewer of their calls run at once', async () => {
    const { call, clock, pool } = rig({
      keys: [
        { id: 'a', group: 'org' },
        { id: 'b', group: 'org' },
      ],
      concurrency: 8,
      limits: { '*': { concurrency: 8 } },
    });
    const long = Array.from({ length: 15 }, (_, nth) => call(`${nth}`, 10_000));
    await clock.advance(0);
    void endOf(call('refused', 10, { behave: () => Promise.reject(throttled(1000, 'group')) }));
    await clock.advance(0);
    const caps = pool.snapshot().keys.map(({ targets }) => targets[0]?.concurrency);
    expect(caps).toEqual([4, 4]);
    await clock.advance(20_000);
    await Promise.all(long);
  });

  it('closes the way of a group to a target that is to rest for longer than is waited', async () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { call, changes, clock, starts } = rig({ keys, concurrency: 1 });
    const behave = failingOn('a', throttled(36_000_000, 'group'));
    expect(await clock.run(call('1', 10, { behave, target: 'pictures' }))).toBe('1');
    expect(await clock.run(call('2', 10, { target: 'pictures' }))).toBe('2');
    expect(await clock.run(call('3', 10, { target: 'words' }))).toBe('3');
    expect(starts).toEqual(['1@a', '1@c', '2@c', '3@b']);
    expect(changes).toEqual([
      { status: 'retired', keyIds: ['a', 'b'], target: 'pictures', reason: 'is to wait for 600 minutes' },
    ]);
  });

  it.each([0, NaN, -5])('rests a key for longer and longer that is refused for %d ms', async (forMs) => {
    const { call, clock, starts } = rig();
    const outcome = endOf(call('1', 0, { behave: () => Promise.reject(throttled(forMs)) }));
    while (await clock.tick());
    expect(await outcome).toMatchObject({ code: 'throttled' });
    expect(starts).toHaveLength(9);
    expect(clock.now()).toBe(100 * (2 ** 8 - 1));
  });

  it('changes what there is to change before it tells anyone, who may throw', async () => {
    const { call, clock } = rig({ concurrency: 1 });
    const first = endOf(
      call('1', 10, {
        behave: failingOn('a', revoked()),
        onKeyChange: () => {
          throw new Error('told');
        },
      }),
    );
    const second = endOf(call('2', 10));
    await clock.advance(100);
    expect(await first).toEqual(new Error('told'));
    expect(await second).toMatchObject({ code: 'no-usable-key' });
  });

  it('goes on to the next of many keys that each refuse it once', async () => {
    const { call, clock, starts } = rig({
      keys: Array.from({ length: 12 }, (_, index) => ({ id: `${index}` })),
    });
    const refused = new Set<string>();
    const behave = ({ keyId }: Lease): void => {
      if (refused.size === 11 || refused.has(keyId)) return;
      refused.add(keyId);
      throw throttled(60_000);
    };
    expect(await clock.run(call('1', 0, { behave }))).toBe('1');
    expect(starts).toHaveLength(12);
  });

  it('rejects a call at once whose caller has had enough when it is told of its key', async () => {
    const { call, clock, pool } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const controller = new AbortController();
    const outcome = endOf(
      call('1', 0, {
        signal: controller.signal,
        behave: failingOn('a', revoked()),
        onKeyChange: () => controller.abort('no more'),
      }),
    );
    await clock.advance(0);
    expect(await outcome).toBe('no more');
    expect(pool.snapshot().waiting).toBe(0);
  });

  it('waits out the pause of its only key, but not for ever', async () => {
    const { call, clock, starts } = rig();
    const outcome = call('1', 10, { behave: () => Promise.reject(throttled(1000)) });
    const caught = outcome.catch((error: unknown) => error);
    while (await clock.tick());
    expect(await caught).toMatchObject({ code: 'throttled' });
    expect(starts).toHaveLength(9);
    expect(clock.now()).toBe(8000);
  });

  it('fails every waiting call at once when no key is left, and says why for each', async () => {
    const { call, clock, pool } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const behave = failingOn(undefined, revoked());
    const calls = ['1', '2', '3', '4'].map((name) =>
      call(name, 10, { behave }).catch((error: unknown) => error),
    );
    await clock.advance(1);
    const noKey = {
      code: 'no-usable-key',
      message: 'No API key can be used: "a" was refused; "b" was refused.',
    };
    expect(await Promise.all(calls)).toMatchObject([noKey, noKey, noKey, noKey]);
    await expect(call('late', 10)).rejects.toMatchObject({ ...noKey, retryable: false });
    expect(pool.snapshot().waiting).toBe(0);
  });

  it('fails the calls that only a retired key had room for', async () => {
    const { call, clock } = rig({
      keys: [{ id: 'small' }, { id: 'large' }],
      ledger: (group) =>
        memoryLedger([{ dimension: 'tokens', amount: group === 'large' ? 1000 : 10, windowMs: 60_000 }]),
    });
    const cost = { requests: 1, tokens: 500, images: 0 };
    const behave = failingOn(undefined, revoked());
    const outcome = call('1', 10, { cost, behave }).catch((error: unknown) => error);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ code: 'call-too-large' });
  });

  it('keeps a key that may not call a target from it for the rest of the run, and for all others', async () => {
    const { call, changes, clock, pool, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }], concurrency: 1 });
    const behave = failingOn('a', declined());
    const image = { target: 'image', behave };
    const calls = [call('image 1', 10, image)];
    await clock.advance(20);
    calls.push(call('image 2', 10, image), call('text', 10, { target: 'text' }));
    await clock.advance(5);
    calls.push(call('image 3', 10, image));
    await clock.advance(30);
    expect(await Promise.all(calls)).toEqual(['image 1', 'image 2', 'text', 'image 3']);
    expect(starts).toEqual(['image 1@a', 'image 1@b', 'image 2@b', 'text@a', 'image 3@b']);
    expect(changes).toEqual([{ status: 'retired', keyIds: ['a'], target: 'image', reason: 'may not' }]);
    expect(pool.snapshot().keys[0]).toMatchObject({
      condition: { status: 'open' },
      targets: [
        { target: 'image', condition: { status: 'retired', reason: 'may not' } },
        { target: 'text', condition: { status: 'open' } },
      ],
    });
  });

  it('fails the call that finds out that no key may call its target with what the provider said', async () => {
    const { call, changes, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const error = declined();
    const image = { target: 'image', behave: failingOn(undefined, error) };
    await expect(call('image', 10, image)).rejects.toBe(error);
    const text = call('text', 10, { target: 'text' });
    await clock.advance(20);
    expect(await text).toBe('text');
    expect(starts.slice(0, 2)).toEqual(['image@a', 'image@b']);
    expect(changes).toHaveLength(2);
    await expect(call('image', 10, image)).rejects.toMatchObject({
      code: 'no-usable-key',
      message: 'No API key can be used: "a" may not; "b" may not.',
    });
    expect(starts).toHaveLength(3);
  });

  it('says of a waiting call why each key is out of the question for it', async () => {
    const { call, clock } = rig({
      keys: [{ id: 'a' }, { id: 'b' }, { id: 'c', targets: ['text'] }],
      concurrency: 1,
    });
    const image = endOf(call('image', 10, { target: 'image', behave: failingOn('a', declined()) }));
    const text = call('text', 10, {
      target: 'text',
      behave: async (lease) => {
        if (lease.keyId !== 'b') return;
        await clock.sleep(5);
        throw revoked();
      },
    });
    await clock.advance(50);
    expect(await text).toBe('text');
    expect(await image).toMatchObject({
      message: 'No API key can be used: "a" may not; "b" was refused; "c" is not for image.',
    });
  });

  it('tells of a key once, however many calls find it refused', async () => {
    const { call, changes, clock } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const behave = async (lease: Lease) => {
      await clock.sleep(5);
      if (lease.keyId === 'a') throw revoked();
    };
    const calls = Array.from({ length: 10 }, (_, index) => call(`${index}`, 10, { behave }));
    await clock.run(Promise.all(calls));
    expect(changes).toHaveLength(1);
  });

  it('closes a key to the runs that are under way; one that begins later tries it again', async () => {
    const { call, changes, clock, pool, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const [one, two, later] = [{ weight: 1 }, { weight: 1 }, { weight: 1 }];
    let isPaid = false;
    const behave = (lease: Lease) => {
      if (lease.keyId === 'a' && !isPaid) throw revoked();
    };
    await clock.run(call('one begins', 0, { share: one }));
    await clock.run(call('two', 0, { share: two }));
    // The key that has rested longest is asked.
    await clock.run(call('two finds out', 0, { share: two, behave }));
    await clock.run(call('one', 0, { share: one, behave }));
    await clock.run(call('none', 0, { behave }));
    expect(starts).toEqual([
      'one begins@a',
      'two@b',
      'two finds out@a',
      'two finds out@b',
      'one@b',
      'none@b',
    ]);
    expect(changes).toHaveLength(1);
    expect(pool.snapshot().keys[0]).toMatchObject({ condition: { status: 'retired' } });

    await clock.run(call('later', 0, { share: later, behave }));
    expect(starts.slice(6)).toEqual(['later@a', 'later@b']);
    // What one run was told of is news to the next one.
    expect(changes).toHaveLength(2);

    isPaid = true;
    await clock.run(call('last', 0, { share: { weight: 1 }, behave }));
    expect(starts.at(-1)).toBe('last@a');
  });

  it('leaves errors that are the call’s own to the caller, once', async () => {
    const { call, clock, starts } = rig({ keys: [{ id: 'a' }, { id: 'b' }] });
    const outcome = call('1', 10, { behave: () => Promise.reject(new ProviderError('refusal')) });
    const caught = outcome.catch((error: unknown) => error);
    await clock.advance(1);
    expect(await caught).toMatchObject({ code: 'refusal' });
    expect(starts).toEqual(['1@a']);
  });
});
