import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Cost } from '../../src/limits/cost.js';
import { matchCalls } from '../../src/limits/match-calls.js';
import type { MatchableCall } from '../../src/limits/match-calls.js';
import { readOptions } from '../../src/limits/pool-options.js';
import type { KeyPoolOptions } from '../../src/limits/pool-options.js';
import { Routes } from '../../src/limits/routes.js';
import { Flows } from '../../src/limits/share.js';
import { WaitingLine } from '../../src/limits/waiting-line.js';
import { rig, tokens } from './pool-rig.js';

const minute = 60_000;
const cost = (tokenCount: number, images = 0): Cost => ({ requests: 1, tokens: tokenCount, images });

interface Call extends MatchableCall {
  readonly name: string;
}

/** A line and the lanes of a pool, and what one look through it starts: `name@key`. */
function table(options: Partial<KeyPoolOptions>) {
  const whole = { name: 'model', keys: [{ id: 'a' }], ...options };
  const routes = new Routes(readOptions(whole).keys, whole);
  const flow = new Flows().of(undefined);
  const line = new WaitingLine<Call>(Infinity);
  let arrival = 0;
  return {
    routes,
    line,
    wait(name: string, of: Cost, rank = 0, target = '*', leastCost = of): void {
      line.add({ name, cost: of, leastCost, rank, target, flow, arrival: arrival++, sinceMs: 0 });
    },
    look(nowMs: number) {
      const { matches, lookAgainAtMs } = matchCalls(
        line,
        (target) => routes.to(target).lanes,
        nowMs,
        Infinity,
      );
      for (const { lane, reservation } of matches) lane.account.ledger.start(reservation, nowMs);
      return {
        starts: matches.map(({ call, lane }) => `${call.name}@${lane.key.id}`),
        lookAgainAtMs,
        matches,
      };
    },
  };
}

