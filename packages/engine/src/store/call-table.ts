import { inTransaction } from './database.js';
import type { RecordedCall } from './port.js';
import type { TableMeans } from './result-table.js';

/** The answers of paid calls in a store's file. */
export interface CallTable {
  /** The record, when all of it can be read back; a damaged one is set aside. */
  find(key: string): RecordedCall | undefined;
  /** Settles when it is on the disk. */
  save(call: RecordedCall): Promise<void>;
  /** With the next commit. */
  forget(key: string): void;
}

/** Prepares the statements once. */
export function callTable({ connection, commits, values, onDamage }: TableMeans): CallTable {
  const insert = connection.prepare('INSERT OR REPLACE INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const select = connection.prepare('SELECT * FROM calls WHERE key = ?');
  const keepDamaged = connection.prepare(
    `INSERT INTO set_aside SELECT 'call', key, answer FROM calls WHERE key = ?`,
  );
  const erase = connection.prepare('DELETE FROM calls WHERE key = ?');
  /** Those that no commit has written yet: who looks for one brings it about. */
  const unwritten = new Set<string>();

  return {
    find(key) {
      if (unwritten.has(key)) commits.flush();
      // The table is strict and written by `save` alone.
      const row = select.get(key) as CallRow | undefined;
      if (row === undefined) return undefined;
      const read = values.read({ sha256: row.answer_sha256, text: row.answer });
      if (read === undefined) {
        onDamage(`The recorded answer of a call of "${row.phase}" could not be read back; it was set aside.`);
        inTransaction(connection, () => {
          keepDamaged.run(key);
          erase.run(key);
        });
        return undefined;
      }
      return {
        key,
        phase: row.phase,
        keyId: row.key_id,
        answer: read.value,
        recordedAtMs: row.recorded_at_ms,
        // As `save` wrote it.
        ...(row.usage !== null && { usage: JSON.parse(row.usage) as NonNullable<RecordedCall['usage']> }),
        ...(row.usd !== null && { usd: row.usd }),
      };
    },
    // Async, so that an answer which cannot be recorded rejects like any other failure.
    async save({ key, phase, keyId, answer, usage, usd, recordedAtMs }) {
      const prepared = values.prepare(answer);
      unwritten.add(key);
      const usageText = usage === undefined ? null : JSON.stringify(usage);
      await commits.addAwaited(() => {
        prepared.write();
        const { sha256, text } = prepared;
        insert.run(key, phase, keyId, usageText, usd ?? null, recordedAtMs, sha256, text);
        unwritten.delete(key);
      }, prepared.heldBytes);
    },
    forget(key) {
      unwritten.add(key);
      commits.add(() => {
        erase.run(key);
        unwritten.delete(key);
      });
    },
  };
}

interface CallRow {
  readonly phase: string;
  readonly key_id: string;
  readonly usage: string | null;
  readonly usd: number | null;
  readonly recorded_at_ms: number;
  readonly answer_sha256: string;
  readonly answer: string | null;
}
