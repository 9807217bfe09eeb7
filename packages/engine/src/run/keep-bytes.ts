import type { Store } from '../store/port.js';
import { keptInMemory } from '../stored-bytes.js';
import type { StoredBytes } from '../stored-bytes.js';

/**
 * Hands bytes over to the store as soon as there are any; without one, they stay in memory. Where it cannot take them, the
 * result that holds them could not be recorded either: it fails, as any other write does.
 *
 * @param onFailure hears why the store could not take them, before whoever keeps them does
 * @throws PhasegraphError `store-unusable`
 */
export function keepBytes(
  bytes: Uint8Array,
  store: Pick<Store, 'keep'> | undefined,
  onFailure: (error: unknown) => void,
): Promise<StoredBytes> {
  const keeping = handOver(bytes, store, onFailure);
  // The run has been told. A phase that fails before it waits for the bytes leaves no handler, which would end the process.
  keeping.catch(() => undefined);
  return keeping;
}

async function handOver(
  bytes: Uint8Array,
  store: Pick<Store, 'keep'> | undefined,
  onFailure: (error: unknown) => void,
): Promise<StoredBytes> {
  if (store === undefined) return keptInMemory(bytes);
  try {
    return await store.keep(bytes);
  } catch (error) {
    onFailure(error);
    throw error;
  }
}