describe('matchCalls', () => {
  it('starts what fits, in the order of the line, and says when more may', () => {
    const { wait, look } = table({ limits: { '*': { rpm: 2 } } });
    wait('1', cost(0));
    wait('2', cost(0), 5);
    wait('3', cost(0));
    expect(look(100)).toMatchObject({ starts: ['2@a', '1@a'], lookAgainAtMs: minute + 100 });
    expect(look(minute + 100)).toMatchObject({ starts: ['3@a'] });
  });

  it('does without the margin of a call that has room only without it', () => {
    const { wait, look, routes } = table({ limits: { '*': { tpm: 100 } } });
    wait('with', cost(120), 0, '*', cost(90));
    wait('none', cost(10));
    expect(look(0)).toMatchObject({ starts: ['with@a'], lookAgainAtMs: minute });
    expect(routes.to('*').lanes[0]?.account.ledger.use(0)).toMatchObject([{ used: 100 }]);
  });

  it('looks at one of the many that cannot fit, and at the smaller ones among them when they may', () => {
    const { wait, look, routes } = table({ limits: { '*': { tpm: 100 } } });
    const [lane] = routes.to('*').lanes;
    if (lane === undefined) throw new Error('one lane');
    const asked = jest.spyOn(lane.account.ledger, 'reserve');
    wait('first', cost(70));
    for (let nth = 0; nth < 20; nth++) wait('large', cost(60));
    expect(look(0)).toMatchObject({ starts: ['first@a'], lookAgainAtMs: minute });
    // The first, and the one that shows that none of the others fits.
    expect(asked).toHaveBeenCalledTimes(2);
    wait('small', cost(30));
    expect(look(1000)).toMatchObject({ starts: ['small@a'], lookAgainAtMs: minute });
  });

  it('names no time where only the end of a call makes room', () => {
    const { wait, look } = table({ concurrency: 1 });
    wait('1', cost(0));
    wait('2', cost(0));
    expect(look(0)).toMatchObject({ starts: ['1@a'], lookAgainAtMs: Infinity });
  });

  it('names the time at which a pause, a spacing or a circuit lets one more through', () => {
    const { wait, look, routes } = table({
      keys: [{ id: 'paused' }, { id: 'spaced' }, { id: 'open' }],
      minTimeMs: 700,
    });
    const [paused, spaced, open] = routes.to('*').lanes;
    if (paused === undefined || spaced === undefined || open === undefined) throw new Error('three lanes');
    for (let nth = 0; nth < 3; nth++) open.circuit.failed(0, 0);
    paused.pausedUntilMs = 500;
    wait('1', cost(0));
    wait('2', cost(0));
    expect(look(0)).toMatchObject({ starts: ['1@spaced'], lookAgainAtMs: 500 });
    expect(look(500)).toMatchObject({ starts: ['2@paused'] });
    for (const name of ['3', '4', '5', '6']) wait(name, cost(0));
    expect(look(500)).toMatchObject({ starts: [], lookAgainAtMs: 700 });
    expect(look(700)).toMatchObject({ starts: ['3@spaced'], lookAgainAtMs: 1000 });
    // One call to try the circuit, and the others where the spacing has passed.
    expect(look(1200)).toMatchObject({ starts: ['4@open', '5@paused'] });
  });

  it('goes past a group that is paused, or has no room, to another one', () => {
    const keys = [{ id: 'a', group: 'org' }, { id: 'b', group: 'org' }, { id: 'c' }];
    const { wait, look, routes } = table({ keys, limits: { '*': { tpm: 100 } } });
    const [first] = routes.to('*').lanes;
    if (first !== undefined) first.account.pausedUntilMs = 10;
    for (const name of ['1', '2', '3']) wait(name, cost(60));
    expect(look(0).starts).toEqual(['1@c']);
    expect(look(10).starts).toEqual(['2@a']);
    expect(look(10).starts).toEqual([]);
  });

  it('keeps a budget for the first call that does not fit, not for those behind it', () => {
    const { wait, look } = table({ limits: { '*': { tpm: 100 } } });
    wait('half', cost(50));
    expect(look(0).starts).toEqual(['half@a']);
    wait('large', cost(90));
    wait('larger', cost(95));
    wait('small', cost(10));
    wait('one more', cost(1));
    // 100 - 90 are left beside the large one at the time at which it starts.
    expect(look(30_000)).toMatchObject({ starts: ['small@a'], lookAgainAtMs: minute });
    expect(look(minute).starts).toEqual(['large@a']);
  });

  it('keeps nothing of what is free again by the time at which the reserved call starts', () => {
    const { wait, look } = table({ limits: { '*': { tpm: 100 } } });
    wait('half', cost(50));
    wait('large', cost(90));
    wait('small', cost(50));
    expect(look(0)).toMatchObject({ starts: ['half@a', 'small@a'], lookAgainAtMs: minute });
    expect(look(minute).starts).toEqual(['large@a']);
  });

  it('keeps the one budget in which a call fits soonest, and gives away the others', () => {
    const { wait, look } = table({ keys: [{ id: 'a' }, { id: 'b' }], limits: { '*': { tpm: 100 } } });
    wait('first', cost(60));
    expect(look(0).starts).toEqual(['first@a']);
    wait('second', cost(60));
    expect(look(1000).starts).toEqual(['second@b']);
    wait('large', cost(100));
    for (const name of ['1', '2', '3']) wait(name, cost(20));
    expect(look(2000).starts).toEqual(['1@b', '2@b']);
    expect(look(minute).starts).toEqual(['large@a']);
  });

  it('keeps a second budget for the second call that does not fit', () => {
    const { wait, look } = table({ keys: [{ id: 'a' }, { id: 'b' }], limits: { '*': { tpm: 100 } } });
    wait('first', cost(60));
    wait('second', cost(60));
    expect(look(0).starts).toEqual(['first@a', 'second@b']);
    wait('large', cost(100));
    wait('large too', cost(100));
    wait('small', cost(20));
    expect(look(2000).starts).toEqual([]);
    expect(look(minute).starts).toEqual(['large@a', 'large too@b']);
  });

  it('holds back no call that needs another dimension, or another target', () => {
    const { wait, look } = table({ limits: { words: { tpm: 100, ipm: 1 }, '*': { rpm: 1 } } });
    wait('picture', cost(10, 1), 0, 'words');
    wait('large', cost(20, 1), 0, 'words');
    wait('text', cost(70), 0, 'words');
    wait('else', cost(0), 0, 'other');
    expect(look(0).starts).toEqual(['picture@a', 'text@a', 'else@a']);
  });

  it('looks past some dozen calls that do not fit, and then at the smallest', () => {
    const { wait, look } = table({ limits: { '*': { tpm: 1000 } } });
    wait('first', cost(600));
    for (let nth = 0; nth < 60; nth++) wait('large', cost(600));
    wait('small', cost(1));
    wait('smaller', cost(0));
    wait('next', cost(300));
    expect(look(0).starts).toEqual(['first@a', 'smaller@a', 'small@a', 'next@a']);
  });

  it('takes for hopeless what no key has room for in time, be it that one has no place now', () => {
    const { routes, line, wait } = table({
      keys: [{ id: 'a' }, { id: 'b' }],
      limits: { '*': { rpd: 2 } },
      concurrency: 1,
    });
    const lanesTo = (target: string) => routes.to(target).lanes;
    const look = (): boolean => matchCalls(line, lanesTo, 0, 600_000).isHopeless;
    for (const name of ['1', '2', '3']) wait(name, cost(0));
    expect(look()).toBe(false);
    const [a, b] = routes.to('*').lanes;
    if (a === undefined || b === undefined) throw new Error('two lanes');
    // The first key has room for a call, and its limit none.
    a.key.inFlight = 0;
    a.inFlight = 0;
    expect(a.account.ledger.reserve(cost(0), 0).status).toBe('admitted');
    expect(look()).toBe(false);
    expect(b.account.ledger.reserve(cost(0), 0).status).toBe('admitted');
    expect(look()).toBe(true);
  });

  it('finds a text behind any number of pictures that have to wait', () => {
    const { wait, look } = table({ limits: { '*': { ipm: 1, tpm: 10_000 } } });
    for (let nth = 0; nth < 60; nth++) wait('picture', cost(10, 1));
    wait('text', cost(50));
    expect(look(0).starts).toEqual(['picture@a', 'text@a']);
  });

  it('starts the first of the line at the time that it was first promised, or before', () => {
    const calls = fc.array(
      fc.record({
        tokenCount: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1000 })),
        images: fc.nat(1),
      }),
      { minLength: 2, maxLength: 25 },
    );
    const groups = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(calls, groups, (all, count) => {
        const keys = Array.from({ length: count }, (_, index) => ({ id: `${index}` }));
        const { wait, look, line, routes } = table({ keys, limits: { '*': { tpm: 1000, ipm: 2, rpm: 6 } } });
        all.forEach(({ tokenCount, images }, index) => wait(`${index}`, cost(tokenCount, images)));
        const promised = new Map<string, number>();
        let nowMs = 0;
        while (line.size > 0) {
          const { starts, lookAgainAtMs } = look(nowMs);
          for (const start of starts) {
            const [name = ''] = start.split('@');
            expect(nowMs).toBeLessThanOrEqual(promised.get(name) ?? Infinity);
          }
          const head = line.next(() => 'in-order', nowMs);
          if (head === undefined) break;
          const soonest = Math.min(
            ...routes.to('*').lanes.map(({ account }) => {
              const asked = account.ledger.reserve(head.cost, nowMs);
              if (asked.status === 'admitted') throw new Error(`${head.name} fits, and was left waiting`);
              return asked.retryAtMs;
            }),
          );
          promised.set(head.name, Math.min(soonest, promised.get(head.name) ?? Infinity));
          expect(lookAgainAtMs).toBeGreaterThan(nowMs);
          expect(lookAgainAtMs).toBeLessThanOrEqual(soonest);
          nowMs = lookAgainAtMs;
        }
        expect(line.size).toBe(0);
      }),
    );
  });
});

