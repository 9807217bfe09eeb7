import { systemClock } from '../clock.js';
import type { Clock } from '../clock.js';
import { errors, messageOf, PhasegraphError } from '../errors.js';
import { callTable } from './call-table.js';
import { claimTable } from './claim-table.js';
import { collectGarbage } from './collect-garbage.js';
import { noteSuspicion } from './damaged-file.js';
import { isDamage, openDatabase, openUnsynced, reasonOf } from './database.js';
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
import { runsUnderWay } from './under-way.js';
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
  const unsynced = openBeside(opened, () => openUnsynced(path, connect));
  let connection: Connection | undefined = opened;
  const failureOf = (thrown: unknown): PhasegraphError => {
    if (thrown instanceof PhasegraphError) return thrown;
    if (isDamage(thrown)) noteSuspicion(path);
    return errors.storeUnusable(path, reasonOf(thrown), thrown);
  };
  const listeners = new Set<(error: PhasegraphError) => void>();
  const tell = (error: PhasegraphError): void => {
    for (const listener of listeners) {
      try {
        listener(error);
      } catch {
        // What one of them does wrong is not to keep it from the others: a run stops by it.
      }
    }
  };
  /** Whether somebody has heard that nothing can be written, since something could. */
  let isFailureTold = false;
  const commits = groupCommit(opened, {
    clock,
    failureOf,
    refusalOf: (thrown) => errors.leftOut(path, messageOf(thrown)),
    onFailure: (error) => {
      isFailureTold ||= listeners.size > 0;
      tell(error);
    },
    onLeftOut: tell,
    onCommitted: () => {
      isFailureTold = false;
    },
  });
  const folder = `${path}.values`;
  const beside = valueFiles(folder, onDamage, { files });
  const untouched = valueFiles(folder, onDamage, { files, leavesDamaged: true });
  const values = encodedValues({ connection: opened, reader: unsynced }, beside, untouched);
  const underWay = runsUnderWay(opened, unsynced);
  const means = { connection: opened, reader: unsynced, commits, values, onDamage };
  const [results, calls, runs] = [resultTable(means), callTable(means), runTable(means, underWay)];
  const claims = claimTable({ unsynced, connection: opened, commits, underWay });
  const uses = useTable(opened, commits);
  const events = eventLog(opened, commits, onDamage);

  const use = <T>(act: (connection: Connection) => T): T => {
    if (connection === undefined) throw errors.storeUnusable(path, 'it was closed; open it again.');
    try {
      return act(connection);
    } catch (thrown) {
      throw failureOf(thrown);
    }
  };
  /** Of what is committed: what was kept back is to be among it. */
  const useAll = <T>(act: (connection: Connection) => T): T =>
    use((open) => {
      if (commits.flush(patienceMs) === 'held-up') throw errors.storeUnusable(path, heldUp);
      return act(open);
    });

  return {
    findResult: (fingerprint, options) => use(() => results.find(fingerprint, options)),
    lookAhead: (fingerprints) => use(() => results.lookAhead(fingerprints)),
    saveResult: (result) => use(() => results.save(result)),
    findCall: (key, options) => use(() => calls.find(key, options)),
    // Async, so that a store that was closed rejects like any other failure.
    async saveCall(call) {
      try {
        await use(() => calls.save(call));
      } catch (thrown) {
        throw failureOf(thrown);
      }
    },
    callKeys: (beginning) => use(() => calls.keys(beginning)),
    forgetCall: (key) => use(() => calls.forget(key)),
    keep: async (bytes) =>
      use(() => {
        const sha256 = digest(bytes);
        beside.write(sha256, bytes);
        return new StoredBytes(sha256, bytes.length, beside);
      }),
    learnedDurations: (phases, through) =>
      useAll(() =>
        learnedOf(phases, through, (phase, by) => results.durations(phase, by, learnedFrom), median),
      ),
    learnedCosts: (phases, through) =>
      useAll(() => learnedOf(phases, through, (phase, by) => results.costs(phase, by, learnedFrom), mean)),
    noteUse: (runId, used) => use(() => uses.append(runId, used)),
    claim: (claim) => use(() => claims.take(claim)),
    claimedByOthers: (fingerprints, by) => use(() => claims.ofOthers(fingerprints, by)),
    renewClaims: (run, untilMs) => use(() => claims.renew(run, untilMs)),
    releaseClaim: (run, fingerprint) => use(() => claims.release(run, fingerprint)),
    beginRun: (run) =>
      use(() => {
        const { runId, startedAtMs } = run;
        const begun = [events.begin(runId), uses.begin(runId)];
        const process = underWay.begin(runId, startedAtMs);
        commits.add(() => {
          for (const each of begun) each.writeRemoval();
          runs.writeBegin(run);
          process.writeRow();
        });
        // Waited for: who forgets runs and does not see this one takes its files for nobody's.
        commits.flush(patienceMs);
      }),
    appendEvent: (runId, event) => use(() => events.append(runId, event)),
    endRun: (runId, status) =>
      use(() => {
        const ended = [claims.end(runId), underWay.end(runId)];
        commits.add(() => {
          runs.writeEnd(runId, status);
          for (const each of ended) each.writeRemoval();
        });
        commits.flush();
      }),
    flush() {
      // Async, so that a store that was closed rejects like any other failure.
      const committed = (async () => use(() => commits.committed()))();
      // Who does not wait for it must not end the process: of a failure the listeners hear.
      committed.catch(() => undefined);
      return committed;
    },
    onWriteFailure(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    listRuns: (limit) => useAll(() => runs.latest(limit)),
    readEvents: (runId) => useAll(() => events.read(runId)),
    gc: (options) => useAll((open) => collectGarbage(open, beside, runs.latest(-1), options)),
    damage: () => [...damage],
    close() {
      if (connection === undefined) return;
      const closing = connection;
      try {
        useAll(() => undefined);
        // So that the one file is the whole store. Another process that is reading puts it off, without harm.
        use(() => closing.pragma('wal_checkpoint(TRUNCATE)'));
      } catch (error) {
        // Who was told that nothing can be written has nothing to learn from hearing it again.
        if (!isFailureTold) throw error;
      } finally {
        commits.stop(
          errors.storeUnusable(path, 'it was closed before that could be written; open it again.'),
        );
        underWay.stop();
        connection = undefined;
        unsynced.close();
        closing.close();
      }
    },
  };
}

/**
 * How long something stands still for another process that writes, in milliseconds: a run that begins, and a read of
 * everything, so that what was kept back is among it.
 */
const patienceMs = 5000;

const heldUp = 'another process is writing to it, and that takes long: wait for it to end.';

/** Opens something beside a connection, which is closed when that fails. */
function openBeside(opened: Connection, open: () => Connection): Connection {
  try {
    return open();
  } catch (error) {
    opened.close();
    throw error;
  }
}
