import { describe, expect, it } from '@jest/globals';
import {
  checkGraph,
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  InvalidPipelineError,
} from '@phasegraph/engine';
import type { AnyArtifact, Input, ListArtifact, Phase } from '@phasegraph/engine';
import { z } from 'zod';

const value = (name: string) => artifact(name, z.number());
const keyed = (name: string) => artifactList(name, z.object({ id: z.string() }), { key: ({ id }) => id });
const brief = value('brief');

const phase = (name: string, inputs: Record<string, Input>, outputs: Record<string, AnyArtifact>): Phase =>
  definePhase({ name, inputs, outputs, run: () => ({}) });

const problemsOf = (phases: Phase[], given: Record<string, AnyArtifact> = { brief }): string[] => {
  try {
    definePipeline({ name: 'p', given, phases });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidPipelineError)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`);
  }
};

describe('checking a pipeline', () => {
  it('finds nothing to say of one that is whole, in whatever order its phases are written', () => {
    const [a, b] = [value('a'), value('b')];
    expect(problemsOf([phase('second', { a }, { b }), phase('first', { brief }, { a })])).toEqual([]);
  });

  it('names a missing producer, and the artifact that was most likely meant', () => {
    const [sectionPlan, sectionPlann] = [value('sectionPlan'), value('sectionPlann')];
    expect(
      problemsOf([
        phase('section-plan', { brief }, { sectionPlan }),
        phase('layout', { sectionPlann }, { layout: value('layout') }),
      ]),
    ).toEqual([
      'missing-producer: Phase "layout" needs "sectionPlann", which nothing gives. ' +
        'Did you mean "sectionPlan" (given by "section-plan")?',
    ]);
  });

  it('names both producers of one artifact, and a given artifact as one of them', () => {
    const a = value('a');
    expect(problemsOf([phase('one', { brief }, { a }), phase('two', { a }, { brief, a })])).toEqual(
      [
        expect.stringMatching(
          /duplicate-producer: "brief" is given by the run, as a given artifact and "two"/,
        ),
        expect.stringMatching(/duplicate-producer: "a" is given by "one" and "two"/),
        expect.stringMatching(/cycle/),
      ].slice(0, 2),
    );
  });

  it('shows the path of a cycle', () => {
    const [a, b, c] = [value('a'), value('b'), value('c')];
    expect(
      problemsOf([phase('x', { c, brief }, { a }), phase('y', { a }, { b }), phase('z', { b }, { c })]),
    ).toEqual([expect.stringContaining('x -> y -> z -> x')]);
  });

  it('shows one cycle of each knot, from the phase that was declared first', () => {
    const [a, b, c, d, e] = [value('a'), value('b'), value('c'), value('d'), value('e')];
    const phases = [
      phase('end', { e }, { end: value('end') }),
      phase('v', { d }, { e }),
      phase('x', { c, brief }, { a }),
      phase('y', { a }, { b }),
      phase('z', { a, b }, { c }),
      phase('w', { c, e }, { d }),
    ];
    expect(problemsOf(phases)).toEqual([
      expect.stringContaining('other: v -> w -> v. '),
      expect.stringContaining('other: x -> z -> x. '),
    ]);
  });

  it('finds a cycle however long it is, and however long the way to it', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => value(`n${at}`));
    const link = (at: number, from: number): Phase =>
      phase(`p${at}`, { from: names[from] ?? brief }, { to: names[at] ?? brief });
    const ring = names.map((_, at) => link(at, (at + names.length - 1) % names.length));
    expect(problemsOf(ring)).toEqual([expect.stringContaining('p18 -> p19 -> 19980 more -> p0. Take one')]);
    const chain = names.map((_, at) => link(at, at - 1));
    const loop = value('loop');
    expect(problemsOf([...chain, phase('last', { from: names.at(-1) ?? brief, loop }, { loop })])).toEqual([
      expect.stringContaining('last -> last'),
    ]);
  });

  it('shows a phase that takes what it gives', () => {
    const a = value('a');
    expect(problemsOf([phase('x', { a }, { a })])).toEqual([expect.stringContaining('x -> x')]);
  });

  it('refuses two phases of one name, and one artifact declared twice', () => {
    expect(
      problemsOf([
        phase('x', { brief }, { a: value('a') }),
        phase('x', { a: value('a') }, { b: value('b') }),
      ]),
    ).toEqual([
      expect.stringMatching(/duplicate-phase: 2 phases are named "x"/),
      expect.stringMatching(/conflicting-artifact: "a" is declared twice/),
    ]);
  });

  it('refuses a list without keys from a phase that is not mapped, and a single value from one that is', () => {
    const items = keyed('items');
    expect(
      problemsOf([
        phase('plain', { brief }, { loose: artifactList('loose', z.string()) }),
        phase('mapped', { item: each(items) }, { single: value('single') }),
        phase('source', { brief }, { items }),
      ]),
    ).toEqual([
      expect.stringMatching(/unkeyed-list: "loose" is given by phase "plain"/),
      expect.stringMatching(/single-from-mapped: Phase "mapped" runs once an item/),
    ]);
  });

  it('refuses to join lists whose items are not the same', () => {
    const [pages, sections] = [keyed('pages'), keyed('sections')];
    const drafts = artifactList('drafts', z.string());
    expect(
      problemsOf(
        [
          phase('draft', { page: each(pages) }, { drafts }),
          phase(
            'fine',
            { page: each(pages), draft: each(drafts) },
            { more: artifactList('more', z.string()) },
          ),
          phase(
            'wrong',
            { draft: each(drafts), section: each(sections) },
            { worse: artifactList('worse', z.string()) },
          ),
        ],
        { pages, sections },
      ),
    ).toEqual([
      'mixed-origins: Phase "wrong" takes each of "drafts" (whose items come from "pages") and "sections" ' +
        '(whose items come from "sections"); only lists with the same items can be joined. Take one of them with collect().',
    ]);
  });

  it('refuses to take the items of what is no list, which untyped code can ask for', () => {
    const a = value('a');
    const anyEach = each as unknown as (artifact: AnyArtifact) => Input;
    const anyCollect = collect as unknown as (artifact: AnyArtifact, options: object) => Input;
    expect(
      problemsOf([
        phase('items', { item: anyEach(brief) }, { out: artifactList('out', z.number()) }),
        phase('all', { all: anyCollect(brief, { min: 1 }) }, { a }),
      ]),
    ).toEqual([
      'no-list: Phase "items" takes each("brief"), and "brief" is no list. Declare it with artifactList(), or take it without each().',
      'no-list: Phase "all" takes collect("brief"), and "brief" is no list. Declare it with artifactList(), or take it without collect().',
    ]);
  });

  describe('of a join that says nothing of failures', () => {
    const pages = keyed('pages');
    const [drafts, texts] = [artifactList('drafts', z.number()), artifactList('texts', z.number())];
    const mapped = (name: string, from: ListArtifact, to: ListArtifact, safe: boolean): Phase =>
      definePhase({
        name,
        inputs: { item: each(from) },
        outputs: { [to.name]: to },
        run: () => ({}),
        ...(safe && { fallback: () => ({}) }),
      });
    const joined = (list: ListArtifact, min?: number | 'all'): Phase =>
      phase('join', { all: min === undefined ? collect(list) : collect(list, { min }) }, { b: value('b') });
    const refused = (by: string, list: string): string =>
      `unhandled-failures: Phase "join" collects "${list}" and says nothing of failures: "${by}" has no fallback. ` +
      'Give collect a "min" (a count, a share, or "all").';

    it('refuses it where an item may fail, there or further back', () => {
      const [draft, text] = [mapped('draft', pages, drafts, false), mapped('text', drafts, texts, true)];
      expect(problemsOf([draft, joined(drafts)], { pages })).toEqual([refused('draft', 'drafts')]);
      expect(problemsOf([draft, text, joined(texts)], { pages })).toEqual([refused('draft', 'texts')]);
    });

    it('accepts it where none can, or where something is said', () => {
      const [draft, text] = [mapped('draft', pages, drafts, true), mapped('text', drafts, texts, true)];
      const plan = phase('plan', { brief }, { pages });
      expect(problemsOf([draft, text, joined(texts)], { pages })).toEqual([]);
      expect(problemsOf([plan, draft, joined(drafts)])).toEqual([]);
      expect(problemsOf([mapped('draft', pages, drafts, false), joined(drafts, 'all')], { pages })).toEqual(
        [],
      );
      expect(problemsOf([joined(pages)], { pages })).toEqual([]);
    });
  });

  it('says the same without making a pipeline of it', () => {
    const loaded = [phase('first', { brief }, { a: value('a') })];
    expect(checkGraph({ name: 'p', given: { brief }, phases: loaded })).toEqual([]);
    expect(checkGraph({ name: 'p', given: {}, phases: loaded }).map(({ code }) => code)).toEqual([
      'missing-producer',
    ]);
  });

  it('reports everything at once', () => {
    const [a, b] = [value('a'), value('b')];
    expect(
      problemsOf([
        phase('one', { lost: value('lost') }, { a }),
        phase('two', { brief }, { a }),
        phase('three', { b }, { b }),
      ]),
    ).toHaveLength(3);
  });
});

describe('declaring', () => {
  it.each([
    ['a name that cannot be one', () => artifact('no name', z.string()), /"no name" is not valid/],
    ['a name that every object has', () => artifact('constructor', z.string()), /"constructor" is not valid/],
    ['a share above 1', () => collect(keyed('x'), { min: 1.5 }), /min: 1.5.*asks for a share that cannot be/],
    [
      'a resource under a name of the context',
      () =>
        definePhase({
          name: 'x',
          inputs: { brief },
          outputs: { a: value('a') },
          uses: { signal: { kind: 'resource', name: 'model' } },
          run: () => ({ a: 1 }),
        }),
      /uses a resource under the name "signal", which its context already has/,
    ],
    [
      'a timeout below 0',
      () =>
        definePhase({ name: 'x', inputs: {}, outputs: { brief }, timeoutMs: -1, run: () => ({ brief: 1 }) }),
      /timeoutMs: -1; use a number of milliseconds/,
    ],
    [
      'no attempt at all',
      () =>
        definePhase({
          name: 'x',
          inputs: {},
          outputs: { brief },
          retry: { attempts: 0 },
          run: () => ({ brief: 1 }),
        }),
      /retry.attempts: 0; use a whole number from 1 on/,
    ],
    [
      'a phase that gives nothing, and so would never run',
      () => definePhase({ name: 'x', inputs: { brief }, outputs: {}, run: () => ({}) }),
      /"x" gives nothing, so nothing ever needs it/,
    ],
    // As from a module that is not there yet where modules import each other.
    ...[undefined, null, 3, z.string(), { kind: 'each', list: undefined }].map(
      (input): [string, () => unknown, RegExp] => [
        `an input that is ${JSON.stringify(input)}`,
        () => phase('x', { lost: input as never }, { brief }),
        /"x" has inputs\.lost: .*; use an artifact/,
      ],
    ),
    [
      'an output that is none',
      () => phase('x', {}, { lost: undefined as never }),
      /"x" has outputs\.lost: .*; use what artifact/,
    ],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(message);
  });
});
