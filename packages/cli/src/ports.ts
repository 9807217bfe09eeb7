import type { Clock } from '@phasegraph/engine';
import type { SandboxOptions } from '@phasegraph/sandbox';

/** What people or programs read: `process.stdout`, or a test's own. */
export interface OutputPort {
  write(text: string): unknown;
  /** Whether a terminal is behind it. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** What asks the process to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Everything that a command touches outside of itself, so that a test can stand in for it. */
export interface Ports {
  readonly stdout: OutputPort;
  readonly stderr: OutputPort;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Calls `listener` for every stop signal until the returned function is called. */
  readonly onStopSignal: (listener: (signal: StopSignal) => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (code: number) => void;
  /** Goes over what the embedded sandbox is started with: faults, latency. */
  readonly sandbox?: SandboxOptions;
}
