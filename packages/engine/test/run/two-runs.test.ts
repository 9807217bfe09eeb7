import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, memoryStore } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { seededRandom, virtualClock } from '@phasegraph/engine/testing';
import type { VirtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { answering, oracle } from './answering.js';
import type { Answering } from './answering.js';

const topic = artifact('topic', z.string());
const text = artifact('text', z.string());
const title = artifact('title', z.string());

const write = definePhase({
  name: 'write',
  inputs: { topic },
  outputs: { text },
  uses: { oracle },
  run: async ({ topic }, { oracle }) => ({ text: await oracle.ask(topic) }),
});
// Needs no oracle, and waits for nobody.
const name = definePhase({
  name: 'name',
  inputs: { topic },
  outputs: { title },
  run: ({ topic }) => ({ title: topic }),
});
const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [write, name] });

interface Means {
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly model: Answering;
}

/** An oracle that takes a second, on a store. */
function means(answer = (question: string): string => `re: ${question}`): Means {
  const clock = virtualClock();
  const model = answering(async (question) => {
    await clock.sleep(1000);
    return answer(question);
  });
  return { clock, store: memoryStore(), model };
}

function start({ clock, store, model }: Means, seed: number, signal?: AbortSignal): Promise<RunReport> {
  const options = { resources: { oracle: model }, store, clock, random: seededRandom(seed) };
  return pipeline.run({ topic: 'bread' }, { ...options, ...(signal && { signal }) });
}

const endOf = (report: RunReport, phase: string): unknown =>
  report.tasks.find((task) => task.phase === phase)?.end.status;

