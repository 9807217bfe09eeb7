import { z } from 'zod';
import { errors } from './errors.js';
import { digest } from './store/digest.js';

/** Where bytes lie: a store, or the memory of the process. */
export interface BytesSource {
  /** The bytes under a SHA-256; `undefined`, when they are gone or are not what was kept. */
  read(sha256: string): Uint8Array | undefined;
}

/**
 * Stands for bytes that were kept, in an artifact as well: a run that hands pictures on so has none of them in memory.
 * It counts as the bytes that it stands for, wherever they lie. Made by `keep` of a task's context; the schema is
 * {@link storedBytes}.
 */
export class StoredBytes {
  /** The hash of the bytes, as 64 hexadecimal digits. */
  readonly sha256: string;
  /** How many there are. */
  readonly size: number;

  /** Use `keep` of a task's context, or {@link keptInMemory}. */
  constructor(sha256: string, size: number, source: BytesSource) {
    this.sha256 = sha256;
    this.size = size;
    sources.set(this, source);
    Object.freeze(this);
  }

  /**
   * All of the bytes, as a copy of the caller's own.
   *
   * @throws PhasegraphError `bytes-lost` when they are gone or are not what was kept
   */
  async read(): Promise<Uint8Array> {
    // Asynchronous, so that a store elsewhere than on the disk can be behind it.
    return readNow(this);
  }
}

/** Beside the objects, so that a reference has nothing to look at but what it stands for. */
const sources = new WeakMap<StoredBytes, BytesSource>();

/** The schema of bytes that were kept: `artifactList('pictures', z.object({ file: storedBytes }))`. */
export const storedBytes: z.ZodType<StoredBytes, StoredBytes> = z.custom<StoredBytes>(
  (value) => value instanceof StoredBytes,
  { error: 'Invalid input: expected bytes that were kept, as `await keep(bytes)` gives them' },
);

/** Bytes that stay in memory as long as the reference does: what `keep` gives in a run without a store. */
export function keptInMemory(bytes: Uint8Array): StoredBytes {
  // Copied so, since a slice of a Buffer is no copy.
  return new StoredBytes(digest(bytes), bytes.length, { read: () => new Uint8Array(bytes) });
}

/** Whether bytes lie in this source. */
export function liesIn(bytes: StoredBytes, source: BytesSource): boolean {
  return sources.get(bytes) === source;
}

/**
 * As `read`, at once.
 *
 * @throws PhasegraphError `bytes-lost`
 */
export function readNow(bytes: StoredBytes): Uint8Array {
  const found = sources.get(bytes)?.read(bytes.sha256);
  if (found === undefined) throw errors.bytesLost(bytes.sha256, bytes.size);
  return found;
}
