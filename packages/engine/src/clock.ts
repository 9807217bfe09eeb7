/** Stops a timer; harmless when it has fired. */
export type CancelTimer = () => void;

/** Where the engine takes time from. Everything that waits, waits through it. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; only differences mean something. */
  now(): number;
  /** Milliseconds since 1970, for records that outlive the process. */
  wallTime(): number;
  /** Calls `fire` once, after `delayMs` or later. */
  setTimer(delayMs: number, fire: () => void): CancelTimer;
  /**
   * Calls `go` once the event loop has turned, so that timers, signals and answers which are due come through. A run
   * whose phases never really wait stops for it every few milliseconds. Without it, as in virtual time, no run does.
   */
  nextTurn?(go: () => void): void;
}

/** Where the engine takes chance from: a number from 0 to below 1. */
export type Random = () => number;

/** The system's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  setTimer: (delayMs, fire) => {
    const timer = setTimeout(fire, Math.min(delayMs, longestTimerMs));
    return () => clearTimeout(timer);
  },
  nextTurn: (go) => void setImmediate(go),
};

/** The system's own chance. */
export const systemRandom: Random = Math.random;

/** Node fires a timer at once when its delay does not fit 32 bits; about 24.8 days is as long as it waits. */
const longestTimerMs = 2 ** 31 - 1;