describe('two runs at once on one store', () => {
  it('pay once: the second waits for what the first makes, and takes it', async () => {
    const both = means();
    const [first, second] = await both.clock.run(Promise.all([start(both, 1), start(both, 2)]));
    expect(both.model.calls).toHaveLength(1);
    expect([endOf(first, 'write'), endOf(second, 'write')]).toEqual(['succeeded', 'reused']);
    expect(second.value(text)).toBe('re: bread');
    const waits = second.events.flatMap((event) => (event.type === 'task-logged' ? [event.message] : []));
    expect(waits).toEqual([expect.stringContaining(first.runId)]);
    expect(both.clock.pending).toBe(0);
  });

  it('pay once for what is recorded, and too old to count', async () => {
    const both = means();
    await both.clock.run(start(both, 1));
    await both.clock.advance(10);
    const recordedSinceMs = both.clock.wallTime();
    const runs = [2, 3].map((seed) => {
      const random = seededRandom(seed);
      const resources = { oracle: both.model };
      const { store, clock } = both;
      return pipeline.run({ topic: 'bread' }, { resources, store, clock, random, recordedSinceMs });
    });
    const [first, second] = await both.clock.run(Promise.all(runs));
    expect(both.model.calls).toHaveLength(2);
    expect([first, second].map((report) => report && endOf(report, 'write'))).toEqual([
      'succeeded',
      'reused',
    ]);
  });

  it('wait for each other only where something is paid for', async () => {
    const both = means();
    const [, second] = await both.clock.run(Promise.all([start(both, 1), start(both, 2)]));
    const ended = second.tasks.find((task) => task.phase === 'name');
    expect(ended?.endedAtMs).toBe(0);
  });

  it('look once for all tasks that wait', async () => {
    const clock = virtualClock();
    const texts = artifactList('texts', z.string());
    const topics = artifactList('topics', z.string(), { key: (topic) => topic });
    const writeEach = definePhase({
      name: 'write',
      inputs: { topic: each(topics) },
      outputs: { texts },
      uses: { oracle },
      run: async ({ topic }, { oracle }) => ({ texts: await oracle.ask(topic) }),
    });
    const mapped = definePipeline({ name: 'p', given: { topics }, phases: [writeEach] });
    const model = answering(async (question) => {
      await clock.sleep(950);
      return question;
    });
    const counts = { claims: 0, looks: 0 };
    const store = memoryStore();
    const counted: Store = {
      ...store,
      claim: (claim) => {
        counts.claims++;
        return store.claim(claim);
      },
      claimedByOthers: (...asked) => {
        counts.looks++;
        return store.claimedByOthers(...asked);
      },
    };
    const given = { topics: Array.from({ length: 20 }, (_, at) => `topic ${at}`) };
    const options = { resources: { oracle: model }, clock };
    const first = mapped.run(given, { ...options, store, random: seededRandom(1) });
    const second = mapped.run(given, { ...options, store: counted, random: seededRandom(2) });
    const [, report] = await clock.run(Promise.all([first, second]));
    expect(report.tasks.every(({ end }) => end.status === 'reused')).toBe(true);
    expect(counts).toEqual({ claims: 20, looks: 10 });
  });

  it('do not lose the work when the first fails: then the second does it', async () => {
    let asked = 0;
    const both = means(() => {
      if (++asked === 1) throw new Error('no');
      return 'yes';
    });
    const [first, second] = await both.clock.run(Promise.all([start(both, 1), start(both, 2)]));
    expect([first.status, second.status]).toEqual(['failed', 'succeeded']);
    expect(both.model.calls).toHaveLength(2);
  });

  it('do not wait for one that is cancelled', async () => {
    const both = means();
    const stop = new AbortController();
    both.clock.setTimer(300, () => stop.abort());
    const [first, second] = await both.clock.run(Promise.all([start(both, 1, stop.signal), start(both, 2)]));
    expect([first.status, second.status]).toEqual(['cancelled', 'succeeded']);
  });

  it('let one that waits be cancelled', async () => {
    const both = means();
    const stop = new AbortController();
    both.clock.setTimer(300, () => stop.abort());
    const [first, second] = await both.clock.run(Promise.all([start(both, 1), start(both, 2, stop.signal)]));
    expect([first.status, second.status]).toEqual(['succeeded', 'cancelled']);
    expect(both.clock.pending).toBe(0);
  });

  it('hold a claim for as long as it takes, by a heartbeat', async () => {
    const clock = virtualClock();
    const model = answering(async () => {
      await clock.sleep(10 * 60_000);
      return 'late';
    });
    const both = { clock, store: memoryStore(), model };
    const [, second] = await clock.run(Promise.all([start(both, 1), start(both, 2)]));
    expect(model.calls).toHaveLength(1);
    expect(endOf(second, 'write')).toBe('reused');
  });

  it('do not wait for ever while the store is held by another process', async () => {
    const both = means();
    let isBusy = true;
    both.clock.setTimer(450, () => (isBusy = false));
    const busy: Store = {
      ...both.store,
      claim: (claim) => (isBusy ? { status: 'store-busy' } : both.store.claim(claim)),
    };
    const report = await both.clock.run(start({ ...both, store: busy }, 1));
    expect(report.status).toBe('succeeded');
    expect(both.model.calls).toHaveLength(1);
    const waits = report.events.flatMap((event) => (event.type === 'task-logged' ? [event.message] : []));
    expect(waits).toEqual([expect.stringContaining('Another process is writing to the store')]);
    expect(report.tasks.find(({ phase }) => phase === 'write')?.endedAtMs).toBe(1500);
  });

  it('say so when a claim was taken from them', async () => {
    const both = means();
    const lossy: Store = { ...both.store, renewClaims: () => [claimed] };
    let claimed = '';
    const noting: Store = {
      ...lossy,
      claim(claim) {
        claimed = claim.fingerprint;
        return both.store.claim(claim);
      },
    };
    const model = answering(async () => {
      await both.clock.sleep(15_000);
      return 'late';
    });
    const report = await both.clock.run(start({ ...both, store: noting, model }, 1));
    const lines = report.events.flatMap((event) => (event.type === 'task-logged' ? [event] : []));
    expect(lines).toMatchObject([
      { task: 'write', atMs: 10_000, message: expect.stringContaining('Another run is making the same') },
    ]);
  });

  it('pay once though the first ends between two looks of the second', async () => {
    const both = means();
    let found = 0;
    const meanwhile: Store = {
      ...both.store,
      findResult: (fingerprint) => {
        const result = both.store.findResult(fingerprint);
        // The first look, of one that nothing is recorded for: then the other run records it.
        if (result === undefined && ++found === 1) {
          const outputs = { text: 'by the other' };
          both.store.saveResult({ fingerprint, phase: 'write', outputs, durationMs: 1, recordedAtMs: 1 });
        }
        return result;
      },
    };
    const report = await both.clock.run(start({ ...both, store: meanwhile }, 1));
    expect(both.model.calls).toEqual([]);
    expect(report.value(text)).toBe('by the other');
  });
});
