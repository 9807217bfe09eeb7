import type { Clock } from '../src/clock.js';

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** A clock that moves only when a test says so. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #sleepers: Sleeper[] = [];
  #watchers: { count: number; resolve: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        reject(signal?.reason);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper = { wakesAt: this.#now + ms, wake };
      signal?.addEventListener('abort', leave);
      this.#sleepers.push(sleeper);
      for (const watcher of this.#watchers) if (this.#sleepers.length >= watcher.count) watcher.resolve();
    });
  }

  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Resolves once so many are asleep. */
  asleep(count: number): Promise<void> {
    if (this.#sleepers.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.push({ count, resolve }));
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.wakesAt <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.wakesAt > this.#now);
    for (const sleeper of due) sleeper.wake();
  }
}
