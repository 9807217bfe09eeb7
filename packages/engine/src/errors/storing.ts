import { PhasegraphError } from './phasegraph-error.js';

/** Of a store, and of what is to be kept. */
export const storingErrors = {
  storeUnusable: (path: string, why: string, cause?: unknown): PhasegraphError =>
    new PhasegraphError('store-unusable', `The store at ${path} cannot be used: ${why}`, {}, cause),

  unrecordable: (path: string, what: string): PhasegraphError =>
    new PhasegraphError(
      'unrecordable-value',
      `The value at ${path} is ${what}, which can neither be recorded nor compared; ` +
        'give plain data: JSON, Uint8Array, StoredBytes, Date, bigint, Map or Set.',
    ),

  /** A record that SQLite refuses, whenever it is tried. */
  leftOut: (path: string, why: string): PhasegraphError =>
    new PhasegraphError(
      'unrecordable-value',
      `A record was left out of the store at ${path}: ${why}. What it says is made anew the next time.`,
    ),

  bytesLost: (sha256: string, size: number): PhasegraphError =>
    new PhasegraphError(
      'bytes-lost',
      `The ${size} bytes ${sha256} are gone from where they were kept, or are not what was kept. ` +
        'Run again: what gave them is made anew.',
    ),
};
