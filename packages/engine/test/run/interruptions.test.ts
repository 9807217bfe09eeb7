import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, resource } from '@phasegraph/engine';
import type { RunEvent } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { unhandledDuring } from '../unhandled.js';

const topic = artifact('topic', z.string());
const essay = artifact('essay', z.string());
const given = { topic: 't' };
const failing = definePhase({
  name: 'write',
  inputs: { topic },
  outputs: { essay },
  retry: { attempts: 3 },
  run: () => {
    throw new Error('no');
  },
});
const working = definePhase({
  name: 'write',
  inputs: { topic },
  outputs: { essay },
  run: () => Promise.resolve({ essay: 'e' }),
});

describe('an abort', () => {
  it('starts nothing for a signal that has fired before', async () => {
    let ran = 0;
    const write = definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { essay },
      run: () => (ran++, { essay: 'e' }),
    });
    const report = await definePipeline({ name: 'p', given: { topic }, phases: [write] }).run(given, {
      signal: AbortSignal.abort(),
    });
    expect({ ran, status: report.status }).toEqual({ ran: 0, status: 'cancelled' });
  });

  it.each(['attempt-failed', 'task-ended', 'task-created'] as const)(
    'ends every task once when an observer aborts at %s',
    async (type) => {
      for (const phase of [failing, working]) {
        const clock = virtualClock();
        const controller = new AbortController();
        const onEvent = (event: RunEvent): void => {
          if (event.type === type) controller.abort();
        };
        const report = await clock.run(
          definePipeline({ name: 'p', given: { topic }, phases: [phase] }).run(given, {
            clock,
            signal: controller.signal,
            onEvent,
          }),
        );
        expect(report.events.filter((event) => event.type === 'task-ended')).toHaveLength(1);
        // What was aborted runs no more, so no grace is waited for.
        if (type !== 'task-ended') expect(clock.now()).toBe(0);
        if (type === 'task-created')
          expect(report.events.map((event) => event.type)).not.toContain('attempt-started');
      }
    },
  );

  // a -> after-a, b -> after-b
  it('from an observer is no failure of what was about to start, to those that need it', async () => {
    const clock = virtualClock();
    const number = (name: string) => artifact(name, z.number());
    const pairs = ['a', 'b'].flatMap((name) => {
      const [first, second] = [number(name), number(`after-${name}`)];
      return [
        definePhase({
          name,
          inputs: { topic },
          outputs: { first },
          run: (_, { signal }) => clock.sleep(10, signal).then(() => ({ first: 1 })),
        }),
        definePhase({
          name: `after-${name}`,
          inputs: { first },
          outputs: { second },
          run: () => ({ second: 2 }),
        }),
      ];
    });
    const controller = new AbortController();
    const { signal } = controller;
    const onEvent = ({ type }: RunEvent): void => {
      if (type === 'attempt-started') controller.abort();
    };
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: pairs });
    const report = await clock.run(pipeline.run(given, { clock, signal, onEvent }));
    expect(report.tasks.map(({ task, end }) => `${task} ${end.status}`).toSorted()).toEqual([
      'a cancelled',
      'after-a cancelled',
      'after-b cancelled',
      'b cancelled',
    ]);
  });

  // items -> work* -> next*
  it('from a phase starts no attempt beside another, though there has just come a slot for one', async () => {
    const clock = virtualClock();
    const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
    const done = artifactList('done', z.number());
    const controller = new AbortController();
    const work = definePhase({
      name: 'work',
      inputs: { item: each(items) },
      outputs: { done },
      concurrency: 2,
      hedge: { afterMs: 5 },
      run: async ({ item }, { signal }) => {
        await clock.sleep(item.id === 'slow' ? 100 : 20, signal);
        return { done: 1 };
      },
    });
    const next = definePhase({
      name: 'next',
      inputs: { one: each(done) },
      outputs: { more: artifactList('more', z.number()) },
      run: () => {
        controller.abort();
        return { more: 1 };
      },
    });
    const pipeline = definePipeline({ name: 'p', given: { items }, phases: [work, next] });
    const list = ['slow', 'quick'].map((id) => ({ id }));
    const run = pipeline.run({ items: list }, { clock, signal: controller.signal });
    const report = await clock.run(run);
    expect(report.tasks.find(({ task }) => task === 'work[slow]')).toMatchObject({
      attempts: 1,
      end: { status: 'cancelled' },
    });
  });

  it('ends every task once when an observer aborts at an emitted item', async () => {
    const clock = virtualClock();
    const parts = artifactList('parts', z.string(), { key: (part) => part });
    const texts = artifactList('texts', z.string());
    const plan = definePhase({
      name: 'plan',
      inputs: { topic },
      outputs: { parts },
      run: async (_, { emit }) => {
        await clock.sleep(1);
        emit(parts, 'a');
        await clock.sleep(1);
      },
    });
    const write = definePhase({
      name: 'write',
      inputs: { part: each(parts) },
      outputs: { texts },
      run: () => ({ texts: '' }),
    });
    const controller = new AbortController();
    const report = await clock.run(
      definePipeline({ name: 'p', given: { topic }, phases: [plan, write] }).run(given, {
        clock,
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === 'item-emitted') controller.abort();
        },
      }),
    );
    const ends = report.events.flatMap((event) => (event.type === 'task-ended' ? [event.task] : []));
    expect(new Set(ends).size).toBe(ends.length);
  });
});

