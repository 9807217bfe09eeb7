import { describe, expect, it } from '@jest/globals';
import { Circuit } from '../../src/limits/circuit.js';

/** One that opened at the given time. */
function opened(atMs = 0): Circuit {
  const circuit = new Circuit();
  for (let nth = 0; nth < 3; nth++) circuit.failed(atMs, atMs);
  return circuit;
}

describe('Circuit', () => {
  it('opens after three failures in a row, for a second', () => {
    const circuit = new Circuit();
    expect([circuit.failed(0, 0), circuit.failed(0, 0)]).toEqual([undefined, undefined]);
    expect(circuit.state).toEqual({ status: 'closed' });
    expect(circuit.opensAtMs(5)).toBe(5);
    expect(circuit.failed(0, 0)).toBe(1000);
    expect(circuit.state).toEqual({ status: 'open', untilMs: 1000 });
    expect(circuit.opensAtMs(5)).toBe(1000);
  });

  it('does not open while answers come between', () => {
    const circuit = new Circuit();
    for (let nth = 0; nth < 50; nth++) {
      expect(circuit.failed(0, 0)).toBeUndefined();
      for (let answers = 0; answers < 2; answers++) circuit.succeeded();
    }
    expect(circuit.state).toEqual({ status: 'closed' });
  });

  it('opens when half of the last twenty calls failed, however they are spread', () => {
    const circuit = new Circuit();
    let failures = 0;
    while (circuit.state.status === 'closed' && failures < 100) {
      circuit.failed(0, 0);
      failures++;
      if (circuit.state.status === 'closed') circuit.succeeded();
    }
    expect(failures).toBe(10);
  });

  it('lets one call through when its time is over, and no other until that one is back', () => {
    const circuit = opened();
    circuit.started(1000);
    expect(circuit.state).toEqual({ status: 'half-open' });
    expect(circuit.opensAtMs(5000)).toBe(Infinity);
  });

  it('says until when it may be found out whether the server is up', () => {
    const circuit = opened(100);
    expect(circuit.knownByMs(101)).toBe(1100);
    // It was found down at the end, and that is enough.
    expect(circuit.knownByMs(100)).toBe(-Infinity);
    circuit.started(2000);
    expect(circuit.knownByMs(100)).toBe(62_000);
    circuit.succeeded();
    expect(circuit.knownByMs(101)).toBe(-Infinity);
  });

  it('keeps calls back that were let through before it opened', () => {
    const circuit = opened(100);
    expect(circuit.isOpenTo(50)).toBe(false);
    circuit.started(1100);
    expect(circuit.isOpenTo(100)).toBe(false);
    expect(circuit.isOpenTo(1100)).toBe(true);
    circuit.succeeded();
    expect(circuit.isOpenTo(50)).toBe(true);
  });

  it('closes when the server answers, and says so once', () => {
    const circuit = opened();
    circuit.started(1000);
    expect(circuit.succeeded()).toBe(true);
    expect(circuit.succeeded()).toBe(false);
    expect(circuit.opensAtMs(7)).toBe(7);
    // Nothing of what was before counts.
    circuit.failed(1001, 1001);
    expect(circuit.state).toEqual({ status: 'closed' });
  });

  it('stays open for twice as long each time that it is found failing, up to half a minute', () => {
    const circuit = opened();
    const openMs: (number | undefined)[] = [];
    let nowMs = 0;
    for (let nth = 0; nth < 7; nth++) {
      nowMs = circuit.opensAtMs(nowMs);
      circuit.started(nowMs);
      openMs.push(circuit.failed(nowMs, nowMs));
    }
    expect(openMs).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(circuit.openings).toBe(8);
  });

  it('begins with a second again after it was closed', () => {
    const circuit = opened();
    circuit.started(1000);
    circuit.failed(1000, 1000);
    circuit.started(1000);
    circuit.succeeded();
    for (let nth = 0; nth < 2; nth++) circuit.failed(9000, 9000);
    expect(circuit.failed(9000, 9000)).toBe(1000);
    expect(circuit.openings).toBe(1);
  });

  it('learns nothing from failures of calls that left before it opened', () => {
    const circuit = opened(100);
    expect(circuit.failed(50, 200)).toBeUndefined();
    circuit.started(1000);
    expect(circuit.failed(50, 1200)).toBeUndefined();
    // At the very time at which another failure opened it.
    expect(circuit.failed(100, 1200)).toBeUndefined();
    expect(circuit.state).toEqual({ status: 'half-open' });
    expect(circuit.failed(1100, 1300)).toBe(2000);
  });

  it('lets another call tell when the one that was to tell never left or was cut off', () => {
    const circuit = opened();
    circuit.started(1000);
    circuit.abandoned(1000, 1500);
    expect(circuit.opensAtMs(1500)).toBe(1500);
    expect(circuit.state).toEqual({ status: 'open', untilMs: 1500 });
  });

  it('waits on for the one that is to tell when an older call is cut off', () => {
    const circuit = opened(100);
    circuit.started(1000);
    circuit.abandoned(50, 1500);
    circuit.abandoned(100, 1500);
    expect(circuit.state).toEqual({ status: 'half-open' });
  });

  it('is not opened by a call that is cut off', () => {
    const circuit = new Circuit();
    circuit.abandoned(0, 5);
    expect(circuit.state).toEqual({ status: 'closed' });
  });
});
