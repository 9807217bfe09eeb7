import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openStore } from '@phasegraph/engine';
import type { RecordedRun, Store } from '@phasegraph/engine';
import { InputError } from '../failure.js';
import { pathFrom } from '../path-from.js';
import type { Ports } from '../ports.js';
import { tellDamage } from './tell-damage.js';

/** What every command on the runs of a store is asked with. */
export interface StoreOption {
  /** The store's file, as it was typed. */
  readonly store: string;
}

/**
 * Opens a store that is there, for as long as it is used: to look for runs must not make one. What of it was found damaged is
 * told.
 *
 * @throws InputError when there is none
 */
export function withStore<T>(
  { store: typed }: StoreOption,
  { cwd, stderr }: Pick<Ports, 'cwd' | 'stderr'>,
  use: (store: Store, path: string) => T,
): T {
  const path = resolve(cwd, typed);
  if (!existsSync(path)) {
    throw new InputError(
      'no-store',
      `There is no store at ${pathFrom(cwd, path)}, so no run is known. Name another one with --store.`,
    );
  }
  const store = openStore(path);
  try {
    return use(store, path);
  } finally {
    tellDamage(store, stderr);
    store.close();
  }
}

/** Every run that a store remembers, the latest first. */
export function allRuns(store: Store): readonly RecordedRun[] {
  return store.listRuns(Number.MAX_SAFE_INTEGER);
}