describe('keyPool: a large call among small ones', () => {
  /** Small calls from now on, one after the other, for ever so long. */
  function stream(everyMs: number, rank: number, { call, clock }: ReturnType<typeof rig>): void {
    let sent = 0;
    const sendOn = (): void => {
      void call('small', 100, { ...tokens(50), rank });
      if (++sent < 1000) clock.setTimer(everyMs, sendOn);
    };
    sendOn();
  }

  it('starts within a window or so of a stream of small ones that takes up everything', async () => {
    const pool = rig({ limits: { '*': { tpm: 1000 } } });
    stream(2900, 0, pool);
    await pool.clock.advance(5 * minute);
    void pool.call('large', 10, tokens(900));
    await pool.clock.advance(2.5 * minute);
    expect(pool.starts).toContain('large@a');
  });

  it.each([
    ['once it has waited for longer than the patience, and a window', 2 * minute, true],
    ['never, were there no patience', Infinity, false],
  ])('starts where all others rank higher %s', async (_when, patienceMs, starts) => {
    const pool = rig({ limits: { '*': { tpm: 1000 } }, patienceMs: Math.min(patienceMs, 1e9) });
    stream(2900, 5, pool);
    await pool.clock.advance(5 * minute);
    void pool.call('large', 10, tokens(900));
    await pool.clock.advance(1.9 * minute);
    expect(pool.starts).not.toContain('large@a');
    await pool.clock.advance(1.5 * minute);
    expect(pool.starts.includes('large@a')).toBe(starts);
  });

  it('starts a call of high rank as soon as the window has room, whatever comes behind it', async () => {
    const { call, clock, starts } = rig({ limits: { '*': { tpm: 1000 } } });
    for (let nth = 0; nth < 200; nth++) void call('small', 100, tokens(50));
    await clock.advance(100);
    void call('large', 10, { ...tokens(1000), rank: 9 });
    await clock.advance(minute - 100);
    // All twenty that were started are free again, and not one more was.
    expect(starts.filter((start) => start === 'small@a')).toHaveLength(20);
    expect(starts.at(-1)).toBe('large@a');
  });
});
