import type { Connection } from './database.js';
import { Gathering } from './gathering.js';
import type { GroupCommit } from './group-commit.js';

/** Which results and answers each run used, in a store's file. */
export interface UseTable {
  /** With the next commit. */
  append(runId: string, used: string): void;
  /** The run uses nothing yet: what is there of it is removed, as part of the caller's transaction. */
  begin(runId: string): { writeRemoval(): void };
}

/** Prepares the statements once. */
export function useTable(connection: Connection, commits: GroupCommit): UseTable {
  const insert = connection.prepare(
    'INSERT OR IGNORE INTO uses SELECT ?, value FROM json_each(?) ORDER BY value',
  );
  const erase = connection.prepare('DELETE FROM uses WHERE run = ?');
  const gathering = new Gathering<string>(commits, {
    write: (runId, used) => void insert.run(runId, JSON.stringify(used)),
  });

  return {
    append: (runId, used) => gathering.add(runId, used),
    begin(runId) {
      // What is noted from now on is not to be removed with what was before.
      gathering.close(runId);
      return { writeRemoval: () => void erase.run(runId) };
    },
  };
}
