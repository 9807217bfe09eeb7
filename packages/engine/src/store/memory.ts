import type { RunEvent } from '../events.js';
import { decode, encode } from './codec.js';
import type { Encoded } from './codec.js';
import { digest } from './digest.js';
import { forgetRuns } from './forget-runs.js';
import { learnedOf, mean } from './learned.js';
import { learnedFrom, median } from './median.js';
import type { Store } from './port.js';
import type { RecordedCall, RecordedResult, RecordedRun } from './records.js';
import { StoredBytes, liesIn, readNow } from '../stored-bytes.js';
import type { BytesSource } from '../stored-bytes.js';

/**
 * A store that lives as long as the process: results are reused between runs, and nothing touches the disk.
 * Values are written and read as in a file, so that what works on it works there.
 */
export function memoryStore(): Store {
  const results = new Map<string, Omit<RecordedResult, 'outputs'> & { readonly encoded: Encoded }>();
  const calls = new Map<string, Omit<RecordedCall, 'answer'> & { readonly encoded: Encoded }>();
  /** By fingerprint: the run that has claimed it. */
  const claims = new Map<string, string>();
  const runs = new Map<
    string,
    { run: RecordedRun; readonly events: RunEvent[]; readonly uses: Set<string> }
  >();
  const latestRuns = (): RecordedRun[] => {
    const begun = [...runs.values()].map(({ run }) => withLife(run)).toReversed();
    return begun.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  };
  const kept = new Map<string, Uint8Array>();
  // A copy, as it would be of a file.
  const source: BytesSource = { read: (sha256) => copied(kept.get(sha256)) };
  const written = (value: unknown): Encoded => {
    const encoded = encode(value);
    for (const [sha256, bytes] of encoded.kept) if (!liesIn(bytes, source)) kept.set(sha256, readNow(bytes));
    // Copied: what is recorded is neither the writer's nor a reader's. Pictures that were kept are references, and stay so.
    return {
      ...encoded,
      bytes: new Map(Array.from(encoded.bytes, ([sha256, part]) => [sha256, new Uint8Array(part)])),
    };
  };
  const readBack = ({ json, bytes }: Encoded): ReturnType<typeof decode> =>
    decode(json, {
      bytes: (sha256) => copied(bytes.get(sha256)),
      kept: (sha256, size) => (kept.has(sha256) ? new StoredBytes(sha256, size, source) : undefined),
    });
  /** What the latest results of a phase say of themselves, where they say it. */
  const latest = (
    phase: string,
    through: string | undefined,
    read: (result: Omit<RecordedResult, 'outputs'>) => number | undefined,
  ): number[] =>
    [...results.values()]
      .filter((result) => result.phase === phase && (through ?? result.through) === result.through)
      .toSorted((a, b) => a.recordedAtMs - b.recordedAtMs)
      .flatMap((result) => read(result) ?? [])
      .slice(-learnedFrom);
  return {
    findResult(fingerprint) {
      const found = results.get(fingerprint);
      if (found === undefined) return undefined;
      const { encoded, ...rest } = found;
      const decoded = readBack(encoded);
      // What was encoded from a record of outputs is one.
      return decoded && { ...rest, outputs: decoded.value as RecordedResult['outputs'] };
    },
    lookAhead: () => undefined,
    saveResult({ outputs, ...rest }) {
      const encoded = written(outputs);
      // Deleted first, so that the map is in the order of recording.
      results.delete(rest.fingerprint);
      results.set(rest.fingerprint, { ...rest, encoded });
    },
    findCall(key) {
      const found = calls.get(key);
      if (found === undefined) return undefined;
      const { encoded, ...rest } = found;
      const decoded = readBack(encoded);
      return decoded && { ...rest, answer: decoded.value };
    },
    // Async, so that an answer which cannot be recorded rejects.
    async saveCall({ answer, ...rest }) {
      calls.set(rest.key, { ...rest, encoded: written(answer) });
    },
    callKeys: (beginning) => [...calls.keys()].filter((key) => key.startsWith(beginning)).toSorted(),
    forgetCall: (key) => void calls.delete(key),
    async keep(bytes) {
      const sha256 = digest(bytes);
      kept.set(sha256, bytes);
      return new StoredBytes(sha256, bytes.length, source);
    },
    learnedDurations(phases, through) {
      const durationsOf = (phase: string, by: string | undefined): number[] =>
        latest(phase, by, ({ durationMs }) => durationMs);
      return learnedOf(phases, through, durationsOf, median);
    },
    learnedCosts(phases, through) {
      const costsOf = (phase: string, by: string | undefined): number[] =>
        latest(phase, by, ({ usd }) => usd);
      return learnedOf(phases, through, costsOf, mean);
    },
    noteUse(runId, used) {
      runs.get(runId)?.uses.add(used);
    },
    // All runs are of this process: claims end with them, and never by time.
    claim({ fingerprint, run, sinceMs = 0 }) {
      const holder = claims.get(fingerprint);
      const recorded = results.get(fingerprint);
      if (holder !== run && recorded !== undefined && recorded.recordedAtMs >= sinceMs)
        return { status: 'recorded' };
      if (holder !== undefined && holder !== run) return { status: 'held-by', run: holder };
      claims.set(fingerprint, run);
      return { status: 'claimed' };
    },
    claimedByOthers: (fingerprints, { run }) =>
      new Set(fingerprints.filter((fingerprint) => (claims.get(fingerprint) ?? run) !== run)),
    renewClaims: () => [],
    releaseClaim(run, fingerprint) {
      if (claims.get(fingerprint) === run) claims.delete(fingerprint);
    },
    beginRun(run) {
      runs.delete(run.runId);
      // As JSON, since that is all that a file would keep of it.
      const asked =
        run.request === undefined ? {} : { request: JSON.parse(JSON.stringify(run.request)) as unknown };
      runs.set(run.runId, { run: { ...run, ...asked }, events: [], uses: new Set() });
    },
    appendEvent(runId, event) {
      runs.get(runId)?.events.push(event);
    },
    endRun(runId, status) {
      const found = runs.get(runId);
      if (found !== undefined) found.run = { ...found.run, status };
      for (const [fingerprint, run] of claims) if (run === runId) claims.delete(fingerprint);
    },
    async flush() {},
    onWriteFailure: () => () => undefined,
    listRuns: (limit) => latestRuns().slice(0, limit),
    readEvents(runId) {
      return [...(runs.get(runId)?.events ?? [])];
    },
    gc(options) {
      const { forgotten, unusedBeforeMs, underWay } = forgetRuns(latestRuns(), options);
      for (const run of forgotten) runs.delete(run);
      const used = new Set([...runs.values()].flatMap(({ uses }) => [...uses]));
      const unused = { used, unusedBeforeMs };
      const forgottenResults = forgetUnused(results, unused);
      const forgottenCalls = forgetUnused(calls, unused);
      const records = [...results.values(), ...calls.values()];
      const named = new Set(records.flatMap(({ encoded }) => [...encoded.kept.keys()]));
      const loose = underWay.length > 0 ? [] : [...kept].filter(([sha256]) => !named.has(sha256));
      for (const [sha256] of loose) kept.delete(sha256);
      const bytes = loose.reduce((sum, [, { length }]) => sum + length, 0);
      return {
        runs: forgotten.length,
        results: forgottenResults,
        calls: forgottenCalls,
        files: loose.length,
        bytes,
        underWay,
      };
    },
    damage: () => [],
    close() {},
  };
}

/** Not by slice(), which of a Buffer is no copy. */
function copied(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes && new Uint8Array(bytes);
}

/** Removes the records that no run uses, but for those that one may still be about to; tells how many. */
function forgetUnused<T extends { readonly recordedAtMs: number }>(
  records: Map<string, T>,
  { used, unusedBeforeMs }: { readonly used: ReadonlySet<string>; readonly unusedBeforeMs: number },
): number {
  const due = [...records].filter(
    ([key, { recordedAtMs }]) => !used.has(key) && recordedAtMs < unusedBeforeMs,
  );
  for (const [key] of due) records.delete(key);
  return due.length;
}

/** A run that has not ended goes on: they are all of this process. */
function withLife(run: RecordedRun): RecordedRun {
  return run.status === undefined ? { ...run, life: 'alive' } : run;
}
