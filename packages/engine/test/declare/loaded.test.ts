import { describe, expect, it } from '@jest/globals';
import {
  InvalidPipelineError,
  PhasegraphError,
  artifact,
  artifactList,
  checkGraph,
  definePhase,
  definePipeline,
  each,
  phasesOf,
  resource,
} from '@phasegraph/engine';
import type { Phase, PipelineDeclaration } from '@phasegraph/engine';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const value = artifact('value', z.number());
const items = artifactList('items', z.number(), { key: String });
const run = () => ({ value: 1 });
const sound = definePhase({ name: 'sound', inputs: { seed }, outputs: { value }, run });

/** As a module in plain JavaScript would, past the compiler. */
const declare = (options: unknown): Phase => definePhase(options as Parameters<typeof definePhase>[0]);
const check = (phases: unknown, given: unknown = { seed }): string[] =>
  checkGraph({ name: 'p', given, phases } as PipelineDeclaration).map(
    ({ code, message }) => `${code}: ${message}`,
  );

const thrown = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof PhasegraphError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing';
};

describe('a phase that no compiler saw', () => {
  const whole = { name: 'x', inputs: { seed }, outputs: { value }, run };
  it.each([
    [
      'nothing at all',
      undefined,
      /definePhase\(\) was called with undefined; hand it the phase as an object/,
    ],
    ['no run', { ...whole, run: undefined }, /Phase "x" has no run; make it the function that does the work/],
    ['no inputs', { ...whole, inputs: undefined }, /Phase "x" has no inputs; name what it takes/],
    ['no outputs', { ...whole, outputs: null }, /Phase "x" has outputs: null; name what it gives/],
    [
      'a name as an input',
      { ...whole, inputs: { g: 'g' } },
      /Phase "x" has inputs.g: "g"; use an artifact, each\(\)/,
    ],
    [
      'a list of each as an output',
      { ...whole, outputs: { o: each(items) } },
      /Phase "x" has outputs.o: each\(\); give the artifact itself/,
    ],
    ['a number as retry', { ...whole, retry: 3 }, /Phase "x" has retry: 3; use an object: \{ attempts: 3 \}/],
    [
      'a retry that says nothing',
      { ...whole, retry: {} },
      /Phase "x" has a retry without attempts; say how many/,
    ],
    [
      'retry.on that is none',
      { ...whole, retry: { attempts: 2, on: 429 } },
      /has retry.on: 429; make it a function/,
    ],
    [
      'a fallback that is none',
      { ...whole, fallback: { value: 1 } },
      /has fallback: an object; make it a function/,
    ],
    [
      'a name as a resource',
      { ...whole, uses: { model: 'model' } },
      /has uses.model: "model"; use what resource\(\)/,
    ],
    [
      'a time as text',
      { ...whole, timeoutMs: '5' },
      /Phase "x" has timeoutMs: "5"; use a number of milliseconds/,
    ],
    [
      'a name that is none',
      { ...whole, name: 'x y' },
      /The phase name "x y" is not valid; use up to 100 letters/,
    ],
    [
      'no name',
      { ...whole, name: undefined },
      /The phase name undefined is not valid; use up to 100 letters/,
    ],
  ])('is refused with %s', (_, options, message) => {
    expect(thrown(() => declare(options))).toMatch(message);
  });

  it('is told everything at once', () => {
    expect(thrown(() => declare({ name: 'x', inputs: { g: 'g' }, retry: 3, concurrency: 0 }))).toBe(
      'invalid-declaration: A phase has 5 problems:\n' +
        '  - Phase "x" has inputs.g: "g"; use an artifact, each(), collect(), optional() or pick().\n' +
        '  - Phase "x" has no outputs; name what it gives.\n' +
        '  - Phase "x" has no run; make it the function that does the work.\n' +
        '  - Phase "x" has concurrency: 0; use a whole number from 1 on.\n' +
        '  - Phase "x" has retry: 3; use an object: { attempts: 3 }.',
    );
  });
});

