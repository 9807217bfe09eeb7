import type { Connection } from './database.js';
import type { GroupCommit } from './group-commit.js';

/** Which results and answers each run used, in a store's file. */
export interface UseTable {
  /** With the next commit. */
  append(runId: string, used: string): void;
  /** The run uses nothing yet: what is there of it is removed, as part of the caller's transaction. */
  begin(runId: string): { writeRemoval(): void };
}

/** Uses that follow on each other: a write of its own each would fill commits that have room for hundreds of tasks. */
interface Chunk {
  readonly runId: string;
  readonly used: string[];
  /** No more of it is kept back: it is written, or being written. */
  closed: boolean;
}

/** Prepares the statements once. */
export function useTable(connection: Connection, commits: GroupCommit): UseTable {
  // A statement for all of a chunk: each one that is run costs more than what it writes.
  const insert = connection.prepare(
    'INSERT OR IGNORE INTO uses SELECT ?, value FROM json_each(?) ORDER BY value',
  );
  const erase = connection.prepare('DELETE FROM uses WHERE run = ?');
  let open: Chunk | undefined;

  const openChunk = (runId: string): Chunk => {
    const chunk: Chunk = { runId, used: [], closed: false };
    commits.add(() => {
      chunk.closed = true;
      insert.run(runId, JSON.stringify(chunk.used));
    });
    return chunk;
  };

  return {
    append(runId, used) {
      if (open === undefined || open.closed || open.runId !== runId) open = openChunk(runId);
      open.used.push(used);
    },
    begin(runId) {
      // What is noted from now on is not to be removed with what was before.
      open = undefined;
      return { writeRemoval: () => void erase.run(runId) };
    },
  };
}
