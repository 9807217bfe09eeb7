import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Connection } from './database.js';
import type { GroupCommit } from './group-commit.js';
import type { Claim } from './port.js';

/** Which run is making what, in a store's file. */
export interface ClaimTable {
  /** Takes what a claim is for, and gives nothing; or gives the run that has it, when another one does. */
  take(claim: Claim): string | undefined;
  /** Moves the end of all that a run has. */
  renew(run: string, untilMs: number): void;
  /** With the next commit, so that nobody finds neither the claim nor what was made. */
  release(run: string, fingerprint: string): void;
  /** The run has ended: its claims hold no longer in this process, and in others when they are removed. */
  end(run: string): { writeRemoval(): void };
}

/** No chance that a run depends on: it tells this process from one that had its number before, or has it elsewhere. */
const thisProcess = randomUUID();

/** Runs of this process that have claimed something and not ended: where nothing can be written, their claims stay behind. */
const underWay = new Set<string>();

/** Prepares the statements once. */
export function claimTable(connection: Connection, commits: GroupCommit): ClaimTable {
  const select = connection.prepare('SELECT * FROM claims WHERE fingerprint = ?');
  const insert = connection.prepare(
    `INSERT INTO claims VALUES ($fingerprint, $run, $host, $pid, $process, $untilMs)
     ON CONFLICT (fingerprint) DO UPDATE SET
       run = excluded.run, host = excluded.host, pid = excluded.pid, process = excluded.process,
       until_ms = excluded.until_ms
     WHERE claims.run = excluded.run OR claims.until_ms <= $nowMs OR claims.run = $gone`,
  );
  const update = connection.prepare('UPDATE claims SET until_ms = ? WHERE run = ?');
  const erase = connection.prepare('DELETE FROM claims WHERE fingerprint = ? AND run = ?');
  const eraseAll = connection.prepare('DELETE FROM claims WHERE run = ?');
  // The table is strict and written by `take` alone.
  const holderOf = (fingerprint: string): ClaimRow | undefined =>
    select.get(fingerprint) as ClaimRow | undefined;

  return {
    take: ({ fingerprint, run, nowMs, untilMs }) =>
      unsynced(connection, () => {
        const held = holderOf(fingerprint);
        const gone = held !== undefined && isGone(held) ? held.run : '';
        const own = { host: hostname(), pid: process.pid, process: thisProcess };
        // One statement: of two processes at once the second finds the claim of the first.
        insert.run({ fingerprint, run, ...own, untilMs, nowMs, gone });
        const holder = holderOf(fingerprint)?.run;
        underWay.add(run);
        return holder === run ? undefined : holder;
      }),
    renew: (run, untilMs) => unsynced(connection, () => void update.run(untilMs, run)),
    release: (run, fingerprint) => commits.add(() => void erase.run(fingerprint, run)),
    end(run) {
      underWay.delete(run);
      return { writeRemoval: () => void eraseAll.run(run) };
    },
  };
}

/** A claim that a crash forgets is of a process that is gone: it does not have to be on the disk. */
function unsynced<T>(connection: Connection, act: () => T): T {
  connection.pragma('synchronous = NORMAL');
  try {
    return act();
  } finally {
    connection.pragma('synchronous = FULL');
  }
}

/** Whether a claim's run, or its process, is no more, as far as can be told from here: of another machine, it cannot. */
function isGone({ run, host, pid, process: holder }: ClaimRow): boolean {
  if (holder === thisProcess) return !underWay.has(run);
  if (host !== hostname()) return false;
  // It had this process's number before it: in a container every first process has the same.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Any other error says that it is there, and somebody else's.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
  }
}

interface ClaimRow {
  readonly run: string;
  readonly host: string;
  readonly pid: number;
  readonly process: string;
}
