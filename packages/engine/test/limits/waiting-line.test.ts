import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Flow, Flows } from '../../src/limits/share.js';
import { WaitingLine } from '../../src/limits/waiting-line.js';
import type { Waiting } from '../../src/limits/waiting-line.js';

interface Call extends Waiting {
  readonly name: string;
}

let arrivals = 0;
const flow = (weight = 1): Flow => new Flow(weight, 0);
const alone = flow();

function call(
  name: string,
  { rank = 0, sinceMs = 0, of = alone, target = '*', leastCost = { requests: 1, tokens: 0, images: 0 } } = {},
): Call {
  return { name, rank, sinceMs, flow: of, target, leastCost, arrival: arrivals++ };
}

function lineOf(calls: readonly Call[], patienceMs = 1000): WaitingLine<Call> {
  const line = new WaitingLine<Call>(patienceMs);
  for (const one of calls) line.add(one);
  return line;
}

/** The names in the order in which the calls leave, each taking such a share. */
function orderOf(line: WaitingLine<Call>, { nowMs = 0, share = 0.01, most = Infinity } = {}): string[] {
  const names: string[] = [];
  while (names.length < most) {
    const next = line.next(() => 'in-order', nowMs);
    if (next === undefined) break;
    names.push(next.name);
    line.start(next, share);
  }
  return names;
}

describe('WaitingLine', () => {
  it('lets the highest rank go first, of equals the one that came first', () => {
    const line = lineOf([call('1'), call('2', { rank: 5 }), call('3', { rank: 5 }), call('4', { rank: 9 })]);
    expect(orderOf(line)).toEqual(['4', '2', '3', '1']);
    expect(line.size).toBe(0);
    expect([...line.queues()]).toEqual([]);
  });

  it('lets those go first that have waited for longer than the patience, the oldest before', () => {
    const calls = [
      call('young', { rank: 9, sinceMs: 500 }),
      call('old', { rank: 1, sinceMs: 100 }),
      call('oldest', { sinceMs: 0 }),
    ];
    expect(orderOf(lineOf(calls), { nowMs: 1099 })).toEqual(['oldest', 'young', 'old']);
    expect(orderOf(lineOf(calls), { nowMs: 1100 })).toEqual(['oldest', 'old', 'young']);
  });

  it('gives the smallest of a queue where that is asked for', () => {
    const sized = (name: string, tokens: number): Call =>
      call(name, { rank: tokens, leastCost: { requests: 1, tokens, images: 0 } });
    const line = lineOf([sized('large', 90), sized('small', 10), sized('middle', 50)]);
    expect(line.next(() => 'smallest', 0)?.name).toBe('small');
    expect(line.next(() => 'in-order', 0)?.name).toBe('large');
  });

  it('keeps the order over all targets of a run', () => {
    const line = lineOf([
      call('1', { target: 'a' }),
      call('2', { target: 'b', rank: 2 }),
      call('3', { target: 'a', rank: 3 }),
      call('4', { target: 'c', rank: 1 }),
      call('5', { target: 'c' }),
    ]);
    expect(orderOf(line)).toEqual(['3', '2', '4', '1', '5']);
  });

  it('goes past queues that cannot start', () => {
    const line = lineOf([call('1', { target: 'a', rank: 5 }), call('2', { target: 'b' })]);
    expect(line.next(({ target }) => (target === 'a' ? 'skip' : 'in-order'), 0)?.name).toBe('2');
    expect(line.next(() => 'skip', 0)).toBeUndefined();
  });

  it('has a call out of sight while it is set aside, and at its old place when it is put back', () => {
    const [first, second] = [call('1', { rank: 5 }), call('2')];
    const line = lineOf([first, second]);
    line.setAside(first);
    expect(line.next(() => 'in-order', 0)?.name).toBe('2');
    expect(line.size).toBe(2);
    line.setAside(second);
    expect(line.next(() => 'in-order', 0)).toBeUndefined();
    line.putBack(second);
    line.putBack(first);
    expect(orderOf(line)).toEqual(['1', '2']);
  });

  it('takes a call out from anywhere, once', () => {
    const calls = Array.from({ length: 20 }, (_, index) => call(`${index}`, { rank: (index * 7) % 5 }));
    const line = lineOf(calls);
    const gone = calls[8] ?? call('none');
    expect([line.remove(gone), line.remove(gone)]).toEqual([true, false]);
    expect(line.size).toBe(19);
    expect(orderOf(line)).not.toContain('8');
    expect(line.remove(call('never there'))).toBe(false);
  });

  it('goes over all that wait', () => {
    const calls = [call('1'), call('2', { target: 'b' }), call('3', { of: flow() })];
    expect([...lineOf(calls)].map(({ name }) => name).toSorted()).toEqual(['1', '2', '3']);
  });
});

