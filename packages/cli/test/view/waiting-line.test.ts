import { describe, expect, it } from '@jest/globals';
import type { KeySnapshot, LimitUse, TargetSnapshot } from '@phasegraph/engine';
import { waitingLine } from '../../src/view/waiting-line.js';

const open = { status: 'open' } as const;

describe('waitingLine', () => {
  it('says nothing while nothing waits', () => {
    expect(line(0, key('a', { targets: [target({ limits: [use('tokens', 90, 100)] })] }))).toBeUndefined();
  });

  it('names the fullest limit of each key, and keys of one reason together', () => {
    const full = target({ limits: [use('requests', 6, 10), use('tokens', 90, 100)] });
    const day = target({ limits: [use('requests', 10, 10, 86_400_000)] });
    expect(
      line(
        12,
        key('a', { targets: [full] }),
        key('b', { targets: [target(), full] }),
        key('c', { targets: [day] }),
      ),
    ).toBe('12 calls wait · a, b: tokens a minute · c: requests a day');
  });

  it('tells keys that are full, pause or fail from those at a limit', () => {
    const keys = [
      key('a', { targets: [target({ inFlight: 8, concurrency: 8, limits: [use('tokens', 100, 100)] })] }),
      key('b', { condition: { status: 'paused', resumesInMs: 3200 } }),
      key('c', { condition: { status: 'tripped', probesInMs: 800 } }),
      key('d', { condition: { status: 'retired', reason: 'is out of credit' } }),
    ];
    expect(line(1, ...keys)).toBe('1 call waits · a: calls at one time · b: pauses 4s · c: fails');
  });

  it('does not guess what it does not see', () => {
    expect(line(2, key('a', { targets: [target({ limits: [use('tokens', 10, 100)] })] }))).toBe(
      '2 calls wait',
    );
  });

  it('does not look at what a key cannot call at the moment', () => {
    const paused = target({
      condition: { status: 'paused', resumesInMs: 10 },
      limits: [use('images', 5, 5)],
    });
    expect(line(2, key('a', { targets: [paused, target({ limits: [use('tokens', 60, 100)] })] }))).toBe(
      '2 calls wait · a: tokens a minute',
    );
  });

  it('counts keys that are too many to be named', () => {
    const targets = [target({ limits: [use('images', 5, 5)] })];
    const keys = ['a', 'b', 'c', 'd', 'e'].map((id) => key(id, { targets }));
    expect(line(9, ...keys)).toBe('9 calls wait · a, b, c and 2 more: images a minute');
  });
});

function line(waiting: number, ...keys: KeySnapshot[]): string | undefined {
  return waitingLine({ name: 'model', waiting, keys }, '·');
}

function key(id: string, change: Partial<KeySnapshot>): KeySnapshot {
  return {
    id,
    group: id,
    condition: open,
    inFlight: 0,
    calls: 0,
    throttled: 0,
    failed: 0,
    targets: [],
    ...change,
  };
}

function target(change: Partial<TargetSnapshot> = {}): TargetSnapshot {
  return { target: 'words', condition: open, inFlight: 0, limits: [], ...change };
}

function use(dimension: LimitUse['dimension'], used: number, amount: number, windowMs = 60_000): LimitUse {
  return { dimension, amount, windowMs, used, reserved: 0 };
}
