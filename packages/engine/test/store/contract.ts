import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunEvent, RunStatus } from '../../src/events.js';
import { digest } from '../../src/store/digest.js';
import type { Store } from '../../src/store/port.js';
import type { ClaimAnswer, Freed, RecordedCall, RecordedResult } from '../../src/store/records.js';
import { StoredBytes, keptInMemory } from '../../src/stored-bytes.js';

/** What every store keeps to, whatever it keeps its records in. */
export function storeContract(name: string, make: () => { store: Store; release(): void }): void {
  describe(`${name} as a store`, () => {
    let store: Store;
    let release: () => void;
    beforeEach(() => {
      ({ store, release } = make());
    });
    afterEach(() => {
      store.close();
      release();
    });

    it('finds no result that was not saved', () => {
      expect(store.findResult('f1')).toBeUndefined();
    });

    it('finds a saved result under its fingerprint, and only there', () => {
      store.saveResult(result({ fingerprint: 'f1' }));
      expect(store.findResult('f1')).toEqual(result({ fingerprint: 'f1' }));
      expect(store.findResult('f2')).toBeUndefined();
    });

    it('replaces a result that is saved again', () => {
      store.saveResult(result({ outputs: { a: 1 } }));
      store.saveResult(result({ outputs: { a: 2 }, durationMs: 7 }));
      expect(store.findResult('f1')).toEqual(result({ outputs: { a: 2 }, durationMs: 7 }));
    });

    it('finds what there is, whatever it was told to look for next, and when', async () => {
      store.saveResult(result({ fingerprint: 'f1', outputs: { a: 1 } }));
      store.saveResult(result({ fingerprint: 'f2' }));
      await store.flush();
      store.lookAhead(['f1', 'f3', 'f4']);
      store.saveResult(result({ fingerprint: 'f1', outputs: { a: 2 } }));
      store.saveResult(result({ fingerprint: 'f3' }));
      await store.flush();
      expect(store.findResult('f1')).toEqual(result({ fingerprint: 'f1', outputs: { a: 2 } }));
      expect(store.findResult('f2')).toEqual(result({ fingerprint: 'f2' }));
      expect(store.findResult('f3')).toEqual(result({ fingerprint: 'f3' }));
      expect(store.findResult('f4')).toBeUndefined();
      expect(store.findResult('f3')).toEqual(result({ fingerprint: 'f3' }));
    });

    it('gives back every kind of plain value as it was', () => {
      const outputs = {
        text: 'naïve \u0000 "\ud83e\udd50" \ud800',
        numbers: [0, -0, 1.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY],
        nothing: [null, undefined],
        bytes: { icon: new Uint8Array([0, 1, 255]), empty: new Uint8Array() },
        dates: [new Date(0), new Date(1_700_000_000_000)],
        big: 2n ** 80n,
        map: new Map<unknown, unknown>([[{ a: 1 }, [new Uint8Array([7])]]]),
        set: new Set(['a', 1]),
        lookalikes: [{ $bytes: 'x' }, { $plain: { $date: 1 } }, { $date: 1, other: 2 }, {}],
        ['__proto__x']: JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
      };
      store.saveResult(result({ outputs }));
      expect(store.findResult('f1')?.outputs).toEqual(outputs);
      expect(store.findResult('f1')?.outputs['bytes']).toStrictEqual(outputs.bytes);
    });

    it('gives back large texts and large bytes', () => {
      const outputs = { text: 'é'.repeat(100_000), bytes: new Uint8Array(300_000).fill(9) };
      store.saveResult(result({ outputs }));
      expect(store.findResult('f1')?.outputs).toStrictEqual(outputs);
    });

    it('gives back what stands for bytes, of any size, and the bytes when they are read', async () => {
      for (const size of [0, 3, 300_000]) {
        const bytes = new Uint8Array(size).fill(7);
        const picture = await store.keep(bytes);
        expect(picture).toEqual(expect.objectContaining({ size, sha256: digest(bytes) }));
        store.saveResult(result({ outputs: { picture } }));
        const found = store.findResult('f1')?.outputs['picture'];
        expect(found).toBeInstanceOf(StoredBytes);
        expect(found).toEqual(picture);
        expect(found instanceof StoredBytes && (await found.read())).toStrictEqual(bytes);
      }
    });

    it('takes over bytes that were kept elsewhere', async () => {
      const bytes = new Uint8Array(100_000).fill(5);
      store.saveResult(result({ outputs: { picture: keptInMemory(bytes) } }));
      const found = store.findResult('f1')?.outputs['picture'];
      expect(found instanceof StoredBytes && (await found.read())).toStrictEqual(bytes);
    });

    it.each([new Uint8Array([1, 2]), Buffer.from([1, 2])])(
      'hands out bytes that are the reader’s own',
      async (bytes) => {
        const picture = await store.keep(bytes);
        (await picture.read()).fill(9);
        expect(await picture.read()).toStrictEqual(new Uint8Array([1, 2]));
      },
    );

    it('keeps what was saved when the value is changed afterwards', () => {
      const list = [1];
      store.saveResult(result({ outputs: { list } }));
      list.push(2);
      expect(store.findResult('f1')?.outputs).toEqual({ list: [1] });
    });

    describe.each([
      ['small', new Uint8Array(3).fill(7)],
      ['large', new Uint8Array(70_000).fill(7)],
      ['a small Buffer, whose slices are no copies', Buffer.alloc(3, 7)],
      ['a large one', Buffer.alloc(70_000, 7)],
    ])('bytes that stand in a value, %s', (_, original) => {
      /** What is found of a result and of an answer that hold the bytes. */
      const found = (): unknown[] => [store.findResult('f1')?.outputs['bytes'], store.findCall('c1')?.answer];
      const sha256 = digest(original);
      const expectOriginals = (): void =>
        // By their hash, since a difference in that many bytes takes minutes to show.
        expect(found().map((bytes) => bytes instanceof Uint8Array && digest(bytes))).toEqual([
          sha256,
          sha256,
        ]);
      const save = (bytes: Uint8Array): Promise<void> => {
        store.saveResult(result({ outputs: { bytes } }));
        return store.saveCall(call({ answer: bytes }));
      };

      it('are kept as they were saved when whoever saved them changes them, before a commit and after it', async () => {
        const bytes = copyOf(original);
        const saving = save(bytes);
        bytes.fill(9);
        expectOriginals();
        await saving;
        await store.flush();
        expectOriginals();
      });

      it('are each reader’s own, before a commit and after it', async () => {
        const change = (bytes: unknown): void => {
          if (bytes instanceof Uint8Array) bytes.fill(9);
        };
        const saving = save(copyOf(original));
        found().forEach(change);
        expectOriginals();
        await saving;
        await store.flush();
        found().forEach(change);
        expectOriginals();
      });
    });

    it('refuses an output that is no plain data, with the way to it, and keeps the record that it has', () => {
      store.saveResult(result({ outputs: { a: 1 } }));
      const save = (): void => store.saveResult(result({ outputs: { a: [{ b: () => 1 }] } }));
      expect(save).toThrow(expect.objectContaining({ code: 'unrecordable-value' }));
      expect(save).toThrow('a[0].b is a function');
      expect(store.findResult('f1')?.outputs).toEqual({ a: 1 });
    });

    it('learns the median duration of a phase, and nothing of a phase without results', () => {
      for (const [index, durationMs] of [30, 10, 20].entries()) {
        store.saveResult(result({ fingerprint: `a${index}`, phase: 'a', durationMs }));
      }
      for (const [index, durationMs] of [1, 4].entries()) {
        store.saveResult(result({ fingerprint: `b${index}`, phase: 'b', durationMs }));
      }
      expect(store.learnedDurations(['a', 'b', 'c'])).toEqual(
        new Map([
          ['a', 20],
          ['b', 2.5],
        ]),
      );
    });

    it('learns from the latest results', () => {
      for (let at = 0; at < 100; at += 1) {
        // The later, the slower; saved in the other direction.
        const durationMs = at < 60 ? 1 : 5;
        store.saveResult(result({ fingerprint: `f${at}`, durationMs, recordedAtMs: at }));
      }
      expect(store.learnedDurations(['write'])).toEqual(new Map([['write', 5]]));
    });

    it('gives back what a result cost, and forgets it with the result that is replaced', () => {
      store.saveResult(result({ usd: 0.25 }));
      expect(store.findResult('f1')).toEqual(result({ usd: 0.25 }));
      store.saveResult(result({ usd: 0 }));
      expect(store.findResult('f1')?.usd).toBe(0);
      store.saveResult(result({}));
      expect(store.findResult('f1')).toEqual(result({}));
      expect(store.learnedCosts(['write'])).toEqual(new Map());
    });

    it('learns the mean cost of a phase from the latest results whose cost is known', () => {
      for (let at = 0; at < 100; at += 1)
        store.saveResult(
          result({ fingerprint: `f${at}`, usd: at < 60 ? 9 : at % 2 ? 0.25 : 0.75, recordedAtMs: at }),
        );
      for (let at = 100; at < 140; at += 1)
        store.saveResult(result({ fingerprint: `f${at}`, recordedAtMs: at }));
      store.saveResult(result({ fingerprint: 'other', phase: 'draw' }));
      expect(store.learnedCosts(['write', 'draw', 'none'])).toEqual(new Map([['write', 0.5]]));
    });

    it('learns durations and costs of what went through the same, where it is told through what', () => {
      store.saveResult(result({ fingerprint: 'a', through: 'one', durationMs: 10, usd: 1 }));
      store.saveResult(result({ fingerprint: 'b', through: 'other', durationMs: 30, usd: 3 }));
      store.saveResult(result({ fingerprint: 'c', phase: 'draw', through: 'other', durationMs: 50, usd: 5 }));
      store.saveResult(result({ fingerprint: 'd', phase: 'bind', durationMs: 70 }));
      const through = new Map([
        ['write', 'one'],
        ['draw', 'one'],
      ]);
      const phases = ['write', 'draw', 'bind'];
      expect(store.learnedDurations(phases, through)).toEqual(
        new Map([
          ['write', 10],
          ['bind', 70],
        ]),
      );
      expect(store.learnedCosts(phases, through)).toEqual(new Map([['write', 1]]));
      expect(store.learnedDurations(['write'])).toEqual(new Map([['write', 20]]));
      expect(store.findResult('a')).toEqual(
        result({ fingerprint: 'a', through: 'one', durationMs: 10, usd: 1 }),
      );
    });

    it('keeps a result of which nobody knows how long it took, and learns nothing of it', () => {
      const { durationMs: _, ...replayed } = result({});
      store.saveResult(replayed);
      expect(store.findResult('f1')).toEqual(replayed);
      expect(store.learnedDurations(['write'])).toEqual(new Map());
    });

    it('lists runs, the latest first, with the status of those that ended', () => {
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
      store.beginRun({ runId: 'r2', pipeline: 'p', startedAtMs: 30 });
      store.beginRun({ runId: 'r3', pipeline: 'q', startedAtMs: 20 });
      store.endRun('r1', 'succeeded');
      const r2 = { runId: 'r2', pipeline: 'p', startedAtMs: 30, life: 'alive' };
      const r3 = { runId: 'r3', pipeline: 'q', startedAtMs: 20, life: 'alive' };
      expect(store.listRuns(10)).toEqual([
        r2,
        r3,
        { runId: 'r1', pipeline: 'p', startedAtMs: 10, status: 'succeeded' },
      ]);
      expect(store.listRuns(2)).toEqual([r2, r3]);
    });

    it('lists the run that began last first, of those that began at one time', () => {
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
      store.beginRun({ runId: 'r2', pipeline: 'p', startedAtMs: 10 });
      expect(store.listRuns(1)).toMatchObject([{ runId: 'r2', pipeline: 'p', startedAtMs: 10 }]);
    });

    it('reads the events of a run in their order, those of other runs apart', () => {
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
      store.beginRun({ runId: 'r2', pipeline: 'p', startedAtMs: 10 });
      const events = Array.from({ length: 1000 }, (_, seq) => logged(seq, `line ${seq}`));
      for (const event of events) {
        store.appendEvent('r1', event);
        if (event.seq < 3) store.appendEvent('r2', event);
      }
      expect(store.readEvents('r1')).toEqual(events);
      store.endRun('r2', 'failed');
      expect(store.readEvents('r2')).toEqual(events.slice(0, 3));
      expect(store.readEvents('r3')).toEqual([]);
    });

    it('forgets the events of a run that is begun again', () => {
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10 });
      store.appendEvent('r1', logged(0, 'old'));
      store.appendEvent('r1', logged(1, 'old'));
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 20 });
      store.appendEvent('r1', logged(0, 'new'));
      expect(store.readEvents('r1')).toEqual([logged(0, 'new')]);
      expect(store.listRuns(10)).toMatchObject([{ runId: 'r1', pipeline: 'p', startedAtMs: 20 }]);
    });

    it('finds the answer of a call under its key, with what it used and cost, and only there', async () => {
      const answer = { text: 'naïve', picture: new Uint8Array(70_000).fill(7), small: new Uint8Array([1]) };
      const saved = call({ answer, usage: { inputTokens: 3, images: 1 }, usd: 0.0125 });
      await store.saveCall(saved);
      expect(store.findCall('c1')).toStrictEqual(saved);
      expect(store.findCall('c2')).toBeUndefined();
    });

    it('finds the answer of a call before its commit, replaces it, and forgets it', async () => {
      const saving = store.saveCall(call({ answer: 1 }));
      expect(store.findCall('c1')).toStrictEqual(call({ answer: 1 }));
      await Promise.all([saving, store.saveCall(call({ answer: 2 }))]);
      expect(store.findCall('c1')?.answer).toBe(2);
      store.forgetCall('c1');
      expect(store.findCall('c1')).toBeUndefined();
    });

    it('names the keys of calls that begin so, in order, those before their commit too', async () => {
      for (const key of ['a-10', 'a-02', 'ab-1', 'b-1']) await store.saveCall(call({ key }));
      const saving = store.saveCall(call({ key: 'a-03' }));
      store.forgetCall('a-10');
      expect(store.callKeys('a-')).toEqual(['a-02', 'a-03']);
      await saving;
      expect(store.callKeys('a')).toEqual(['a-02', 'a-03', 'ab-1']);
      expect(store.callKeys('c')).toEqual([]);
    });

    it('rejects an answer that is no plain data', async () => {
      await expect(store.saveCall(call({ answer: () => 1 }))).rejects.toMatchObject({
        code: 'unrecordable-value',
      });
    });

    it('gives a claim to the first run that asks, until that ends it', () => {
      const claim = (run: string, nowMs: number): ClaimAnswer =>
        store.claim({ fingerprint: 'f1', run, nowMs, untilMs: nowMs + 100 });
      expect(claim('a', 0)).toEqual({ status: 'claimed' });
      expect(claim('a', 10)).toEqual({ status: 'claimed' });
      expect(claim('b', 20)).toEqual({ status: 'held-by', run: 'a' });
      store.releaseClaim('a', 'f1');
      void store.flush();
      expect(claim('b', 30)).toEqual({ status: 'claimed' });
      // It is no longer that run's to end.
      store.releaseClaim('a', 'f1');
      void store.flush();
      expect(claim('a', 40)).toEqual({ status: 'held-by', run: 'b' });
    });

    it('keeps a claim that is released and taken again before the release is on the disk', async () => {
      const claim = (run: string): ClaimAnswer =>
        store.claim({ fingerprint: 'f1', run, nowMs: 0, untilMs: 100 });
      claim('a');
      store.releaseClaim('a', 'f1');
      expect(claim('a')).toEqual({ status: 'claimed' });
      await store.flush();
      expect(claim('b')).toEqual({ status: 'held-by', run: 'a' });
      store.releaseClaim('a', 'f1');
      await store.flush();
      expect(claim('b')).toEqual({ status: 'claimed' });
    });

    it('gives a claim to what was recorded before anything counts', async () => {
      store.saveResult(result({ recordedAtMs: 10 }));
      await store.flush();
      const claim = (run: string, sinceMs: number): ClaimAnswer =>
        store.claim({ fingerprint: 'f1', run, nowMs: 20, untilMs: 100, sinceMs });
      expect(claim('a', 10)).toEqual({ status: 'recorded' });
      expect(claim('a', 11)).toEqual({ status: 'claimed' });
      expect(claim('b', 11)).toEqual({ status: 'held-by', run: 'a' });
      store.releaseClaim('a', 'f1');
      await store.flush();
      expect(claim('b', Infinity)).toEqual({ status: 'claimed' });
    });

    it('lets no time end the claim of a run that is known to go on, and says nothing of it is lost', () => {
      const claim = (run: string, nowMs: number): ClaimAnswer =>
        store.claim({ fingerprint: 'f1', run, nowMs, untilMs: nowMs + 100 });
      claim('a', 0);
      expect(claim('b', 1_000_000_000)).toEqual({ status: 'held-by', run: 'a' });
      expect(store.renewClaims('a', 1_000_000_100)).toEqual([]);
    });

    it('gives no claim to what was recorded since it was looked for', async () => {
      const claim = (run: string): ClaimAnswer =>
        store.claim({ fingerprint: 'f1', run, nowMs: 0, untilMs: 100 });
      claim('a');
      store.saveResult(result({}));
      store.releaseClaim('a', 'f1');
      await store.flush();
      expect(claim('b')).toEqual({ status: 'recorded' });
    });

    it('says what others have claimed of all that is asked about', () => {
      for (const [fingerprint, run] of [
        ['f1', 'a'],
        ['f2', 'b'],
        ['f3', 'a'],
      ] as const)
        store.claim({ fingerprint, run, nowMs: 0, untilMs: 100 });
      const asked = ['f1', 'f2', 'f4'];
      expect([...store.claimedByOthers(asked, { run: 'b', nowMs: 10 })]).toEqual(['f1']);
      expect([...store.claimedByOthers(asked, { run: 'c', nowMs: 10 })].toSorted()).toEqual(['f1', 'f2']);
      expect([...store.claimedByOthers([], { run: 'c', nowMs: 10 })]).toEqual([]);
    });

    it('ends all claims of a run with the run, and none of another', () => {
      const claim = (run: string, fingerprint: string): string | undefined => {
        const answer = store.claim({ fingerprint, run, nowMs: 0, untilMs: 100 });
        return answer.status === 'held-by' ? answer.run : answer.status;
      };
      for (const run of ['a', 'b']) store.beginRun({ runId: run, pipeline: 'p', startedAtMs: 1 });
      expect([claim('a', 'f1'), claim('a', 'f2'), claim('b', 'f3')]).toEqual([
        'claimed',
        'claimed',
        'claimed',
      ]);
      store.endRun('a', 'succeeded');
      expect([claim('c', 'f1'), claim('c', 'f2'), claim('c', 'f3')]).toEqual(['claimed', 'claimed', 'b']);
    });

    it('remembers what a run was asked for', () => {
      const request = { brief: { name: 'x' }, targets: ['site'], strict: false };
      store.beginRun({ runId: 'r1', pipeline: 'p', startedAtMs: 10, request });
      expect(store.listRuns(1)).toMatchObject([{ runId: 'r1', pipeline: 'p', startedAtMs: 10, request }]);
    });

    describe('that forgets', () => {
      const day = 24 * 60 * 60 * 1000;
      const nowMs = 100 * day;
      const forget = (keep: number): Freed => store.gc({ keep, nowMs });
      /** A run that began so many days ago, used these results and has ended. */
      const ran = (
        runId: string,
        daysAgo: number,
        used: readonly string[],
        status: RunStatus | null = 'succeeded',
      ) => {
        const startedAtMs = nowMs - daysAgo * day;
        store.beginRun({ runId, pipeline: 'p', startedAtMs });
        store.appendEvent(runId, logged(0, runId));
        for (const fingerprint of used) {
          if (store.findResult(fingerprint) === undefined)
            store.saveResult(result({ fingerprint, recordedAtMs: startedAtMs }));
          store.noteUse(runId, fingerprint);
        }
        if (status !== null) store.endRun(runId, status);
      };
      const known = (...fingerprints: string[]): string[] =>
        fingerprints.filter((fingerprint) => store.findResult(fingerprint) !== undefined);
      const runsOf = (): string[] => store.listRuns(10).map(({ runId }) => runId);

      it('keeps the last runs and what they used, whoever made it', () => {
        ran('r1', 5, ['a', 'b', 'c']);
        ran('r2', 4, ['b', 'd']);
        ran('r3', 3, ['c', 'e']);
        expect(forget(2)).toMatchObject({ runs: 1, results: 1 });
        expect(runsOf()).toEqual(['r3', 'r2']);
        expect(known('a', 'b', 'c', 'd', 'e')).toEqual(['b', 'c', 'd', 'e']);
        expect(store.readEvents('r1')).toEqual([]);
        expect(store.readEvents('r2')).toEqual([logged(0, 'r2')]);
        expect(forget(1)).toMatchObject({ runs: 1, results: 2 });
        expect(known('b', 'c', 'd', 'e')).toEqual(['c', 'e']);
      });

      it('keeps the answers that the last runs had or replayed, and forgets the others', async () => {
        const recordedAtMs = nowMs - 5 * day;
        for (const key of ['c1', 'c2', 'c3']) await store.saveCall(call({ key, recordedAtMs }));
        ran('r1', 5, []);
        for (const key of ['c1', 'c2']) store.noteUse('r1', key);
        ran('r2', 4, []);
        store.noteUse('r2', 'c2');
        const answered = (): string[] =>
          ['c1', 'c2', 'c3'].filter((key) => store.findCall(key) !== undefined);
        expect(forget(2)).toMatchObject({ runs: 0, calls: 0 });
        expect(answered()).toEqual(['c1', 'c2', 'c3']);
        expect(forget(1)).toMatchObject({ runs: 1, calls: 2 });
        expect(answered()).toEqual(['c2']);
      });

      it('keeps a run that is under way for however long, and all that it may have reused just now', () => {
        ran('old', 9, ['a', 'b']);
        ran('live', 8, ['b', 'c'], null);
        store.saveResult(result({ fingerprint: 'new', recordedAtMs: nowMs - 1 }));
        ran('last', 0.25, ['d']);
        expect(forget(0)).toMatchObject({ runs: 2, results: 0, underWay: ['live'] });
        expect(runsOf()).toEqual(['live']);
        expect(known('a', 'b', 'c', 'd', 'new')).toEqual(['a', 'b', 'c', 'd', 'new']);
        store.endRun('live', 'succeeded');
        expect(forget(1)).toMatchObject({ runs: 0, results: 1, underWay: [] });
        expect(known('a', 'b', 'c', 'd', 'new')).toEqual(['b', 'c', 'd', 'new']);
      });

      it('forgets nothing that is to be kept, and nothing twice', () => {
        const nothing = { runs: 0, results: 0, calls: 0, files: 0, bytes: 0, underWay: [] };
        ran('r1', 5, ['a']);
        expect(forget(1)).toEqual(nothing);
        forget(0);
        expect(forget(0)).toEqual(nothing);
      });
    });

    it('has no damage while nothing was damaged', () => {
      store.saveResult(result({}));
      store.findResult('f1');
      expect(store.damage()).toEqual([]);
    });

    it('may be closed twice', () => {
      store.close();
      expect(() => store.close()).not.toThrow();
    });
  });
}

/** Bytes of the same kind that are others. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return Buffer.isBuffer(bytes) ? Buffer.from(bytes) : bytes.slice();
}

/** A result with what the test does not look at filled in. */
export function result(parts: Partial<RecordedResult>): RecordedResult {
  return {
    fingerprint: 'f1',
    phase: 'write',
    outputs: { text: 'hello' },
    durationMs: 12.5,
    recordedAtMs: 1_700_000_000_000,
    ...parts,
  };
}

/** The answer of a call with what the test does not look at filled in. */
export function call(parts: Partial<RecordedCall>): RecordedCall {
  return {
    key: 'c1',
    phase: 'write',
    keyId: 'first',
    answer: { text: 'hello' },
    recordedAtMs: 1_700_000_000_000,
    ...parts,
  };
}

/** The simplest event. */
export function logged(seq: number, message: string): RunEvent {
  return { seq, atMs: seq * 10, type: 'task-logged', task: 'write', phase: 'write', message };
}