describe('phases that were loaded at run time', () => {
  it('are problems where they are no phases, together with all others', () => {
    const broken = { ...sound, name: 'broken', inputs: { g: 'g' } };
    expect(check([{ name: 'fake' }, null, 7, sound, sound, broken], { seed, h: 'h' })).toEqual([
      'no-phase: What stands at place 0 of the phases of "p" is an object named "fake", which is no phase. ' +
        'Use what definePhase() returned, of the same version of @phasegraph/engine.',
      expect.stringMatching(
        /^no-phase: What stands at place 1 of the phases of "p" is null, which is no phase/,
      ),
      expect.stringMatching(/^no-phase: What stands at place 2 of the phases of "p" is 7, which is no phase/),
      'no-phase: Phase "broken" has inputs.g: "g". Use an artifact, each(), collect(), optional() or pick().',
      'no-artifact: Pipeline "p" has given.h: "h". Use what artifact() or artifactList() returned.',
      expect.stringMatching(/^duplicate-phase: 2 phases are named "sound"/),
      expect.stringMatching(/^duplicate-producer/),
    ]);
  });

  it('are no pipeline then, and replace nothing', () => {
    const fake = { name: 'fake' } as unknown as Phase;
    expect(() => definePipeline({ name: 'p', given: { seed }, phases: [fake] })).toThrow(
      InvalidPipelineError,
    );
    const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [sound as Phase] });
    expect(() => pipeline.with(fake)).toThrow(/place 1 of the phases of "p" is an object named "fake"/);
    expect(() => pipeline.replace(null as unknown as Phase)).toThrow(InvalidPipelineError);
    expect(thrown(() => check('x'))).toMatch(/Pipeline "p" has phases: "x"; hand them over as a list/);
  });

  it('are told of all at once, where a module exports something else', () => {
    expect(thrown(() => phasesOf({ phases: [1, sound, null] }, 'plug.js'))).toBe(
      'invalid-declaration: plug.js has 2 problems:\n' +
        '  - What stands at place 0 of the phases of plug.js is 1, which is no phase; ' +
        'use what definePhase() returned, of the same version of @phasegraph/engine.\n' +
        '  - What stands at place 2 of the phases of plug.js is null, which is no phase; ' +
        'use what definePhase() returned, of the same version of @phasegraph/engine.',
    );
  });
});

describe('a run', () => {
  const pipeline = definePipeline({ name: 'p', given: { seed }, phases: [sound] });
  const start = (options: unknown, given: unknown = { seed: 1 }): string =>
    thrown(() => pipeline.start(given as { seed: number }, options as Parameters<typeof pipeline.start>[1]));

  it.each([
    [
      'a signal that is none',
      { signal: 'x' },
      /The run has signal: "x"; use the signal of an AbortController/,
    ],
    ['an observer that is none', { onEvent: {} }, /The run has onEvent: an object; make it a function/],
    [
      'no targets at all',
      { targets: [] },
      /The targets of "p" are an empty list, and nothing would run; name what/,
    ],
    [
      'a resource that is none',
      { resources: { model: 1 } },
      /has resources.model: 1; use a resource, which has connect/,
    ],
    ['a cap as a number', { groups: 3 }, /The run has groups: 3; name the caps/],
  ])('is refused with %s', (_, options, message) => {
    expect(start(options)).toMatch(message);
  });

  it('is told of all options at once', () => {
    expect(start({ signal: 'x', graceMs: -1, concurrency: 0, groups: { some: 1 } })).toBe(
      'invalid-option: A run has 4 problems:\n' +
        '  - The run has concurrency: 0; use a whole number from 1 on.\n' +
        '  - The run has graceMs: -1; use a number of milliseconds, 0 or more.\n' +
        '  - The run has signal: "x"; use the signal of an AbortController, or AbortSignal.timeout().\n' +
        '  - The run caps the group "some", in which no phase is; no phase of this run is in a group.',
    );
  });

  it('is told of all resources that are missing, and of values that are', () => {
    const [model, search] = [resource<'model', string>('model'), resource<'search', string>('search')];
    const asking = definePhase({
      name: 'ask',
      inputs: { seed },
      outputs: { value },
      uses: { model, search },
      run,
    });
    const asks = definePipeline({ name: 'p', given: { seed }, phases: [asking] });
    expect(thrown(() => asks.start({ seed: 1 }, { resources: {} as never }))).toMatch(
      /no resource "model", which "ask" uses(.|\n)*no resource "search", which "ask" uses/,
    );
    expect(start({}, null)).toMatch(/The run needs a value for the given artifact "seed"/);
  });
});
