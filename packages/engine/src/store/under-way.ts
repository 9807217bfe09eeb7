import type { Connection } from './database.js';
import type { RunLife } from './records.js';
import { lifeOf, thisInstance, thisProcess } from './process-identity.js';
import type { ProcessIdentity } from './process-identity.js';

/** Which runs are under way in a store's file, and in which process each is. */
export interface UnderWay {
  /** A run begins in this process. Its row is written as part of the caller's transaction. */
  begin(run: string, atMs: number): { writeRow(): void };
  /** A run of this process has ended. Its row is removed as part of the caller's transaction. */
  end(run: string): { writeRemoval(): void };
  /** The last sign of life of a run, and how long it holds, in milliseconds since 1970. */
  renew(run: string, untilMs: number): void;
  /** What is known of a run that has not said how it ended. */
  find(run: string): FoundRun;
  /** The runs that this handle has begun end with it. */
  stop(): void;
}

/** What is known of a run. */
export interface FoundRun {
  readonly life: RunLife;
  /** How long its last sign of life holds, in milliseconds since 1970. */
  readonly untilMs: number;
}

/**
 * Prepares the statements once.
 *
 * @param connection writes the rows of runs that begin and end
 * @param unsynced writes what may be lost in a power cut, which no process outlives
 */
export function runsUnderWay(connection: Connection, unsynced: Connection): UnderWay {
  const upsert = `INSERT OR REPLACE INTO under_way VALUES (?, ?, ?, ?, ?, ?)`;
  const insert = connection.prepare(upsert);
  const replace = unsynced.prepare(upsert);
  const select = connection.prepare('SELECT * FROM under_way WHERE run = ?');
  const erase = connection.prepare('DELETE FROM under_way WHERE run = ?');
  const begun = new Set<string>();
  const { underWay } = thisInstance();

  const start = (run: string): void => {
    begun.add(run);
    underWay.add(run);
  };
  const rowOf = (run: string, untilMs: number): readonly (string | number)[] => {
    const { machine, pid, started, instance } = thisProcess();
    return [run, machine, pid, started, instance, untilMs];
  };
  const stopRun = (run: string): void => {
    begun.delete(run);
    underWay.delete(run);
  };

  return {
    begin(run, atMs) {
      start(run);
      return { writeRow: () => void insert.run(...rowOf(run, atMs)) };
    },
    end(run) {
      stopRun(run);
      return { writeRemoval: () => void erase.run(run) };
    },
    renew(run, untilMs) {
      start(run);
      replace.run(...rowOf(run, untilMs));
    },
    find(run) {
      // The table is strict and written here alone.
      const row = select.get(run) as (ProcessIdentity & { readonly until_ms: number }) | undefined;
      if (row === undefined) return { life: 'gone', untilMs: 0 };
      const life = lifeOf(row);
      // Where a run could not write that it has ended, its row is still there.
      const own = underWay.has(run) ? 'alive' : 'gone';
      return { life: life === 'here' ? own : life, untilMs: row.until_ms };
    },
    stop: () => begun.forEach(stopRun),
  };
}
