import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  memoryStore,
  summarise,
} from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';
import { paid, paidResource } from '../run/paid-calls.js';
import type { PaidCall } from '../run/paid-calls.js';

const topics = artifactList('topics', z.string(), { key: (topic) => topic });
const pages = artifactList('pages', z.string());
const book = artifact('book', z.string());

/** topics -> write* -> bind; `calls` are those of an attempt at a topic, in order. */
function run(calls: (topic: string, attempt: number) => readonly PaidCall[], store = memoryStore()) {
  const clock = virtualClock();
  const pipeline = definePipeline({
    name: 'book',
    given: { topics },
    phases: [
      definePhase({
        name: 'write',
        inputs: { topic: each(topics) },
        outputs: { pages },
        uses: { paid },
        retry: { attempts: 2 },
        run: async ({ topic }, { paid: client, attempt }) => {
          for (const call of calls(topic, attempt)) await client.call(call);
          return { pages: topic };
        },
      }),
      definePhase({
        name: 'bind',
        inputs: { pages },
        outputs: { book },
        run: (inputs) => ({ book: inputs.pages.join(' ') }),
      }),
    ],
  });
  const options = { clock, store, resources: { paid: paidResource(clock) } };
  return clock.run(pipeline.run({ topics: ['a', 'b'] }, options));
}

const costs = (usd: number | undefined, rest: Partial<PaidCall> = {}): PaidCall => ({
  worstUsd: 1,
  usd,
  ...rest,
});

describe('the cost of a run', () => {
  it('is that of its calls, of those that failed too, by phase and key', async () => {
    const report = await run((topic, attempt) =>
      topic === 'a' && attempt === 1 ? [costs(0.25, { error: new Error('no') })] : [costs(0.5), costs(0)],
    );
    const { cost, keys } = report.summary;
    expect(cost).toEqual({
      usd: 1.25,
      unknownCalls: 0,
      savedUsd: 0,
      unknownSaved: 0,
      phases: [{ phase: 'write', usd: 1.25, unknownCalls: 0, savedUsd: 0, unknownSaved: 0 }],
    });
    expect(keys).toMatchObject([{ keyId: 'first', cost: { usd: 1.25, unknownCalls: 0 } }]);
    expect(summarise(report.events).cost).toEqual(cost);
  });

  it('counts calls of unknown cost apart: they are not free', async () => {
    const report = await run(() => [costs(0.5), costs(undefined)]);
    expect(report.summary.cost).toMatchObject({ usd: 1, unknownCalls: 2 });
    expect(report.summary.keys).toMatchObject([{ cost: { usd: 1, unknownCalls: 2 } }]);
  });

  it('says beside it what reuse saved: all that the results cost, failed attempts too', async () => {
    const store = memoryStore();
    await run(
      (topic, attempt) =>
        topic === 'a' && attempt === 1 ? [costs(0.25, { error: new Error('no') })] : [costs(0.5)],
      store,
    );
    const report = await run(() => [costs(9)], store);
    // The text of `run` is the same, and so is the fingerprint.
    expect(report.summary.cost).toEqual({
      usd: 0,
      unknownCalls: 0,
      savedUsd: 1.25,
      unknownSaved: 0,
      phases: [
        { phase: 'write', usd: 0, unknownCalls: 0, savedUsd: 1.25, unknownSaved: 0 },
        { phase: 'bind', usd: 0, unknownCalls: 0, savedUsd: 0, unknownSaved: 0 },
      ],
    });
  });

  it('does not know what the reuse of a result of unknown cost saved', async () => {
    const store = memoryStore();
    await run((topic) => [costs(topic === 'a' ? undefined : 0.5)], store);
    const report = await run(() => [], store);
    expect(report.summary.cost).toMatchObject({ savedUsd: 0.5, unknownSaved: 1 });
    expect(store.learnedCosts(['write', 'bind'])).toEqual(new Map([['write', 0.5]]));
  });
});
