import { describe, expect, it } from '@jest/globals';
import { watchForStop } from '../../src/generate/stop.js';
import { testPorts } from '../test-ports.js';

describe('watchForStop', () => {
  it('aborts at the first signal and ends the process at the second', () => {
    const { ports, stop, exits } = testPorts();
    const told: string[] = [];
    const watch = watchForStop(ports, (signal) => told.push(`${signal}, aborted: ${watch.signal.aborted}`));
    expect(watch.stoppedBy()).toBeNull();
    stop('SIGINT');
    expect(watch.stoppedBy()).toBe('SIGINT');
    expect(watch.signal.aborted).toBe(true);
    expect(exits).toEqual([]);
    stop('SIGINT');
    expect(exits).toEqual([130]);
    expect(told).toEqual(['SIGINT, aborted: false']);
  });

  it('ends the process with the code of the second signal, whichever came first', () => {
    const { ports, stop, exits } = testPorts();
    const watch = watchForStop(ports, () => undefined);
    stop('SIGINT');
    stop('SIGTERM');
    expect([watch.stoppedBy(), ...exits]).toEqual(['SIGINT', 143]);
  });

  it('hears nothing any more when it has ended', () => {
    const { ports, stop, exits } = testPorts();
    const watch = watchForStop(ports, () => undefined);
    watch.end();
    stop('SIGTERM');
    expect(watch.signal.aborted).toBe(false);
    expect(exits).toEqual([]);
  });
});
