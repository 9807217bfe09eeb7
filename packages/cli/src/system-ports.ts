import { systemClock } from '@phasegraph/engine';
import type { Ports, StopSignal } from './ports.js';

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

/** The ports of a process of its own. */
export function systemPorts(process: NodeJS.Process): Ports {
  outliveReaders(process.stdout);
  outliveReaders(process.stderr);
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    onStopSignal: (listener) => {
      for (const signal of stopSignals) process.on(signal, listener);
      return () => {
        for (const signal of stopSignals) process.off(signal, listener);
      };
    },
    exitNow: (code) => process.exit(code),
  };
}

/**
 * Whoever reads us may stop reading (`| head -1`): the rest is written to nobody, for that is no reason to break off
 * work that is paid for.
 */
export function outliveReaders(stream: NodeJS.EventEmitter): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
}
