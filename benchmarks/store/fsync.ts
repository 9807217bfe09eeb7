import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../engine/numbers.js';

/** How long a write of a page takes in a folder until it is on the disk, in milliseconds: what a commit cannot do without. */
export function fsyncMs(folder: string): number {
  const file = openSync(join(folder, 'fsync'), 'w');
  const page = new Uint8Array(4096);
  try {
    const samples = Array.from({ length: 50 }, () => {
      const began = performance.now();
      writeSync(file, page);
      fsyncSync(file);
      return performance.now() - began;
    });
    return median(samples);
  } finally {
    closeSync(file);
  }
}
