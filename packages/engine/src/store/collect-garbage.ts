import { inTransaction } from './database.js';
import type { Connection } from './database.js';
import { forgetRuns } from './forget-runs.js';
import type { Freed, RecordedRun } from './port.js';
import { digestsIn, sweepFiles } from './sweep-files.js';
import type { ValueFiles } from './values.js';

/**
 * Forgets all runs but some, and what only those used. Rows go in one transaction; files after it, since a file without
 * a row is only in the way, and a row without its file would be a loss. Another process may go on meanwhile: what it
 * has written or used since its run began is left alone.
 *
 * @param runs the latest first
 */
export function collectGarbage(
  connection: Connection,
  files: ValueFiles,
  runs: readonly RecordedRun[],
  options: { readonly keep: number; readonly nowMs: number },
): Freed {
  const { forgotten, oldestKeptMs, inUseSinceMs } = forgetRuns(runs, options);
  const eraseUnused = (table: string, key: string): number =>
    connection
      .prepare(
        // Of what was recorded since the first run that stays began it may not be written yet who uses it.
        `DELETE FROM ${table} WHERE recorded_at_ms < ? AND NOT EXISTS (
           SELECT 1 FROM uses WHERE uses.used = ${table}.${key}
         )`,
      )
      .run(Math.min(oldestKeptMs, Number.MAX_VALUE)).changes;
  let [results, calls] = [0, 0];
  const named = new Set<string>();
  inTransaction(connection, () => {
    for (const table of ['events', 'uses', 'claims'])
      for (const run of forgotten) connection.prepare(`DELETE FROM ${table} WHERE run = ?`).run(run);
    for (const run of forgotten) connection.prepare('DELETE FROM runs WHERE id = ?').run(run);
    results = eraseUnused('results', 'fingerprint');
    calls = eraseUnused('calls', 'key');
    for (const digest of digestsNamedIn(connection, files)) named.add(digest);
    const values = connection.prepare('SELECT sha256 FROM small_values').pluck().all() as string[];
    const erase = connection.prepare('DELETE FROM small_values WHERE sha256 = ?');
    for (const sha256 of values) if (!named.has(sha256)) erase.run(sha256);
  });
  return {
    runs: forgotten.length,
    results,
    calls,
    ...sweepFiles(files.folder, { named, untouchedSinceMs: inUseSinceMs }),
  };
}

/** The digests that recorded results and answers name: of values in their text, and of texts that lie beside the file. */
function* digestsNamedIn(connection: Connection, files: ValueFiles): Generator<string> {
  const rows = connection
    .prepare(
      `SELECT outputs_sha256 AS sha256, outputs AS text FROM results
       UNION ALL SELECT answer_sha256, answer FROM calls`,
    )
    .iterate();
  // The tables are strict.
  for (const row of rows as Iterable<{ readonly sha256: string; readonly text: string | null }>) {
    if (row.text === null) yield row.sha256;
    const text = row.text ?? new TextDecoder().decode(files.read(row.sha256));
    yield* digestsIn(text);
  }
}
