import { decode, encode } from './codec.js';
import { inTransaction } from './database.js';
import type { Connection } from './database.js';
import { digest } from './digest.js';
import type { RecordedResult } from './port.js';
import type { ValueFiles } from './values.js';

/** The results in a store's file, with the values that they hold. */
export interface ResultTable {
  /** The result, when all of it can be read back; a damaged one is set aside. */
  find(fingerprint: string): RecordedResult | undefined;
  /** Puts large values where they belong; `write` does the rest, as part of the caller's transaction. */
  prepare(result: RecordedResult): { write(): void };
  /** The durations of the phase's latest results, in milliseconds. */
  durations(phase: string, limit: number): number[];
}

/** Larger values lie beside the file: rows stay small, and a large value is read only when it is wanted. */
const largestInline = 64 * 1024;

/** Prepares the statements once. */
export function resultTable(
  connection: Connection,
  files: ValueFiles,
  onDamage: (sentence: string) => void,
): ResultTable {
  const insert = connection.prepare('INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)');
  const select = connection.prepare('SELECT * FROM results WHERE fingerprint = ?');
  const insertValue = connection.prepare('INSERT OR REPLACE INTO small_values VALUES (?, ?)');
  const selectValue = connection.prepare('SELECT bytes FROM small_values WHERE sha256 = ?');
  const keepDamaged = connection.prepare(
    `INSERT INTO set_aside SELECT 'result', fingerprint, outputs FROM results WHERE fingerprint = ?`,
  );
  const erase = connection.prepare('DELETE FROM results WHERE fingerprint = ?');
  const latest = connection.prepare(
    'SELECT duration_ms FROM results WHERE phase = ? ORDER BY recorded_at_ms DESC, rowid DESC LIMIT ?',
  );

  const readValue = (sha256: string): Uint8Array | undefined => {
    // The table is strict, and the column holds bytes.
    const row = selectValue.get(sha256) as { readonly bytes: Uint8Array } | undefined;
    if (row === undefined) return files.read(sha256);
    // Copied, since what the driver hands out is a Buffer, and a phase gave a Uint8Array.
    return digest(row.bytes) === sha256 ? new Uint8Array(row.bytes) : undefined;
  };
  const outputsOf = (row: ResultRow): RecordedResult['outputs'] | undefined => {
    const beside = row.outputs === null ? readValue(row.outputs_sha256) : undefined;
    const json = row.outputs ?? (beside && new TextDecoder().decode(beside));
    if (json === undefined || digest(json) !== row.outputs_sha256) return undefined;
    // Verified to be what `encode` made of a record of outputs.
    return decode(json, readValue)?.value as RecordedResult['outputs'] | undefined;
  };

  return {
    find(fingerprint) {
      // The table is strict and written by `prepare` alone.
      const row = select.get(fingerprint) as ResultRow | undefined;
      if (row === undefined) return undefined;
      const outputs = outputsOf(row);
      if (outputs === undefined) {
        onDamage(`A recorded result of "${row.phase}" could not be read back whole; it was set aside.`);
        inTransaction(connection, () => {
          keepDamaged.run(fingerprint);
          erase.run(fingerprint);
        });
        return undefined;
      }
      const { phase, duration_ms: durationMs, recorded_at_ms: recordedAtMs } = row;
      return { fingerprint, phase, outputs, durationMs, recordedAtMs };
    },
    prepare({ fingerprint, phase, outputs, durationMs, recordedAtMs }) {
      const { json, bytes } = encode(outputs);
      const outputsSha256 = digest(json);
      const text = new TextEncoder().encode(json);
      const isLarge = text.length > largestInline;
      // Before the row that points at them: a row never points at a file that is not there.
      if (isLarge) files.write(outputsSha256, text);
      for (const [sha256, value] of bytes) if (value.length > largestInline) files.write(sha256, value);
      return {
        write() {
          for (const [sha256, value] of bytes) {
            if (value.length <= largestInline) insertValue.run(sha256, value);
          }
          insert.run(fingerprint, phase, durationMs, recordedAtMs, outputsSha256, isLarge ? null : json);
        },
      };
    },
    durations: (phase, limit) =>
      // As above: strict.
      (latest.all(phase, limit) as { readonly duration_ms: number }[]).map((row) => row.duration_ms),
  };
}

interface ResultRow {
  readonly phase: string;
  readonly duration_ms: number;
  readonly recorded_at_ms: number;
  readonly outputs_sha256: string;
  readonly outputs: string | null;
}
