import type { Clock } from '../../src/clock.js';

/** A clock that goes on only when it is told to, and runs what is due on the way. */
export interface VirtualClock extends Clock {
  /** Goes on by so much, timer by timer, and lets what each sets off run to its end. */
  advance(ms: number): Promise<void>;
  /** Advances from timer to timer until none is left. */
  runOut(): Promise<void>;
}

export function virtualClock(): VirtualClock {
  let nowMs = 0;
  let timers: { atMs: number; fire: () => void }[] = [];
  return {
    now: () => nowMs,
    wallTime: () => nowMs,
    setTimer(delayMs, fire) {
      const timer = { atMs: nowMs + delayMs, fire };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      while (await fireNext(untilMs));
      nowMs = untilMs;
    },
    async runOut() {
      await settle();
      while (await fireNext(Infinity));
    },
  };

  async function fireNext(untilMs: number): Promise<boolean> {
    const next = timers.reduce<(typeof timers)[number] | undefined>(
      (first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
      undefined,
    );
    if (next === undefined || next.atMs > untilMs) return false;
    timers = timers.filter((timer) => timer !== next);
    nowMs = Math.max(nowMs, next.atMs);
    next.fire();
    await settle();
    return true;
  }
}

/** Lets every promise that can settle do so: a macrotask comes after all microtasks. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Work that takes so long. */
export function lasting<T>(clock: Clock, ms: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    clock.setTimer(ms, () => resolve(value));
  });
}
