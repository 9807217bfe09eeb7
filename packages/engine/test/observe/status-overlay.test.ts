import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import { toMermaid } from '@phasegraph/engine';
import type { CallReport, RunEvent } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { statusOverlay } from '../../src/observe/status-overlay.js';

// plan -> write* -> join; write[b] fails; unused* over no items
const topic = artifact('topic', z.string());
const parts = artifactList('parts', z.string(), { key: (part) => part });
const none = artifactList('none', z.string(), { key: (part) => part });
const text = artifactList('text', z.string());
const echo = artifactList('echo', z.string());
const essay = artifact('essay', z.string());
const clock = virtualClock();

const phases = [
  definePhase({
    name: 'plan',
    inputs: { topic },
    outputs: { parts, none },
    run: () => ({ parts: ['a', 'b'], none: [] }),
  }),
  definePhase({
    name: 'write',
    inputs: { part: each(parts) },
    outputs: { text },
    run: async ({ part }, { signal }) => {
      await clock.sleep(part === 'a' ? 300 : 500, signal);
      if (part === 'b') throw new Error('no words');
      return { text: part };
    },
  }),
  definePhase({
    name: 'unused',
    inputs: { item: each(none) },
    outputs: { echo },
    run: ({ item }) => ({ echo: item }),
  }),
  definePhase({
    name: 'join',
    inputs: { text: collect(text, { min: 1 }) },
    outputs: { essay },
    run: ({ text: { succeeded } }) => ({ essay: succeeded.map(({ value }) => value).join(' ') }),
  }),
] as const;

const pipeline = definePipeline({ name: 'essay', given: { topic }, phases });
const { events } = await clock.run(pipeline.run({ topic: 'bread' }, { clock }));
const upTo = (last: (event: RunEvent) => boolean): RunEvent[] => events.slice(0, events.findIndex(last) + 1);

describe('statusOverlay', () => {
  it('has the worst end of each phase, from its first start to its last end', () => {
    expect(statusOverlay(events)).toEqual({
      plan: { status: 'succeeded', durationMs: 0 },
      write: { status: 'failed', durationMs: 500, done: 2, total: 2 },
      join: { status: 'succeeded', durationMs: 0 },
    });
  });

  it('says of a run that goes on what waits, what runs and how much of it has ended', () => {
    expect(statusOverlay(upTo((event) => event.type === 'task-ended' && event.key === 'a'))).toMatchObject({
      plan: { status: 'succeeded' },
      write: { status: 'running', done: 1, total: 2 },
      join: { status: 'waiting' },
    });
  });

  it('has what the calls of each phase cost, those that failed too', () => {
    const call = { resource: 'model', keyId: 'key-1', target: 'm', queuedMs: 0, durationMs: 1 } as const;
    const called = (seq: number, more: Pick<CallReport, 'outcome' | 'usage'>): RunEvent => ({
      type: 'call-ended',
      seq,
      atMs: 1,
      task: 'write[a]',
      phase: 'write',
      call: { ...call, ...more },
    });
    const calls = [
      called(1, { outcome: 'answered', usage: { inputTokens: 1_000, outputTokens: 234 } }),
      called(2, { outcome: 'answered', usage: { images: 2 } }),
      called(3, { outcome: 'failed' }),
    ];
    const overlay = statusOverlay([...events.slice(0, 1), ...calls, ...events.slice(1)]);
    expect(overlay['write']).toMatchObject({ calls: 3, tokens: 1_234, images: 2 });
    expect(overlay['plan']).not.toHaveProperty('calls');
    expect(toMermaid(pipeline.graph, { status: overlay })).toContain('3 calls, 1.2k tokens, 2 images');
  });

  it('knows nothing before a run has started', () => {
    expect(statusOverlay([])).toEqual({});
  });
});