describe('WaitingLine: several runs', () => {
  const queue = (of: Flow, name: string, count = 1000): Call[] =>
    Array.from({ length: count }, () => call(name, { of }));
  const count = (names: readonly string[], name: string): number =>
    names.filter((one) => one === name).length;

  it.each([
    [1, 1],
    [2, 1],
    [5, 2],
  ])('gives runs of weights %d and %d their shares', (weightA, weightB) => {
    const line = lineOf([...queue(flow(weightA), 'a'), ...queue(flow(weightB), 'b')]);
    const served = orderOf(line, { most: 700 });
    expect(Math.abs(count(served, 'a') - (700 * weightA) / (weightA + weightB))).toBeLessThanOrEqual(2);
  });

  it('counts what calls take, not how many there are', () => {
    const [large, small] = [flow(), flow()];
    const line = lineOf([...queue(large, 'large'), ...queue(small, 'small')]);
    const names: string[] = [];
    for (let nth = 0; nth < 400; nth++) {
      const next = line.next(() => 'in-order', 0);
      if (next === undefined) throw new Error('the line ran out');
      names.push(next.name);
      line.start(next, next.flow === large ? 0.03 : 0.01);
    }
    expect(count(names, 'large')).toBe(100);
  });

  it('counts by target, so that nobody waits for having been served of something scarcer', () => {
    const [busy, other] = [flow(), flow()];
    const line = lineOf([
      ...queue(busy, 'busy'),
      call('scarce', { of: other, target: 'scarce' }),
      ...queue(other, 'other', 100),
    ]);
    const names: string[] = [];
    for (let nth = 0; nth < 100; nth++) {
      const next = line.next(() => 'in-order', 0);
      if (next === undefined) throw new Error('the line ran out');
      names.push(next.name);
      line.start(next, next.target === 'scarce' ? 0.2 : 1e-6);
    }
    expect(count(names, 'busy')).toBeLessThanOrEqual(51);
    expect(count(names, 'scarce')).toBe(1);
  });

  it('gives runs that call different things as many calls', () => {
    const [a, b] = [flow(), flow(3)];
    const ofA = Array.from({ length: 1000 }, () => call('a', { of: a, target: 'words' }));
    const ofB = Array.from({ length: 1000 }, () => call('b', { of: b, target: 'pictures' }));
    const names = orderOf(lineOf([...ofA, ...ofB]), { most: 400 });
    expect(Math.abs(count(names, 'b') - 300)).toBeLessThanOrEqual(2);
  });

  it('takes back what a run was counted for and did not use', () => {
    const [a, b] = [flow(), flow()];
    const line = lineOf([...queue(a, 'a'), ...queue(b, 'b')]);
    const names: string[] = [];
    for (let nth = 0; nth < 200; nth++) {
      const next = line.next(() => 'in-order', 0);
      if (next === undefined) throw new Error('the line ran out');
      names.push(next.name);
      // One of them reserves ten times what it uses.
      line.start(next, next.flow === a ? 0.1 : 0.01);
      if (next.flow === a) a.serve('*', 0.01 - 0.1);
    }
    expect(Math.abs(count(names, 'a') - 100)).toBeLessThanOrEqual(1);
  });

  it('lets rank count within a run only', () => {
    const [eager, modest] = [flow(), flow()];
    const calls = Array.from({ length: 10 }, () => call('eager', { of: eager, rank: 100 }));
    const line = lineOf([...calls, ...queue(modest, 'modest', 10)]);
    expect(count(orderOf(line, { most: 10 }), 'modest')).toBe(5);
  });

  it('lets a run that comes later share from then on, and make up for nothing', () => {
    const [old, fresh] = [flow(), flow()];
    const line = lineOf(queue(old, 'old'));
    orderOf(line, { most: 500 });
    for (const one of queue(fresh, 'new')) line.add(one);
    const served = orderOf(line, { most: 100 });
    expect(count(served, 'new')).toBeGreaterThanOrEqual(49);
    expect(count(served, 'new')).toBeLessThanOrEqual(51);
  });

  it('saves up nothing for a run that asked for nothing for a while', () => {
    const [steady, pausing] = [flow(), flow()];
    const line = lineOf([...queue(steady, 'steady'), ...queue(pausing, 'pausing', 10)]);
    orderOf(line, { most: 500 });
    for (const one of queue(pausing, 'pausing')) line.add(one);
    const served = orderOf(line, { most: 100 });
    expect(count(served, 'pausing')).toBeLessThanOrEqual(51);
  });

  it('does not let a run that comes and goes be served again and again before one that waits', () => {
    const [steady, flitting] = [flow(), flow()];
    const line = lineOf(queue(steady, 'steady'));
    const served: string[] = [];
    for (let nth = 0; nth < 100; nth++) {
      // It asks for the next call when it has the answer of the last one.
      if (!served.slice(-1).includes('steady') || nth === 0) line.add(call('flitting', { of: flitting }));
      served.push(...orderOf(line, { most: 1 }));
    }
    expect(count(served, 'steady')).toBeGreaterThanOrEqual(40);
  });

  it('gives every run its part of whatever is served while both wait, whatever their calls take', () => {
    const shares = fc.array(fc.double({ min: 0.001, max: 0.2, noNaN: true }), {
      minLength: 50,
      maxLength: 80,
    });
    const weight = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(shares, shares, weight, weight, (ofA, ofB, weightA, weightB) => {
        const [a, b] = [flow(weightA), flow(weightB)];
        const shareOf = new Map<Call, number>();
        const line = new WaitingLine<Call>(Infinity);
        for (const [of, all] of [
          [a, ofA],
          [b, ofB],
        ] as const) {
          for (const share of all) {
            const one = call('x', { of });
            shareOf.set(one, share);
            line.add(one);
          }
        }
        const served = new Map([
          [a, 0],
          [b, 0],
        ]);
        while ([...line.queues()].length === 2) {
          const next = line.next(() => 'in-order', 0);
          if (next === undefined) throw new Error('the line ran out');
          const share = shareOf.get(next) ?? NaN;
          served.set(next.flow, (served.get(next.flow) ?? NaN) + share);
          line.start(next, share);
          const [normalA, normalB] = [(served.get(a) ?? NaN) / weightA, (served.get(b) ?? NaN) / weightB];
          // Goyal et al., theorem 1: never further apart than one call of each.
          expect(Math.abs(normalA - normalB)).toBeLessThanOrEqual(0.2 / weightA + 0.2 / weightB + 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('Flows', () => {
  it('knows a run by its share, and all calls that belong to none as one', () => {
    const flows = new Flows();
    const share = { weight: 3 };
    expect(flows.of(share)).toBe(flows.of(share));
    expect(flows.of(share)).not.toBe(flows.of({ weight: 3 }));
    expect(flows.of(undefined)).toBe(flows.of(undefined));
    expect(flows.of(share).weight).toBe(3);
    expect(flows.count).toBe(3);
    expect([flows.of(undefined), flows.of(share)].map(({ ordinal }) => ordinal)).toEqual([0, 1]);
  });
});
