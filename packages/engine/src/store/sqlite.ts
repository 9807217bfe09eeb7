import { systemClock } from '../clock.js';
import type { Clock } from '../clock.js';
import { errors, PhasegraphError } from '../errors.js';
import { callTable } from './call-table.js';
import { claimTable } from './claim-table.js';
import { collectGarbage } from './collect-garbage.js';
import { noteSuspicion } from './damaged-file.js';
import { isDamage, openDatabase, reasonOf } from './database.js';
import type { Connect, Connection } from './database.js';
import { digest } from './digest.js';
import { encodedValues } from './encoded-values.js';
import { eventLog } from './event-log.js';
import { groupCommit } from './group-commit.js';
import { learnedOf, mean } from './learned.js';
import { learnedFrom, median } from './median.js';
import type { Store } from './port.js';
import { resultTable } from './result-table.js';
import { runTable } from './run-table.js';
import { StoredBytes } from '../stored-bytes.js';
import { useTable } from './use-table.js';
import { valueFiles } from './values.js';
import type { FileCalls } from './values.js';

/**
 * Opens a store in one SQLite file, or makes it and the folders that it lies in. Values over 64 KB lie beside it in
 * `<path>.values`. Any number of processes may have it open.
 *
 * A store that is damaged is moved away and a new one begun, as {@link Store.damage} says then.
 *
 * @throws PhasegraphError `store-unusable` for a file that is no store or one of a newer version, which is left
 *   as it is
 */
export function openStore(path: string): Store {
  return openStoreBy(path, {});
}

/** What a store reaches the disk and the time by. Default: the system's. */
export interface StoreMeans {
  readonly connect?: Connect;
  readonly files?: FileCalls;
  readonly clock?: Clock;
}

/** As {@link openStore}, by means of the caller's. */
export function openStoreBy(path: string, { connect, files, clock = systemClock }: StoreMeans): Store {
  const damage: string[] = [];
  const onDamage = (sentence: string): void => void damage.push(sentence);
  const opened = openDatabase(path, onDamage, connect);
  let connection: Connection | undefined = opened;
  const failureOf = (thrown: unknown): PhasegraphError => {
    if (thrown instanceof PhasegraphError) return thrown;
    if (isDamage(thrown)) noteSuspicion(path);
    return errors.storeUnusable(path, reasonOf(thrown), thrown);
  };
  const listeners = new Set<(error: PhasegraphError) => void>();
  let isFailureTold = false;
  const commits = groupCommit(opened, {
    clock,
    failureOf,
    onFailure: (error) => {
      isFailureTold ||= listeners.size > 0;
      for (const listener of listeners) listener(error);
    },
  });
  const beside = valueFiles(`${path}.values`, onDamage, files);
  const values = encodedValues(opened, beside);
  const means = { connection: opened, commits, values, onDamage };
  const [results, calls, runs] = [resultTable(means), callTable(means), runTable(opened)];
  const [claims, uses] = [claimTable(opened, commits), useTable(opened, commits)];
  const events = eventLog(opened, commits, onDamage);

  const use = <T>(act: (connection: Connection) => T): T => {
    if (connection === undefined) throw errors.storeUnusable(path, 'it was closed; open it again.');
    try {
      return act(connection);
    } catch (thrown) {
      throw failureOf(thrown);
    }
  };

  return {
    findResult: (fingerprint) => use(() => results.find(fingerprint)),
    saveResult: (result) => use(() => results.save(result)),
    findCall: (key) => use(() => calls.find(key)),
    // Async, so that a store that was closed rejects like any other failure.
    saveCall: async (call) => use(() => calls.save(call)),
    forgetCall: (key) => use(() => calls.forget(key)),
    keep: async (bytes) =>
      use(() => {
        const sha256 = digest(bytes);
        beside.write(sha256, bytes);
        return new StoredBytes(sha256, bytes.length, beside);
      }),
    learnedDurations: (phases) =>
      use(() => {
        commits.flush();
        return learnedOf(phases, (phase) => results.durations(phase, learnedFrom), median);
      }),
    learnedCosts: (phases) =>
      use(() => {
        commits.flush();
        return learnedOf(phases, (phase) => results.costs(phase, learnedFrom), mean);
      }),
    noteUse: (runId, used) => use(() => uses.append(runId, used)),
    claim: (claim) => use(() => claims.take(claim)),
    renewClaims: (run, untilMs) => use(() => claims.renew(run, untilMs)),
    releaseClaim: (run, fingerprint) => use(() => claims.release(run, fingerprint)),
    beginRun: (run) =>
      use(() => {
        const begun = [events.begin(run.runId), uses.begin(run.runId)];
        commits.add(() => {
          for (const each of begun) each.writeRemoval();
          runs.writeBegin(run);
        });
        commits.flush();
      }),
    appendEvent: (runId, event) => use(() => events.append(runId, event)),
    endRun: (runId, status) =>
      use(() => {
        const ended = claims.end(runId);
        commits.add(() => {
          runs.writeEnd(runId, status);
          ended.writeRemoval();
        });
        commits.flush();
      }),
    flush: () => use(() => commits.flush()),
    onWriteFailure(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    listRuns: (limit) =>
      use(() => {
        commits.flush();
        return runs.latest(limit);
      }),
    readEvents: (runId) => use(() => events.read(runId)),
    gc: (options) =>
      use((open) => {
        commits.flush();
        return collectGarbage(open, beside, runs.latest(-1), options);
      }),
    damage: () => [...damage],
    close() {
      if (connection === undefined) return;
      const closing = connection;
      try {
        use(() => commits.flush());
        // So that the one file is the whole store. Another process that is reading puts it off, without harm.
        use(() => closing.pragma('wal_checkpoint(TRUNCATE)'));
      } catch (error) {
        // Who was told that nothing can be written has nothing to learn from hearing it again.
        if (!isFailureTold) throw error;
      } finally {
        commits.stop();
        connection = undefined;
        closing.close();
      }
    },
  };
}
