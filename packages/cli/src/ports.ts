import type { Clock } from '@phasegraph/engine';
import type { SandboxOptions } from '@phasegraph/sandbox';

/** What people or programs read: `process.stdout`, or a test's own. */
export interface OutputPort {
  /** Writes the text as it is. */
  write(text: string): unknown;
  /** Whether a terminal is behind it. */
  readonly isTTY?: boolean | undefined;
  /** How many characters fit beside each other, where a terminal is behind it. */
  readonly columns?: number | undefined;
  /** How many lines fit below each other, where a terminal is behind it. */
  readonly rows?: number | undefined;
  /** Calls `listener` whenever the terminal has changed its size. */
  on(event: 'resize', listener: () => void): unknown;
  /** Calls `listener` no more. */
  off(event: 'resize', listener: () => void): unknown;
}

/** What asks the process to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Everything that a command touches outside of itself, so that a test can stand in for it. */
export interface Ports {
  /** What was asked for goes there. */
  readonly stdout: OutputPort;
  /** What is said beside it goes there. */
  readonly stderr: OutputPort;
  /** Variables by name, as `process.env` has them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Where runs and views take their time from. */
  readonly clock: Clock;
  /** Calls `listener` for every stop signal until the returned function is called. */
  readonly onStopSignal: (listener: (signal: StopSignal) => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (code: number) => void;
  /** Goes over what the embedded sandbox is started with: faults, latency. */
  readonly sandbox?: SandboxOptions;
}
