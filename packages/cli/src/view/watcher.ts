import type { RunEvent } from '@phasegraph/engine';

/** Watches a run and tells of it in one way: live, in plain lines, or as JSON. */
export interface Watcher {
  take(event: RunEvent): void;
  /** Says something that is no event: that the run is being stopped. */
  announce(message: string): void;
  /** The run is over; what is shown stays. */
  finish(): void;
}
