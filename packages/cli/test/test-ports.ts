import { systemClock } from '@phasegraph/engine';
import type { OutputPort, Ports, StopSignal } from '../src/ports.js';

/** Ports that a test holds the other end of. */
export interface TestPorts {
  readonly ports: Ports;
  /** What was written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Sends a stop signal. */
  readonly stop: (signal: StopSignal) => void;
  /** The codes that the process was to end at once with. */
  readonly exits: readonly number[];
}

/** Ports without a terminal and with an empty environment, but for what is given. */
export function testPorts(given: Partial<Ports> = {}): TestPorts {
  const stdout = capture();
  const stderr = capture();
  const listeners = new Set<(signal: StopSignal) => void>();
  const exits: number[] = [];
  return {
    ports: {
      stdout: stdout.port,
      stderr: stderr.port,
      env: {},
      cwd: '/nowhere',
      clock: systemClock,
      onStopSignal: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      exitNow: (code) => exits.push(code),
      ...given,
    },
    stdout: stdout.text,
    stderr: stderr.text,
    stop: (signal) => listeners.forEach((listener) => listener(signal)),
    exits,
  };
}

function capture(): { port: OutputPort; text: () => string } {
  let written = '';
  return {
    port: {
      write: (text) => {
        written += text;
      },
      on: () => undefined,
      off: () => undefined,
    },
    text: () => written,
  };
}
