import type { ReadOptions } from './port.js';
import type { RecordedCall } from './records.js';
import { recordTable } from './record-table.js';
import type { TableMeans } from './record-table.js';

/** The answers of paid calls in a store's file. */
export interface CallTable {
  /** The record, when all of it can be read back; a damaged one is set aside, or left as it is. */
  find(key: string, options?: ReadOptions): RecordedCall | undefined;
  /** The keys that begin so, in order. */
  keys(beginning: string): readonly string[];
  /** Settles when it is on the disk. */
  save(call: RecordedCall): Promise<void>;
  /** With the next commit. */
  forget(key: string): void;
}

/** Prepares the statements once. */
export function callTable(means: TableMeans): CallTable {
  const { commits } = means;
  const records = recordTable<CallFacts>(means, {
    kind: 'call',
    id: 'key',
    facts: ['phase', 'key_id', 'usage', 'usd', 'recorded_at_ms'],
    sha256: 'answer_sha256',
    text: 'answer',
    damaged: ({ phase }) =>
      `The recorded answer of a call of "${phase}" could not be read back; it was set aside.`,
  });

  return {
    find(key, options) {
      const found = records.find(key, options);
      if (found === undefined) return undefined;
      const { phase, key_id: keyId, usage, usd, recorded_at_ms: recordedAtMs } = found.facts;
      return {
        key,
        phase,
        keyId,
        answer: found.value,
        recordedAtMs,
        // Verified to be what `save` wrote.
        ...(usage !== null && { usage: JSON.parse(usage) as NonNullable<RecordedCall['usage']> }),
        ...(usd !== null && { usd }),
      };
    },
    keys: (beginning) => records.idsFrom(beginning),
    // Async, so that an answer which cannot be recorded rejects like any other failure.
    async save({ key, phase, keyId, answer, usage, usd = null, recordedAtMs }) {
      const usageText = usage === undefined ? null : JSON.stringify(usage);
      const facts = { phase, key_id: keyId, usage: usageText, usd, recorded_at_ms: recordedAtMs };
      await records.save(key, facts, answer, (write, more) => commits.addAwaited(write, more));
    },
    forget: (key) => records.forget(key),
  };
}

// A type, since an interface could get members that are no facts.
type CallFacts = {
  readonly phase: string;
  readonly key_id: string;
  readonly usage: string | null;
  readonly usd: number | null;
  readonly recorded_at_ms: number;
};
