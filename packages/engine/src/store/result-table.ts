import type { RecordedResult } from './port.js';
import { recordTable } from './record-table.js';
import type { TableMeans } from './record-table.js';

/** The results in a store's file, with the values that they hold. */
export interface ResultTable {
  /** The result, when all of it can be read back; a damaged one is set aside. */
  find(fingerprint: string): RecordedResult | undefined;
  /** Puts large values where they belong, and leaves the rest to the next commit. */
  save(result: RecordedResult): void;
  /** The durations of the phase's latest results, in milliseconds. */
  durations(phase: string, limit: number): number[];
  /** What the phase's latest results cost of which that is known, in US dollars. */
  costs(phase: string, limit: number): number[];
}

/** Prepares the statements once. */
export function resultTable(means: TableMeans): ResultTable {
  const { connection, commits } = means;
  const records = recordTable<ResultFacts>(means, {
    kind: 'result',
    id: 'fingerprint',
    facts: ['phase', 'duration_ms', 'recorded_at_ms', 'usd'],
    sha256: 'outputs_sha256',
    text: 'outputs',
    damaged: ({ phase }) => `A recorded result of "${phase}" could not be read back whole; it was set aside.`,
  });
  /** A number of the phase's latest results, where they have it. */
  const latest = (column: 'duration_ms' | 'usd'): ((phase: string, limit: number) => number[]) => {
    const numbers = connection
      .prepare(
        `SELECT ${column} FROM results WHERE phase = ? AND ${column} IS NOT NULL
         ORDER BY recorded_at_ms DESC, rowid DESC LIMIT ?`,
      )
      .pluck();
    // The table is strict, and these are its columns of numbers.
    return (phase, limit) => numbers.all(phase, limit) as number[];
  };

  return {
    find(fingerprint) {
      const found = records.find(fingerprint);
      if (found === undefined) return undefined;
      const { phase, duration_ms: durationMs, recorded_at_ms: recordedAtMs, usd } = found.facts;
      // Verified to be what was encoded of a record of outputs.
      const outputs = found.value as RecordedResult['outputs'];
      return { fingerprint, phase, outputs, durationMs, recordedAtMs, ...(usd !== null && { usd }) };
    },
    save({ fingerprint, phase, outputs, durationMs, recordedAtMs, usd = null }) {
      const facts = { phase, duration_ms: durationMs, recorded_at_ms: recordedAtMs, usd };
      records.save(fingerprint, facts, outputs, (write, more) => commits.add(write, more));
    },
    durations: latest('duration_ms'),
    costs: latest('usd'),
  };
}

// A type, since an interface could get members that are no facts.
type ResultFacts = {
  readonly phase: string;
  readonly duration_ms: number;
  readonly recorded_at_ms: number;
  readonly usd: number | null;
};
