import type { RunEvent } from '../events.js';
import { decode, encode } from './codec.js';
import type { Encoded } from './codec.js';
import { learnedFrom, median } from './median.js';
import type { RecordedResult, RecordedRun, Store } from './port.js';

/**
 * A store that lives as long as the process: results are reused between runs, and nothing touches the disk.
 * Values are written and read as in a file, so that what works on it works there.
 */
export function memoryStore(): Store {
  const results = new Map<string, Omit<RecordedResult, 'outputs'> & { readonly encoded: Encoded }>();
  const runs = new Map<string, { run: RecordedRun; readonly events: RunEvent[] }>();
  return {
    findResult(fingerprint) {
      const found = results.get(fingerprint);
      if (found === undefined) return undefined;
      const { encoded, ...rest } = found;
      const decoded = decode(encoded.json, (sha256) => encoded.bytes.get(sha256));
      // What was encoded from a record of outputs is one.
      return decoded && { ...rest, outputs: decoded.value as RecordedResult['outputs'] };
    },
    saveResult({ outputs, ...rest }) {
      const encoded = encode(outputs);
      // Deleted first, so that the map is in the order of recording.
      results.delete(rest.fingerprint);
      results.set(rest.fingerprint, { ...rest, encoded });
    },
    learnedDurations(phases) {
      const latest = [...results.values()].toSorted((a, b) => a.recordedAtMs - b.recordedAtMs);
      const learned = new Map<string, number>();
      for (const phase of phases) {
        const durations = latest.filter((result) => result.phase === phase).slice(-learnedFrom);
        const middle = median(durations.map((result) => result.durationMs));
        if (middle !== undefined) learned.set(phase, middle);
      }
      return learned;
    },
    beginRun(run) {
      runs.delete(run.runId);
      runs.set(run.runId, { run, events: [] });
    },
    appendEvent(runId, event) {
      runs.get(runId)?.events.push(event);
    },
    endRun(runId, status) {
      const found = runs.get(runId);
      if (found !== undefined) found.run = { ...found.run, status };
    },
    listRuns(limit) {
      const begun = [...runs.values()].map(({ run }) => run).toReversed();
      return begun.toSorted((a, b) => b.startedAtMs - a.startedAtMs).slice(0, limit);
    },
    readEvents(runId) {
      return [...(runs.get(runId)?.events ?? [])];
    },
    damage: () => [],
    close() {},
  };
}
