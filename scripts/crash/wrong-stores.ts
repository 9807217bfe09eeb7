import type { RecordedCall, Store } from '@phasegraph/engine';

/** Stores that break a promise: a driver that lets one of them pass proves nothing. */
export const wrongStores = {
  /** Records no answers. */
  'forgets answers': (store) => ({
    ...store,
    saveCall: () => Promise.resolve(),
    findCall: () => undefined,
  }),
  /** Lets the phase go on before its answer is on the disk. */
  'answers too early': (store) => ({
    ...store,
    saveCall: (call) => {
      setTimeout(() => void store.saveCall(call), 50);
      return Promise.resolve();
    },
  }),
  /** Replays to one what another one was answered. */
  'mixes answers up': (store) => {
    const first = new Map<string, RecordedCall>();
    return {
      ...store,
      findCall: (key) => {
        const found = store.findCall(key);
        if (found === undefined) return undefined;
        const mixed = first.get(found.phase) ?? found;
        first.set(found.phase, mixed);
        return mixed;
      },
    };
  },
} satisfies Record<string, (store: Store) => Store>;

/** The name of one of them. */
export type WrongStore = keyof typeof wrongStores;

/** The store, made wrong in the way that is named, if one is. */
export function madeWrong(store: Store, name: string): Store {
  return Object.hasOwn(wrongStores, name) ? wrongStores[name as WrongStore](store) : store;
}
