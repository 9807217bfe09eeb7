import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  InvalidPipelineError,
  memoryStore,
  optional,
  phasesOf,
  resource,
} from '@phasegraph/engine';
import type { RunEvent } from '@phasegraph/engine';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const outline = artifact('outline', z.string());
const essay = artifact('essay', z.string());
const model = resource<'model', (prompt: string) => string>('model');

let calls = 0;
const plan = definePhase({
  name: 'plan',
  inputs: { topic },
  outputs: { outline },
  uses: { model },
  run: (inputs, { model: ask }) => ({ outline: ask(inputs.topic) }),
});
const write = definePhase({
  name: 'write',
  inputs: { outline },
  outputs: { essay },
  run: (inputs) => ({ essay: `${inputs.outline}!` }),
});
const essays = definePipeline({ name: 'essays', given: { topic }, phases: [plan, write] });
const resources = {
  model: {
    connect: (scope: { report: (call: never) => void }) => (prompt: string) => {
      calls++;
      const call = {
        resource: 'model',
        keyId: 'k',
        target: 'm',
        queuedMs: 0,
        durationMs: 0,
        outcome: 'answered',
      };
      scope.report(call as never);
      return prompt.toUpperCase();
    },
  },
};

describe('pipeline.without', () => {
  it('leaves phases out, and what they gave has to come from elsewhere', async () => {
    // @ts-expect-error: the compiler says so as well
    expect(() => essays.without('plan')).toThrow(/"write" needs "outline", which nothing gives/);
    expect(essays.without('write').phases.map(({ name }) => name)).toEqual(['plan']);
    // A name that the compiler would refuse.
    // @ts-expect-error: the compiler says so as well
    expect(() => essays.without('plann' as 'plan')).toThrow(/No phase is named "plann". Did you mean "plan"/);
  });
});

describe('pipeline.merge', () => {
  it('joins two pipelines where one makes what the other is given', async () => {
    const first = definePipeline({ name: 'first', given: { topic }, phases: [plan] });
    const second = definePipeline({ name: 'second', given: { outline }, phases: [write] });
    const both = first.merge(second);
    expect(Object.keys(both.given)).toEqual(['topic']);
    const report = await both.run({ topic: 'rye' }, { resources });
    expect(report.value(essay)).toBe('RYE!');
    const reversed = await second.merge(first).run({ topic: 'rye' }, { resources });
    expect(reversed.value(essay)).toBe('RYE!');
  });

  it('refuses one name for two things that they are given, and says which', () => {
    const first = definePipeline({ name: 'first', given: { input: topic }, phases: [plan] });
    const second = definePipeline({ name: 'second', given: { input: essay }, phases: [] });
    // @ts-expect-error: the compiler says so as well
    expect(() => first.merge(second)).toThrow(
      'Pipeline "first" is given "topic" under the name "input", and pipeline "second" "essay". Give one',
    );
  });

  it('refuses what both make', () => {
    expect(() => essays.merge(essays)).toThrow(InvalidPipelineError);
  });
});

