import { setMaxListeners } from 'node:events';

/** Something that wants to know when a signal fires. */
export interface Watcher {
  readonly signal: AbortSignal;
  onAbort(): void;
}

/**
 * One listener a signal, however many watch it: a phase may have thousands of calls waiting on the one signal of its
 * attempt, and a signal looks through all its listeners for each that is added.
 */
export class AbortWatch {
  readonly #bySignal = new Map<AbortSignal, { readonly watchers: Set<Watcher>; readonly fire: () => void }>();

  add(watcher: Watcher): void {
    const { signal } = watcher;
    const known = this.#bySignal.get(signal);
    if (known !== undefined) {
      known.watchers.add(watcher);
      return;
    }
    const watchers = new Set([watcher]);
    const fire = (): void => {
      this.#bySignal.delete(signal);
      for (const one of watchers) one.onAbort();
    };
    this.#bySignal.set(signal, { watchers, fire });
    // Pools of many runs may listen to one signal; from the eleventh on Node would warn of a leak.
    setMaxListeners(Infinity, signal);
    signal.addEventListener('abort', fire, { once: true });
  }

  remove(watcher: Watcher): void {
    const known = this.#bySignal.get(watcher.signal);
    if (known === undefined || !known.watchers.delete(watcher) || known.watchers.size > 0) return;
    this.#bySignal.delete(watcher.signal);
    watcher.signal.removeEventListener('abort', known.fire);
  }
}
