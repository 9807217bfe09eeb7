import type { RunEvent } from '../events.js';
import { inTransaction } from './database.js';
import type { Connection } from './database.js';

/** The events in a store's file: kept back and written together. */
export interface EventLog {
  /** Keeps the event, and writes what was kept when it is enough. */
  append(runId: string, event: RunEvent): void;
  /** Writes what was kept, as part of the caller's transaction. */
  write(): void;
  /** To be called when the transaction of {@link write} was committed. */
  forget(): void;
  /** Writes what was kept, in a transaction of its own. */
  flush(): void;
  /** Every event of the run, those that are kept back included. */
  read(runId: string): RunEvent[];
  remove(runId: string): void;
}

/** How many events a commit writes. A crash loses at most this many that no recorded result came after. */
const batch = 256;

/** Prepares the statements once. */
export function eventLog(connection: Connection, onDamage: (sentence: string) => void): EventLog {
  const insert = connection.prepare('INSERT OR REPLACE INTO events VALUES (?, ?, ?)');
  const select = connection.prepare('SELECT seq, event FROM events WHERE run = ? ORDER BY seq');
  const erase = connection.prepare('DELETE FROM events WHERE run = ?');
  let kept: { readonly runId: string; readonly event: RunEvent }[] = [];

  const write = (): void => {
    for (const { runId, event } of kept) insert.run(runId, event.seq, JSON.stringify(event));
  };
  const flush = (): void => {
    if (kept.length === 0) return;
    inTransaction(connection, write);
    kept = [];
  };

  return {
    write,
    flush,
    forget() {
      kept = [];
    },
    append(runId, event) {
      kept.push({ runId, event });
      // Not `>=`: when writing fails, the event that says so must not fail in its turn, and the next batch tries again.
      if (kept.length % batch === 0) flush();
    },
    read(runId) {
      flush();
      // The table is strict, so the columns have the types that `write` gave them.
      const rows = select.all(runId) as { readonly seq: number; readonly event: string }[];
      return rows.flatMap(({ seq, event }) => {
        const read = parsed(event);
        if (read === undefined)
          onDamage(`Event ${seq} of run ${runId} is no event any more; it was left out.`);
        return read ?? [];
      });
    },
    remove(runId) {
      kept = kept.filter((entry) => entry.runId !== runId);
      erase.run(runId);
    },
  };
}

function parsed(text: string): RunEvent | undefined {
  try {
    const event: unknown = JSON.parse(text);
    // Only events are written, so what parses to an object with a type is the event that was.
    return typeof event === 'object' && event !== null && 'type' in event ? (event as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}
