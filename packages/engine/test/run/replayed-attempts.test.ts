import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline, memoryStore } from '@phasegraph/engine';
import type { RecordedUse, RunReport, Store } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { answering, oracle } from './answering.js';
import type { Answering } from './answering.js';

const topic = artifact('topic', z.string());
const text = artifact('text', z.string());

interface Options {
  readonly model: Answering;
  readonly store: Store;
  readonly recorded?: RecordedUse;
  readonly attempts?: number;
  readonly fallback?: boolean;
  readonly retryable?: boolean;
  readonly baseMs?: number;
  readonly clock?: ReturnType<typeof virtualClock>;
}

/** topic -> write, which judges what it is answered */
function runOf(options: Options): Promise<RunReport> {
  const { model, store, recorded = 'use', attempts = 2, fallback = false, retryable, baseMs = 0 } = options;
  const write = definePhase({
    name: 'write',
    inputs: { topic },
    outputs: { text },
    uses: { oracle },
    retry: { attempts, baseMs },
    run: async (inputs, context) => {
      const answer = await context.oracle.ask(inputs.topic);
      if (answer.startsWith('bad'))
        throw Object.assign(new Error(`${answer} is no good`), retryable === undefined ? {} : { retryable });
      return { text: answer };
    },
    ...(fallback && { fallback: () => ({ text: 'by rule' }) }),
  });
  const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [write] });
  const { clock } = options;
  return pipeline.run(
    { topic: 'rye' },
    { resources: { oracle: model }, store, recorded, ...(clock && { clock }) },
  );
}

const bad = (): Answering => answering((_, number) => `bad ${number}`);
const good = (): Answering => answering(() => 'good');

describe('a task that failed on what it was answered', () => {
  it('is asked anew by the next run, when all that is recorded has failed again', async () => {
    const store = memoryStore();
    const first = bad();
    expect((await runOf({ model: first, store })).status).toBe('failed');
    expect(first.calls).toHaveLength(2);
    const model = good();
    const report = await runOf({ model, store });
    expect(report.value(text)).toBe('good');
    expect(model.calls).toHaveLength(1);
    expect(report.tasks[0]).toMatchObject({ attempts: 3, end: { status: 'succeeded' } });
  });

  it('has as many attempts with calls as its policy says, and then fails', async () => {
    const store = memoryStore();
    await runOf({ model: bad(), store });
    const model = bad();
    const report = await runOf({ model, store });
    expect(report.status).toBe('failed');
    expect(model.calls).toHaveLength(2);
    expect(report.tasks[0]?.attempts).toBe(4);
    // All that has failed by now is tried, and is not paid for again.
    const third = bad();
    await runOf({ model: third, store });
    expect(third.calls).toHaveLength(2);
  });

  it('makes the attempts alone that a killed run had left', async () => {
    const store = memoryStore();
    // As it is when the process ends after the first answer.
    const dead = virtualClock();
    const hanging = answering((_, number) => (number === 1 ? 'bad 1' : new Promise(() => undefined)));
    void runOf({ model: hanging, store, attempts: 3, clock: dead });
    await dead.advance(1000);
    expect(hanging.calls).toHaveLength(2);
    const model = bad();
    const after: Store = { ...store, claim: () => ({ status: 'claimed' }) };
    const report = await runOf({ model, store: after, attempts: 3 });
    expect(report.status).toBe('failed');
    expect(report.tasks[0]?.attempts).toBe(3);
    expect(model.calls).toHaveLength(2);
  });

  it('is asked anew before its fallback answers', async () => {
    const store = memoryStore();
    expect((await runOf({ model: bad(), store, fallback: true })).status).toBe('degraded');
    const model = good();
    const report = await runOf({ model, store, fallback: true });
    expect(report.status).toBe('succeeded');
    expect(report.value(text)).toBe('good');
  });

  it('is asked anew though its error is worth no further attempt', async () => {
    const store = memoryStore();
    await runOf({ model: bad(), store, retryable: false });
    const model = bad();
    await runOf({ model, store, retryable: false });
    expect(model.calls).toHaveLength(1);
  });

  it('does not wait between attempts in which nobody was asked', async () => {
    const store = memoryStore();
    const clock = virtualClock();
    const slow = { attempts: 3, baseMs: 60_000, clock };
    await clock.run(runOf({ model: bad(), store, ...slow }), 600_000);
    const beganAt = clock.now();
    await clock.run(runOf({ model: good(), store, ...slow }), 600_000);
    expect(clock.now() - beganAt).toBe(0);
  });

  it('fails on a cassette as it did when it was recorded', async () => {
    const store = memoryStore();
    await runOf({ model: bad(), store });
    const model = good();
    const report = await runOf({ model, store, recorded: 'cassette' });
    expect(model.calls).toEqual([]);
    expect(report.tasks[0]).toMatchObject({
      attempts: 2,
      end: { status: 'failed', error: { message: expect.stringContaining('bad 2 is no good') } },
    });
  });
});
