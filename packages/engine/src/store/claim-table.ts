import type { Connection } from './database.js';
import { writeFailureOf } from './error-code.js';
import { Gathering } from './gathering.js';
import type { GroupCommit } from './group-commit.js';
import type { Claim, ClaimAnswer } from './records.js';
import type { FoundRun, UnderWay } from './under-way.js';

/** Which run is making what, in a store's file. */
export interface ClaimTable {
  /** Takes what a claim is for, unless another run has it that goes on. */
  take(claim: Claim): ClaimAnswer;
  /** Those that another run has, and goes on. */
  ofOthers(fingerprints: readonly string[], by: Pick<Claim, 'run' | 'nowMs'>): ReadonlySet<string>;
  /** Gives a sign of life of a run, and tells which of its claims another run has taken. */
  renew(run: string, untilMs: number): readonly string[];
  /** With the next commit, so that nobody finds neither the claim nor what was made. */
  release(run: string, fingerprint: string): void;
  /** The run has ended, and its claims with it. They are removed as part of the caller's transaction. */
  end(run: string): { writeRemoval(): void };
}

interface ClaimMeans {
  /** Commits at once, and not down to the disk: a claim that a power cut forgets is of a process that is gone. */
  readonly unsynced: Connection;
  readonly connection: Connection;
  readonly commits: GroupCommit;
  readonly underWay: UnderWay;
}

const claimed: ClaimAnswer = Object.freeze({ status: 'claimed' });
const recorded: ClaimAnswer = Object.freeze({ status: 'recorded' });

/** Prepares the statements once. */
export function claimTable({ unsynced, connection, commits, underWay }: ClaimMeans): ClaimTable {
  // One statement: of two processes at once the second finds the claim of the first, or what that has recorded.
  const insert = unsynced.prepare(
    `INSERT INTO claims SELECT $fingerprint, $run
     WHERE NOT EXISTS (SELECT 1 FROM results WHERE fingerprint = $fingerprint AND recorded_at_ms >= $sinceMs)
     ON CONFLICT DO NOTHING`,
  );
  const select = unsynced.prepare('SELECT run FROM claims WHERE fingerprint = ?');
  const selectMany = unsynced.prepare(
    'SELECT * FROM claims WHERE fingerprint IN (SELECT value FROM json_each(?)) AND run <> ?',
  );
  const selectRecorded = unsynced.prepare(
    'SELECT 1 FROM results WHERE fingerprint = ? AND recorded_at_ms >= ?',
  );
  const selectOf = unsynced.prepare('SELECT fingerprint FROM claims WHERE run = ?').pluck();
  // Of two that find a run gone the second changes nothing; nor does one whose holder has since given a sign of life.
  const takeOver = unsynced.prepare(
    `UPDATE claims SET run = $run WHERE fingerprint = $fingerprint AND run = $holder
     AND coalesce((SELECT until_ms FROM under_way WHERE under_way.run = $holder), 0) = $untilMs`,
  );
  const erase = connection.prepare(
    'DELETE FROM claims WHERE run = ? AND fingerprint IN (SELECT value FROM json_each(?))',
  );
  const eraseAll = connection.prepare('DELETE FROM claims WHERE run = ?');
  /** By run of this handle: what it has claimed. */
  const held = new Map<string, Held>();
  /** By run: what it has released, and not claimed again since. */
  const released = new Map<string, Set<string>>();

  const releases = new Gathering<string>(commits, {
    write: (run, fingerprints) => {
      const still = released.get(run);
      erase.run(run, JSON.stringify(fingerprints.filter((fingerprint) => still?.has(fingerprint))));
    },
    over: (run, fingerprints) => {
      for (const fingerprint of fingerprints) released.get(run)?.delete(fingerprint);
    },
  });

  /** What a run holds, which has given a sign of life that lasts: nobody is to take its claims for those of one that is gone. */
  const heldBy = ({ run, nowMs, untilMs }: Claim): Held => {
    const own = held.get(run) ?? { claimed: new Set(), untilMs: -Infinity };
    // Where claims are renewed in time, this adds nothing: it is for a run that had none for a while.
    if (own.untilMs < untilMs - (untilMs - nowMs) / 2) {
      underWay.renew(run, untilMs);
      own.untilMs = untilMs;
    }
    held.set(run, own);
    return own;
  };

  const answerTo = ({ fingerprint, run, nowMs, sinceMs = 0 }: Claim): ClaimAnswer => {
    for (;;) {
      if (insert.run({ fingerprint, run, sinceMs }).changes === 1) return claimed;
      // The table is strict and written here alone.
      const holder = (select.get(fingerprint) as { readonly run: string } | undefined)?.run;
      if (holder === run) return claimed;
      if (selectRecorded.get(fingerprint, sinceMs) !== undefined) return recorded;
      // Released since: it is free now, or another one's.
      if (holder === undefined) continue;
      const found = underWay.find(holder);
      if (goesOn(found, nowMs)) return { status: 'held-by', run: holder };
      const { untilMs } = found;
      if (takeOver.run({ fingerprint, run, holder, untilMs }).changes === 1) return claimed;
    }
  };

  return {
    take(claim) {
      const { fingerprint, run } = claim;
      try {
        const own = heldBy(claim);
        const answer = answerTo(claim);
        if (answer.status === 'claimed') {
          own.claimed.add(fingerprint);
          released.get(run)?.delete(fingerprint);
        }
        return answer;
      } catch (error) {
        if (writeFailureOf(error) === 'not-its-turn') return { status: 'store-busy' };
        throw error;
      }
    },
    ofOthers(fingerprints, { run, nowMs }) {
      // The table is strict and written here alone.
      const rows = selectMany.all(JSON.stringify(fingerprints), run) as ClaimRow[];
      const holders = new Set(
        rows.map((row) => row.run).filter((holder) => goesOn(underWay.find(holder), nowMs)),
      );
      return new Set(rows.filter((row) => holders.has(row.run)).map(({ fingerprint }) => fingerprint));
    },
    renew(run, untilMs) {
      try {
        underWay.renew(run, untilMs);
      } catch (error) {
        // Nor can anybody take what it has, as long as nobody can write.
        if (writeFailureOf(error) === 'not-its-turn') return [];
        throw error;
      }
      const own = held.get(run);
      if (own === undefined) return [];
      own.untilMs = untilMs;
      const still = new Set<unknown>(selectOf.all(run));
      const lost = [...own.claimed].filter((fingerprint) => !still.has(fingerprint));
      for (const fingerprint of lost) own.claimed.delete(fingerprint);
      return lost;
    },
    release(run, fingerprint) {
      held.get(run)?.claimed.delete(fingerprint);
      const own = released.get(run);
      if (own === undefined) released.set(run, new Set([fingerprint]));
      else own.add(fingerprint);
      releases.add(run, fingerprint);
    },
    end(run) {
      held.delete(run);
      released.delete(run);
      return { writeRemoval: () => void eraseAll.run(run) };
    },
  };
}

/** By time only where it cannot be told. */
function goesOn({ life, untilMs }: FoundRun, nowMs: number): boolean {
  return life === 'alive' || (life === 'unknown' && untilMs > nowMs);
}

/** What a run has claimed, and how long its last sign of life holds, in milliseconds since 1970. */
interface Held {
  readonly claimed: Set<string>;
  untilMs: number;
}

interface ClaimRow {
  readonly fingerprint: string;
  readonly run: string;
}
