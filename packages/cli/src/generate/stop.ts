import { exitCodes } from '../exit-code.js';
import type { Ports, StopSignal } from '../ports.js';

/** Watches for Ctrl-C while a run goes on. */
export interface StopWatch {
  /** Fires at the first stop signal. */
  readonly signal: AbortSignal;
  /** The first stop signal, once it came. */
  readonly stoppedBy: () => StopSignal | null;
  /** Stops watching. */
  end(): void;
}

/**
 * The first stop signal aborts the run, which ends its calls in flight and tells what was kept; the second ends the
 * process at once, for whoever will not wait for that.
 */
export function watchForStop(ports: Ports, onFirst: (signal: StopSignal) => void): StopWatch {
  const controller = new AbortController();
  let first: StopSignal | null = null;
  const end = ports.onStopSignal((signal) => {
    if (first !== null) {
      ports.exitNow(exitCodes[signal]);
      return;
    }
    first = signal;
    // Said before the abort: what follows from it is told after the reason.
    onFirst(signal);
    controller.abort(new Error(`Stopped by ${signal}`));
  });
  return { signal: controller.signal, stoppedBy: () => first, end };
}