describe('a pipeline as a phase of another', () => {
  const subject = artifact('subject', z.string());
  const text = artifact('text', z.string());
  const subjects = artifactList('subjects', z.string(), { key: (one) => one });
  const texts = artifactList('texts', z.string());

  it('takes its given artifacts from the outer one and gives what it is mapped to', async () => {
    const writing = essays.asPhase({ name: 'writing', inputs: { topic: subject }, outputs: { essay: text } });
    const outer = definePipeline({ name: 'outer', given: { subject }, phases: [writing] });
    const seen: RunEvent[] = [];
    const report = await outer.run(
      { subject: 'rye' },
      { resources, onEvent: (event) => void seen.push(event) },
    );
    expect(report.value(text)).toBe('RYE!');
    expect(report.tasks.map(({ task }) => task)).toEqual(['writing']);
    // Its calls are those of the outer task.
    expect(seen.filter(({ type }) => type === 'call-ended')).toMatchObject([{ task: 'writing' }]);
  });

  it('runs once an item, and takes what is recorded of its own phases', async () => {
    const writing = essays.asPhase({
      name: 'writing',
      inputs: { topic: each(subjects) },
      outputs: { essay: texts },
    });
    const outer = definePipeline({ name: 'outer', given: { subjects }, phases: [writing] });
    const store = memoryStore();
    calls = 0;
    const report = await outer.run({ subjects: ['rye', 'oat'] }, { resources, store });
    expect(report.value(texts)).toEqual(['RYE!', 'OAT!']);
    await outer.run({ subjects: ['rye', 'oat', 'bran'] }, { resources, store });
    expect(calls).toBe(3);
  });

  it('fails with the error of the inner phase as its cause', async () => {
    const broken = essays.replace(
      definePhase({
        name: 'write',
        inputs: { outline },
        outputs: { essay },
        run: () => {
          throw new Error('no ink');
        },
      }),
    );
    const writing = broken.asPhase({ name: 'writing', inputs: { topic: subject }, outputs: { essay: text } });
    const outer = definePipeline({ name: 'outer', given: { subject }, phases: [writing] });
    const report = await outer.run({ subject: 'rye' }, { resources });
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'failed',
      error: { causes: expect.arrayContaining([expect.stringContaining('no ink')]) },
    });
  });

  it('is tried again, and left out where it has nothing to do', async () => {
    let failures = 1;
    const shaky = essays.replace(
      definePhase({
        name: 'write',
        inputs: { outline },
        outputs: { essay },
        run: () => {
          if (failures-- > 0) throw new Error('no ink');
          return { essay: 'on bread' };
        },
      }),
    );
    const writing = shaky.asPhase({
      name: 'writing',
      inputs: { topic: subject },
      outputs: { essay: text },
      retry: { attempts: 2, baseMs: 0 },
      when: ({ topic: about }) => about !== 'nothing',
    });
    const outer = definePipeline({ name: 'outer', given: { subject }, phases: [writing] });
    const report = await outer.run({ subject: 'rye' }, { resources });
    expect(report.value(text)).toBe('on bread');
    expect((await outer.run({ subject: 'nothing' }, { resources })).tasks[0]?.end.status).toBe('skipped');
  });

  it('refuses names that it does not have, before anything runs', () => {
    // Names that the compiler would refuse for the inputs.
    const inputs = { topics: subject } as unknown as { topic: typeof subject };
    expect(() => essays.asPhase({ name: 'w', inputs, outputs: { essay: text } })).toThrow(
      /inputs.topics, and pipeline "essays" is given no "topics"; did you mean "topic"/,
    );
    // @ts-expect-error: the compiler says so as well
    expect(() => essays.asPhase({ name: 'w', inputs: { topic: subject }, outputs: { essai: text } })).toThrow(
      /outputs.essai, and pipeline "essays" makes no "essai"; did you mean "essay"/,
    );
  });
});

describe('phases of a module', () => {
  it('are checked like all others, as problems', () => {
    const lost = artifact('lost', z.string());
    const found = artifact('found', z.string());
    const stray = definePhase({
      name: 'stray',
      inputs: { lost },
      outputs: { found },
      run: () => ({ found: '' }),
    });
    expect(() => essays.with(...phasesOf({ phases: [stray] }))).toThrow(
      /"stray" needs "lost", which nothing gives/,
    );
    const extra = definePhase({
      name: 'extra',
      inputs: { essay: optional(essay) },
      outputs: { extra: artifact('extra', z.string()) },
      run: () => ({ extra: '' }),
    });
    expect(essays.with(...phasesOf({ default: extra })).phases).toHaveLength(3);
  });

  it.each([
    ['no phases', {}, /plug.js has no phases; export them as `phases`/],
    [
      'something else',
      { phases: [{ name: 'x' }] },
      /What stands at place 0 of the phases of plug.js is an object named "x", which is no phase; use what definePhase/,
    ],
    ['nothing at all', undefined, /plug.js has no phases/],
  ])('are refused when there are %s', (_, module, message) => {
    expect(() => phasesOf(module, 'plug.js')).toThrow(message);
  });
});
