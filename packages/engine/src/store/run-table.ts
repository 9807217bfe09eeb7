import type { RunStatus } from '../events.js';
import type { Connection } from './database.js';
import type { RecordedRun } from './port.js';

/** The runs in a store's file. */
export interface RunTable {
  /** As part of the caller's transaction, as `writeEnd`. */
  writeBegin(run: RecordedRun): void;
  writeEnd(runId: string, status: RunStatus): void;
  latest(limit: number): RecordedRun[];
}

/** Prepares the statements once. */
export function runTable(connection: Connection): RunTable {
  const insert = connection.prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)');
  const update = connection.prepare('UPDATE runs SET status = ? WHERE id = ?');
  const select = connection.prepare('SELECT * FROM runs ORDER BY started_at_ms DESC, rowid DESC LIMIT ?');
  return {
    writeBegin({ runId, pipeline, startedAtMs, status, request }) {
      const asked = request === undefined ? null : JSON.stringify(request);
      insert.run(runId, pipeline, startedAtMs, status ?? null, asked);
    },
    writeEnd: (runId, status) => void update.run(status, runId),
    latest: (limit) =>
      // The table is strict and written by these two alone.
      (select.all(limit) as RunRow[]).map((row) => ({
        runId: row.id,
        pipeline: row.pipeline,
        startedAtMs: row.started_at_ms,
        ...(row.status !== null && { status: row.status }),
        ...(row.request !== null && { request: JSON.parse(row.request) as unknown }),
      })),
  };
}

interface RunRow {
  readonly id: string;
  readonly pipeline: string;
  readonly started_at_ms: number;
  readonly status: RunStatus | null;
  readonly request: string | null;
}