it('a fallback that takes too long fails its task, once', async () => {
  const clock = virtualClock();
  let called = 0;
  const write = definePhase({
    name: 'write',
    inputs: { topic },
    outputs: { essay },
    timeoutMs: 10,
    run: () => {
      throw new Error('no');
    },
    fallback: () => {
      called++;
      if (called > 5) throw new Error('stop');
      return new Promise<never>(() => undefined);
    },
  });
  const report = await clock.run(
    definePipeline({ name: 'p', given: { topic }, phases: [write] }).run(given, { clock }),
  );
  expect({ called, end: report.tasks[0]?.end }).toMatchObject({
    called: 1,
    end: { status: 'failed', error: { code: 'fallback-failed' } },
  });
});

it('what an async observer rejects with lands in the report', async () => {
  // Typed as an observer is, and yet it promises something: what an async function is.
  const rejecting: (event: RunEvent) => unknown = () => Promise.reject(new Error('observer'));
  const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [working] });
  let observerErrors: readonly unknown[] = [];
  const unhandled = await unhandledDuring(async () => {
    ({ observerErrors } = await pipeline.run(given, { onEvent: (event) => rejecting(event) }));
  });
  expect(unhandled).toEqual([]);
  expect(observerErrors.length).toBeGreaterThan(0);
});

it('a call that is reported with more than a report says is told of without that, and left as it is', async () => {
  const line = resource<'line', () => void>('line');
  const report = {
    resource: 'line',
    keyId: 'k',
    target: 't',
    queuedMs: 1,
    durationMs: 2,
    outcome: 'answered' as const,
    usage: { images: 1 },
  };
  const reported = { ...report, usage: { images: 1, secret: 's' }, answer: new Uint8Array(3), self: {} };
  reported.self = reported;
  const write = definePhase({
    name: 'write',
    inputs: { topic },
    outputs: { essay },
    uses: { line },
    run: (_, { line: call }) => (call(), { essay: 'e' }),
  });
  const { status, events } = await definePipeline({ name: 'p', given: { topic }, phases: [write] }).run(
    given,
    {
      resources: { line: { connect: (scope) => () => scope.report(reported) } },
    },
  );
  expect(status).toBe('succeeded');
  expect(events.flatMap((event) => (event.type === 'call-ended' ? [event.call] : []))).toEqual([report]);
  expect([reported, reported.usage].some(Object.isFrozen)).toBe(false);
});

it('nothing is told after the run has ended', async () => {
  const clock = virtualClock();
  const controller = new AbortController();
  const seen: string[] = [];
  const write = definePhase({
    name: 'write',
    inputs: { topic },
    outputs: { essay },
    run: async (_, { log }) => {
      await clock.sleep(10_000);
      log('late');
      return { essay: 'e' };
    },
  });
  clock.setTimer(1, () => controller.abort());
  await clock.run(
    definePipeline({ name: 'p', given: { topic }, phases: [write] }).run(given, {
      clock,
      signal: controller.signal,
      onEvent: ({ type }) => void seen.push(type),
    }),
  );
  await clock.advance(20_000);
  expect(seen.at(-1)).toBe('run-ended');
});

describe('the timeout of an attempt', () => {
  const line = resource<'line', (waitMs: number, workMs: number) => Promise<void>>('line');
  const clock = virtualClock();
  const queue = {
    connect: (scope: { queued(): () => void }) => async (waitMs: number, workMs: number) => {
      const admitted = scope.queued();
      await clock.sleep(waitMs);
      admitted();
      await clock.sleep(workMs);
    },
  };
  const write = (waitMs: number, workMs: number) =>
    definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { essay },
      uses: { line },
      timeoutMs: 1_000,
      run: async (_, { line: call }) => {
        await call(waitMs, workMs);
        return { essay: 'e' };
      },
    });

  it('does not count what its calls wait for a limit', async () => {
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [write(60_000, 900)] });
    const report = await clock.run(pipeline.run(given, { clock, resources: { line: queue } }));
    expect(report.status).toBe('succeeded');
  });

  it('counts all the rest, before the wait and after', async () => {
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [write(60_000, 1_100)] });
    const report = await clock.run(pipeline.run(given, { clock, resources: { line: queue } }));
    expect(report.tasks[0]?.end).toMatchObject({ status: 'failed', error: { code: 'timeout' } });
    expect(report.summary.makespanMs).toBe(61_000);
  });
});
