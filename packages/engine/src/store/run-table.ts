import type { RunStatus } from '../events.js';
import { checksumOf, setAside } from './damaged-row.js';
import type { RecordedRun } from './records.js';
import type { TableMeans } from './record-table.js';
import type { UnderWay } from './under-way.js';

/** The runs in a store's file. */
export interface RunTable {
  /** As part of the caller's transaction, as `writeEnd`. */
  writeBegin(run: RecordedRun): void;
  writeEnd(runId: string, status: RunStatus): void;
  /** The latest first. Of one whose row is damaged it is told, and what it was asked for is set aside. */
  latest(limit: number): RecordedRun[];
}

/** Prepares the statements once. */
export function runTable(
  { connection, onDamage }: Pick<TableMeans, 'connection' | 'onDamage'>,
  underWay: UnderWay,
): RunTable {
  const write = connection.prepare(
    'INSERT OR REPLACE INTO runs (id, pipeline, started_at_ms, status, request, checksum) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const selectOne = connection.prepare('SELECT * FROM runs WHERE id = ?');
  const select = connection.prepare('SELECT * FROM runs ORDER BY started_at_ms DESC, rowid DESC LIMIT ?');
  const update = connection.prepare('UPDATE runs SET status = ?, request = ?, checksum = ? WHERE id = ?');

  /** What is whole of a row. */
  const readable = (row: RunRow): RunRow => {
    // One that the first format wrote has no checksum.
    if (row.checksum === null || row.checksum === checksumOfRun(row)) return row;
    onDamage(`The record of run ${row.id} is not what was written; what it was asked for was set aside.`);
    const rest = { ...row, request: null, status: isStatus(row.status) ? row.status : null };
    setAside(connection, { kind: 'run', id: row.id, row }, () =>
      update.run(rest.status, null, checksumOfRun(rest), row.id),
    );
    return rest;
  };

  return {
    writeBegin({ runId: id, pipeline, startedAtMs, status = null, request }) {
      const asked = request === undefined ? null : JSON.stringify(request);
      const row = { id, pipeline, started_at_ms: startedAtMs, status, request: asked };
      write.run(id, pipeline, startedAtMs, status, asked, checksumOfRun(row));
    },
    writeEnd(runId, status) {
      // The table is strict and written by these two alone.
      const row = selectOne.get(runId) as RunRow | undefined;
      if (row === undefined) return;
      const { request } = readable(row);
      update.run(status, request, checksumOfRun({ ...row, request, status }), runId);
    },
    latest: (limit) =>
      (select.all(limit) as RunRow[]).map(readable).map((row) => ({
        runId: row.id,
        pipeline: row.pipeline,
        startedAtMs: row.started_at_ms,
        ...(row.status === null ? { life: underWay.find(row.id).life } : { status: row.status }),
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
  readonly checksum: string | null;
}

function checksumOfRun({
  id,
  pipeline,
  started_at_ms: startedAtMs,
  status,
  request,
}: Omit<RunRow, 'checksum'>): string {
  return checksumOf([id, pipeline, startedAtMs, status, request]);
}

const statuses: Readonly<Record<RunStatus, true>> = {
  succeeded: true,
  degraded: true,
  partial: true,
  failed: true,
  'budget-exhausted': true,
  cancelled: true,
  'store-failed': true,
};

/** Of a damaged row it may be anything. */
function isStatus(status: string | null): boolean {
  return status !== null && Object.hasOwn(statuses, status);
}
