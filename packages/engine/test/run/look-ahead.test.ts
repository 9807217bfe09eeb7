import { describe, expect, it } from '@jest/globals';
import { artifactList, definePhase, definePipeline, each, memoryStore } from '@phasegraph/engine';
import type { Phase, RunReport, Store } from '@phasegraph/engine';
import { z } from 'zod';

const parts = artifactList('parts', z.number(), { key: String });
const halves = artifactList('halves', z.number());

const given = { parts: Array.from({ length: 150 }, (_, at) => at) };

const pipelineOf = (options: Pick<Phase, 'reuse'> | { when: () => boolean } = { reuse: true }) =>
  definePipeline({
    name: 'halves',
    given: { parts },
    phases: [
      definePhase({
        name: 'halve',
        inputs: { part: each(parts) },
        outputs: { halves },
        run: ({ part }) => ({ halves: part / 2 }),
        ...options,
      }),
    ],
  });

/** A store that says what it was told to look for next, and for what it was asked. */
const watched = (): { store: Store; ahead: string[][]; asked: string[] } => {
  const inner = memoryStore();
  const [ahead, asked]: [string[][], string[]] = [[], []];
  const store: Store = {
    ...inner,
    lookAhead: (fingerprints) => void ahead.push([...fingerprints]),
    findResult: (fingerprint) => {
      asked.push(fingerprint);
      return inner.findResult(fingerprint);
    },
  };
  return { store, ahead, asked };
};

const reusedOf = (report: RunReport): number =>
  report.tasks.filter(({ end }) => end.status === 'reused').length;

describe('the results of tasks that start together', () => {
  it('are told to the store before it is asked for them, some at a time, each once', async () => {
    const { store, ahead, asked } = watched();
    await pipelineOf().run(given, { store });
    const report = await pipelineOf().run(given, { store });
    expect(reusedOf(report)).toBe(150);
    expect(asked).toHaveLength(300);
    expect(ahead.flat()).toEqual(asked);
    expect(Math.max(...ahead.map(({ length }) => length))).toBeLessThanOrEqual(64);
    expect(ahead.length).toBeLessThanOrEqual(2 * Math.ceil(150 / 64) + 2);
  });

  it('are reused where the store cannot look ahead', async () => {
    const { store } = watched();
    await pipelineOf().run(given, { store });
    const lookAhead = (): never => {
      throw new Error('not now');
    };
    const report = await pipelineOf().run(given, { store: { ...store, lookAhead } });
    expect(reusedOf(report)).toBe(150);
    expect(report.events.filter(({ type }) => type === 'store-failed')).toEqual([]);
  });

  it.each([
    ['that are made anew each time', { reuse: false }, {}],
    ['that may have nothing to do', { when: () => false }, {}],
    ['of a run that takes nothing recorded', { reuse: true }, { recorded: 'fresh' }],
  ] as const)('are not read ahead: those %s', async (_, options, run) => {
    const { store, ahead } = watched();
    const report = await pipelineOf(options).run(given, { store, ...run });
    expect(report.status).toBe('succeeded');
    expect(ahead).toEqual([]);
  });
});
