import { errors, PhasegraphError } from '../errors.js';
import { inTransaction, openDatabase, reasonOf } from './database.js';
import type { Connection } from './database.js';
import { eventLog } from './event-log.js';
import { learnedFrom, median } from './median.js';
import type { Store } from './port.js';
import { resultTable } from './result-table.js';
import { runTable } from './run-table.js';
import { valueFiles } from './values.js';

/**
 * Opens a store in one SQLite file, or makes it and the folders that it lies in. Values over 64 KB lie beside it in
 * `<path>.values`. Any number of processes may have it open.
 *
 * @throws PhasegraphError `store-unusable` for a file that is no store or one of another version, which is left
 *   as it is
 */
export function openStore(path: string): Store {
  let connection: Connection | undefined = openDatabase(path);
  const damage: string[] = [];
  const onDamage = (sentence: string): void => void damage.push(sentence);
  const events = eventLog(connection, onDamage);
  const results = resultTable(connection, valueFiles(`${path}.values`, onDamage), onDamage);
  const runs = runTable(connection);

  const use = <T>(act: (connection: Connection) => T): T => {
    if (connection === undefined) throw errors.storeUnusable(path, 'it was closed; open it again.');
    try {
      return act(connection);
    } catch (error) {
      if (error instanceof PhasegraphError) throw error;
      throw errors.storeUnusable(path, reasonOf(error), error);
    }
  };
  const commit = (write: () => void): void => use((connection) => inTransaction(connection, write));

  return {
    findResult: (fingerprint) => use(() => results.find(fingerprint)),
    saveResult: (result) =>
      use(() => {
        const prepared = results.prepare(result);
        // The events ride along: the commit is paid for anyway, and after a crash the log tells of the result.
        commit(() => {
          prepared.write();
          events.write();
        });
        events.forget();
      }),
    learnedDurations: (phases) =>
      use(() => {
        const learned = phases.map(
          (phase) => [phase, median(results.durations(phase, learnedFrom))] as const,
        );
        return new Map(learned.filter((entry): entry is [string, number] => entry[1] !== undefined));
      }),
    beginRun: (run) =>
      commit(() => {
        events.remove(run.runId);
        runs.begin(run);
      }),
    appendEvent: (runId, event) => use(() => events.append(runId, event)),
    endRun(runId, status) {
      commit(() => {
        events.write();
        runs.end(runId, status);
      });
      events.forget();
    },
    listRuns: (limit) => use(() => runs.latest(limit)),
    readEvents: (runId) => use(() => events.read(runId)),
    damage: () => [...damage],
    close() {
      if (connection === undefined) return;
      const closing = connection;
      try {
        use(() => events.flush());
        // So that the one file is the whole store. Another process that is reading puts it off, without harm.
        use(() => closing.pragma('wal_checkpoint(TRUNCATE)'));
      } finally {
        connection = undefined;
        closing.close();
      }
    },
  };
}
