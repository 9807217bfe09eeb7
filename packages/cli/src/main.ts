#!/usr/bin/env node
import { systemClock } from '@phasegraph/engine';
import { runCommand } from './run-command.js';
import type { StopSignal } from './ports.js';

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

// Whoever reads us may stop reading (`| head -1`): that is no reason to break off work that is paid for.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCommand(process.argv.slice(2), {
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
});
