import { inTransaction } from './database.js';
import type { Connection } from './database.js';
import type { EncodedValues } from './encoded-values.js';
import type { GroupCommit } from './group-commit.js';
import type { RecordedResult } from './port.js';

/** The results in a store's file, with the values that they hold. */
export interface ResultTable {
  /** The result, when all of it can be read back; a damaged one is set aside. */
  find(fingerprint: string): RecordedResult | undefined;
  /** Puts large values where they belong, and leaves the rest to the next commit. */
  save(result: RecordedResult): void;
  /** The durations of the phase's latest results, in milliseconds. */
  durations(phase: string, limit: number): number[];
  /** What the phase's latest results cost of which that is known, in US dollars. */
  costs(phase: string, limit: number): number[];
}

/** What the tables of a store share. */
export interface TableMeans {
  readonly connection: Connection;
  readonly commits: GroupCommit;
  readonly values: EncodedValues;
  /** Hears of what was found damaged, a sentence each. */
  readonly onDamage: (sentence: string) => void;
}

/** Prepares the statements once. */
export function resultTable({ connection, commits, values, onDamage }: TableMeans): ResultTable {
  const insert = connection.prepare('INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)');
  const select = connection.prepare('SELECT * FROM results WHERE fingerprint = ?');
  const keepDamaged = connection.prepare(
    `INSERT INTO set_aside SELECT 'result', fingerprint, outputs FROM results WHERE fingerprint = ?`,
  );
  const erase = connection.prepare('DELETE FROM results WHERE fingerprint = ?');
  /** A number of the phase's latest results, where they have it. */
  const latest = (column: 'duration_ms' | 'usd'): ((phase: string, limit: number) => number[]) => {
    const numbers = connection
      .prepare(
        `SELECT ${column} FROM results WHERE phase = ? AND ${column} IS NOT NULL
         ORDER BY recorded_at_ms DESC, rowid DESC LIMIT ?`,
      )
      .pluck();
    // The table is strict, and these are its columns of numbers.
    return (phase, limit) => numbers.all(phase, limit) as number[];
  };
  /** Those that no commit has written yet: who looks for one brings it about. */
  const unwritten = new Set<string>();

  return {
    find(fingerprint) {
      if (unwritten.has(fingerprint)) commits.flush();
      // The table is strict and written by `save` alone.
      const row = select.get(fingerprint) as ResultRow | undefined;
      if (row === undefined) return undefined;
      const read = values.read({ sha256: row.outputs_sha256, text: row.outputs });
      if (read === undefined) {
        onDamage(`A recorded result of "${row.phase}" could not be read back whole; it was set aside.`);
        inTransaction(connection, () => {
          keepDamaged.run(fingerprint);
          erase.run(fingerprint);
        });
        return undefined;
      }
      const { phase, duration_ms: durationMs, recorded_at_ms: recordedAtMs } = row;
      // Verified to be what was encoded of a record of outputs.
      const outputs = read.value as RecordedResult['outputs'];
      const cost = row.usd === null ? {} : { usd: row.usd };
      return { fingerprint, phase, outputs, durationMs, recordedAtMs, ...cost };
    },
    save({ fingerprint, phase, outputs, durationMs, recordedAtMs, usd = null }) {
      const prepared = values.prepare(outputs);
      unwritten.add(fingerprint);
      commits.add(() => {
        prepared.write();
        insert.run(fingerprint, phase, durationMs, recordedAtMs, prepared.sha256, prepared.text, usd);
        unwritten.delete(fingerprint);
      }, prepared.heldBytes);
    },
    durations: latest('duration_ms'),
    costs: latest('usd'),
  };
}

interface ResultRow {
  readonly phase: string;
  readonly duration_ms: number;
  readonly recorded_at_ms: number;
  readonly outputs_sha256: string;
  readonly outputs: string | null;
  readonly usd: number | null;
}
