import { inTransaction } from './database.js';
import type { Connection } from './database.js';
import { forgetRuns } from './forget-runs.js';
import type { Freed, RecordedRun } from './records.js';
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
  const { forgotten, unusedBeforeMs, underWay, inUseSinceMs } = forgetRuns(runs, options);
  const digestsOf = digestsByText(connection, files);
  let [results, calls] = [0, 0];
  const named = new Set<string>();
  // Others wait for it to end: nothing is read in it that could be read before.
  inTransaction(connection, () => {
    for (const table of ['events', 'uses', 'claims', 'under_way'])
      for (const run of forgotten) connection.prepare(`DELETE FROM ${table} WHERE run = ?`).run(run);
    for (const run of forgotten) connection.prepare('DELETE FROM runs WHERE id = ?').run(run);
    [results, calls] = tables.map((table) => eraseUnused(connection, table, unusedBeforeMs)) as [
      number,
      number,
    ];
    for (const digest of digestsNamed(connection, files, digestsOf)) named.add(digest);
    const values = connection.prepare('SELECT sha256 FROM small_values').pluck().all() as string[];
    const erase = connection.prepare('DELETE FROM small_values WHERE sha256 = ?');
    for (const sha256 of values) if (!named.has(sha256)) erase.run(sha256);
    connection.exec('DELETE FROM set_aside');
  });
  shrink(connection);
  return {
    runs: forgotten.length,
    results,
    calls,
    ...sweepFiles(files.folder, { named, untouchedSinceMs: inUseSinceMs }),
    underWay,
  };
}

interface Table {
  readonly name: string;
  readonly id: string;
  readonly sha256: string;
  readonly text: string;
}

const tables: readonly Table[] = [
  { name: 'results', id: 'fingerprint', sha256: 'outputs_sha256', text: 'outputs' },
  { name: 'calls', id: 'key', sha256: 'answer_sha256', text: 'answer' },
];

/** Removes the records that no run uses; tells how many. */
function eraseUnused(connection: Connection, { name, id }: Table, recordedBeforeMs: number): number {
  // Of what was recorded since the first run that stays began it may not be written yet who uses it.
  if (recordedBeforeMs === -Infinity) return 0;
  return connection
    .prepare(
      `DELETE FROM ${name} WHERE recorded_at_ms < ? AND NOT EXISTS (
         SELECT 1 FROM uses WHERE uses.used = ${name}.${id}
       )`,
    )
    .run(Math.min(recordedBeforeMs, Number.MAX_VALUE)).changes;
}

/** By the SHA-256 of a recorded text: the digests that it names, and its own, under which it may lie beside the file. */
type DigestsOf = Map<string, readonly string[]>;

function digestsByText(connection: Connection, files: ValueFiles): DigestsOf {
  const digestsOf: DigestsOf = new Map();
  for (const { name, sha256, text } of tables) {
    const rows = connection.prepare(`SELECT ${sha256} AS sha256, ${text} AS text FROM ${name}`).iterate();
    // The tables are strict.
    for (const row of rows as Iterable<TextRow>) digestsOf.set(row.sha256, digestsOfText(row, files));
  }
  return digestsOf;
}

/** What the records name that are there now: those that were written since are read as well. */
function* digestsNamed(connection: Connection, files: ValueFiles, digestsOf: DigestsOf): Generator<string> {
  for (const { name, sha256, text } of tables) {
    const rows = connection.prepare(`SELECT rowid AS at, ${sha256} AS sha256 FROM ${name}`).all();
    const textAt = connection.prepare(
      `SELECT ${sha256} AS sha256, ${text} AS text FROM ${name} WHERE rowid = ?`,
    );
    for (const row of rows as { readonly at: number; readonly sha256: string }[])
      yield* digestsOf.get(row.sha256) ?? digestsOfText(textAt.get(row.at) as TextRow, files);
  }
}

interface TextRow {
  readonly sha256: string;
  /** `null`, when it lies beside the file. */
  readonly text: string | null;
}

function digestsOfText({ sha256, text }: TextRow, files: ValueFiles): readonly string[] {
  return [sha256, ...digestsIn(text ?? new TextDecoder().decode(files.read(sha256)))];
}

const pagesAtOnce = 1000;

/** Gives pages of the file back that nothing is in, some at a time, so that others can write in between. */
function shrink(connection: Connection): void {
  const free = (): number => Number(connection.prepare('PRAGMA freelist_count').pluck().all()[0]);
  try {
    // A file of the first format keeps them, and fills them again.
    for (let before = Infinity, now = free(); now > 0 && now < before; before = now, now = free())
      connection.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
  } catch {
    // Another process is writing: they are filled again, or given back the next time.
  }
}
