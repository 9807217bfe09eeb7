import type { ReadOptions } from './port.js';
import type { RecordedResult } from './records.js';
import { recordTable } from './record-table.js';
import type { TableMeans } from './record-table.js';

/** The results in a store's file, with the values that they hold. */
export interface ResultTable {
  /** The result, when all of it can be read back; a damaged one is set aside, or left as it is. */
  find(fingerprint: string, options?: ReadOptions): RecordedResult | undefined;
  /** Reads what is looked for next in one go. */
  lookAhead(fingerprints: readonly string[]): void;
  /** Puts large values where they belong, and leaves the rest to the next commit. */
  save(result: RecordedResult): void;
  /** The durations of the phase's latest results of which that is known, in milliseconds; of those that went through this. */
  durations(phase: string, through: string | undefined, limit: number): number[];
  /** What they cost where that is known, in US dollars. */
  costs(phase: string, through: string | undefined, limit: number): number[];
}

/** Prepares the statements once. */
export function resultTable(means: TableMeans): ResultTable {
  const { connection, commits } = means;
  const records = recordTable<ResultFacts>(means, {
    kind: 'result',
    id: 'fingerprint',
    facts: ['phase', 'recorded_at_ms', 'duration_ms', 'through', 'usd'],
    sha256: 'outputs_sha256',
    text: 'outputs',
    damaged: ({ phase }) => `A recorded result of "${phase}" could not be read back whole; it was set aside.`,
  });
  /** A number of the phase's latest results, where they have it. */
  const latest = (column: 'duration_ms' | 'usd'): ResultTable['durations'] => {
    const numbers = connection
      .prepare(
        `SELECT ${column} FROM results WHERE phase = ? AND ${column} IS NOT NULL AND (? IS NULL OR through = ?)
         ORDER BY recorded_at_ms DESC, rowid DESC LIMIT ?`,
      )
      .pluck();
    // The table is strict, and these are its columns of numbers.
    return (phase, through, limit) => numbers.all(phase, through ?? null, through ?? null, limit) as number[];
  };

  return {
    find(fingerprint, options) {
      const found = records.find(fingerprint, options);
      if (found === undefined) return undefined;
      const { phase, recorded_at_ms: recordedAtMs, duration_ms: durationMs, through, usd } = found.facts;
      // Verified to be what was encoded of a record of outputs.
      const outputs = found.value as RecordedResult['outputs'];
      return {
        fingerprint,
        phase,
        outputs,
        recordedAtMs,
        ...(durationMs !== null && { durationMs }),
        ...(through !== null && { through }),
        ...(usd !== null && { usd }),
      };
    },
    lookAhead: (fingerprints) => records.lookAhead(fingerprints),
    save({ fingerprint, phase, outputs, recordedAtMs, durationMs = null, through = null, usd = null }) {
      const facts = { phase, recorded_at_ms: recordedAtMs, duration_ms: durationMs, through, usd };
      records.save(fingerprint, facts, outputs, (write, more) => commits.add(write, more));
    },
    durations: latest('duration_ms'),
    costs: latest('usd'),
  };
}

// A type, since an interface could get members that are no facts.
type ResultFacts = {
  readonly phase: string;
  readonly duration_ms: number | null;
  readonly through: string | null;
  readonly recorded_at_ms: number;
  readonly usd: number | null;
};
