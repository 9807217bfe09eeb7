import { inTransaction } from './database.js';
import type { Connection } from './database.js';
import { digest } from './digest.js';

/** A checksum of the columns of a row: whatever of it is not what was written, is found. */
export function checksumOf(columns: readonly (string | number | null | undefined)[]): string {
  // 64 bits: nobody forges a row, and each has its checksum beside it.
  return digest(JSON.stringify(columns)).slice(0, 16);
}

/** What was found damaged. */
interface DamagedRow {
  readonly kind: 'result' | 'call' | 'run';
  readonly id: string;
  /** Its columns. */
  readonly row: object;
}

/**
 * Keeps what a damaged row says, and mends or removes it where it stands.
 *
 * @param mend as part of the transaction
 */
export function setAside(connection: Connection, { kind, id, row }: DamagedRow, mend: () => void): void {
  const keep = connection.prepare('INSERT INTO set_aside VALUES (?, ?, ?)');
  const write = (): void => {
    keep.run(kind, id, JSON.stringify(row));
    mend();
  };
  // Found while a commit is being written, it is part of that, which may fail and is written again.
  if (connection.inTransaction) return write();
  try {
    inTransaction(connection, write);
  } catch {
    // It was told of, and counts as damaged all the same; who finds it next tries again.
  }
}
