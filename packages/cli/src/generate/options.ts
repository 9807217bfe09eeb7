import type { Brief } from '@phasegraph/phases';

/** What `phasegraph generate` was asked for. */
export interface GenerateOptions {
  /** The path of the brief, as it was typed; or the brief, as an earlier run was given it. */
  readonly brief: string | Brief;
  /** The folder that the site is written to. */
  readonly out: string;
  readonly targets?: readonly string[];
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly force?: boolean;
  /** The store's file; `false` for none. */
  readonly store: string | false;
  /** Whether what the store has is made anew. */
  readonly fresh?: boolean;
  /** When an earlier run began that made all anew, and is gone on from: nothing older counts. Milliseconds since 1970. */
  readonly freshSinceMs?: number;
  /** Whether only answers that the store has may be used. */
  readonly cassette?: boolean;
  /** Whether nobody was paid for the run that is resumed. */
  readonly wasFree?: boolean;
  readonly concurrency?: number;
  /** What the run's calls may cost in all, in US dollars. */
  readonly budget?: number;
  /** The path of a config file, as it was typed. */
  readonly config?: string;
  /** Where a trace of the run is written. */
  readonly trace?: string;
}
