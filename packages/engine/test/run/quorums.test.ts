import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { Collected, ListArtifact, RunReport } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const pages = artifactList('pages', z.string(), { key: (name) => name });
const sections = artifactList('sections', z.string(), { key: (name) => name });
const texts = artifactList('texts', z.string());
const text = artifact('text', z.string());

/** What a join has seen: the keys of what succeeded and of what failed. */
let seen: { readonly succeeded: string[]; readonly failed: string[] } | undefined;

function joinOf(list: ListArtifact, min: number, early = false) {
  return definePhase({
    name: 'join',
    inputs: { some: collect(list, { min, early }) },
    outputs: { text },
    run: ({ some }) => {
      seen = keysOf(some);
      return { text: 'made' };
    },
  });
}

function keysOf({ succeeded, failed }: Collected<unknown>) {
  return { succeeded: succeeded.map(({ key }) => key), failed: failed.map(({ key }) => key) };
}

const write = definePhase({
  name: 'write',
  inputs: { section: each(sections) },
  outputs: { texts },
  run: ({ section }) => {
    if (section === 'broken') throw new Error('no words');
    return { texts: section };
  },
});

const endOf = (report: RunReport) => report.tasks.find(({ task }) => task === 'join')?.end;

// pages -> split* -> sections -> write* -> texts -> join
describe('a join of a list in lists, of whose givers some fail', () => {
  const split = definePhase({
    name: 'split',
    inputs: { page: each(pages) },
    outputs: { sections },
    run: ({ page }, { emit }) => {
      if (page.startsWith('lost')) throw new Error(`nothing of ${page}`);
      if (page.startsWith('half')) {
        emit(sections, 'first');
        throw new Error(`no more of ${page}`);
      }
      return { sections: ['fine', 'broken'] };
    },
  });
  const pipelineOf = (list: ListArtifact, min: number) =>
    definePipeline({ name: 'p', given: { pages }, phases: [split, write, joinOf(list, min)] });
  const given = { pages: ['lost1', 'half', 'whole', 'lost2'] };

  it('is told of every failure: of items first, then of those that were to give them', async () => {
    const report = await pipelineOf(texts, 0.25).run(given);
    expect(seen).toEqual({
      succeeded: ['pages[half]/sections[first]', 'pages[whole]/sections[fine]'],
      failed: ['pages[whole]/sections[broken]', 'pages[lost1]', 'pages[half]', 'pages[lost2]'],
    });
    expect(keysOf(report.collected(texts))).toEqual(seen);
    expect(keysOf(report.collected(sections)).failed).toEqual([
      'pages[lost1]',
      'pages[half]',
      'pages[lost2]',
    ]);
  });

  it('fails below its quorum with all of them', async () => {
    const report = await pipelineOf(sections, 0.9).run({ pages: ['lost1', 'lost2', 'lost3'] });
    expect(endOf(report)).toMatchObject({
      status: 'failed',
      error: {
        code: 'quorum-not-met',
        message: expect.stringMatching(
          /and 3 failed: .*nothing of lost1.*nothing of lost2.*nothing of lost3/,
        ),
      },
    });
  });
});

// topic -> split -> sections -> write* -> texts -> join
describe('a quorum of a list that was cut short, since the one phase that gives it failed', () => {
  async function runWith(list: ListArtifact, options: { min: number; early?: boolean }) {
    const clock = virtualClock();
    seen = undefined;
    const split = definePhase({
      name: 'split',
      inputs: { topic },
      outputs: { sections },
      run: async (_, { emit, signal }) => {
        emit(sections, 'first');
        emit(sections, 'second');
        await clock.sleep(10, signal);
        throw new Error('half way');
      },
    });
    const join = joinOf(list, options.min, options.early);
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases: [split, write, join] });
    return clock.run(pipeline.run({ topic: 'bread' }, { clock }));
  }

  it.each([
    ['a count', { min: 2 }],
    // The failure counts as one, as it does where many give the list.
    ['a share', { min: 0.6 }],
    ['an early share', { min: 0.6, early: true }],
    ['whatever there is', { min: 0 }],
  ])('judges what succeeded: %s stands', async (_, options) => {
    const report = await runWith(texts, options);
    expect(endOf(report)?.status).toBe('succeeded');
    expect(seen).toEqual({ succeeded: ['first', 'second'], failed: [''] });
    expect(report.status).toBe('partial');
  });

  it('stands for the list itself as well', async () => {
    const report = await runWith(sections, { min: 2 });
    expect(endOf(report)?.status).toBe('succeeded');
    expect(keysOf(report.collected(sections))).toEqual({ succeeded: ['first', 'second'], failed: [''] });
  });

  it.each([
    ['a count', { min: 3 }],
    ['a share', { min: 0.7 }],
    ['an early share', { min: 0.7, early: true }],
  ])('names what cut it short where %s does not stand', async (_, options) => {
    const report = await runWith(texts, options);
    expect(endOf(report)).toMatchObject({
      status: 'failed',
      error: {
        code: 'quorum-not-met',
        message: expect.stringContaining('and 1 failed: "split" failed: half way'),
      },
    });
  });
});

// pages -> write* -> texts -> join, which starts when two have succeeded
describe('an early join', () => {
  it.each([1, 2, Infinity])(
    'is told of what had failed, and not of what it cancels, with %d at once',
    async (slots) => {
      const clock = virtualClock();
      const write = definePhase({
        name: 'write',
        inputs: { page: each(pages) },
        outputs: { texts },
        run: async ({ page }, { signal }) => {
          // Each takes as long as those before it together, so that there is one order whatever runs beside what.
          await clock.sleep(2 ** pageNames.indexOf(page), signal);
          if (page.startsWith('bad')) throw new Error('no words');
          return { texts: page };
        },
      });
      const pageNames = ['bad', 'first', 'bad too', 'second', 'running', 'last'];
      const pipeline = definePipeline({
        name: 'p',
        given: { pages },
        phases: [write, joinOf(texts, 2, true)],
      });
      const options = { clock, ...(Number.isFinite(slots) && { concurrency: slots }) };
      const report = await clock.run(pipeline.run({ pages: pageNames }, options));
      expect(seen).toEqual({ succeeded: ['first', 'second'], failed: ['bad', 'bad too'] });
      expect(keysOf(report.collected(texts))).toEqual(seen);
      const ends = report.tasks.map(({ key, end }) => `${key} ${end.status}`);
      expect(ends).toEqual(expect.arrayContaining(['running cancelled', 'last cancelled']));
      expect(report.summary.makespanMs).toBe(slots === 1 ? 15 : slots === 2 ? 10 : 8);
    },
  );
});

// topic -> split -> sections -> check* -> checked -> write* -> texts -> join, which starts when one has succeeded
describe('what feeds an early join alone', () => {
  const checked = artifactList('checked', z.string());

  async function runWith(targets: readonly string[] | undefined) {
    const clock = virtualClock();
    const split = definePhase({
      name: 'split',
      inputs: { topic },
      outputs: { sections },
      run: async (_, { emit, signal }) => {
        for (const section of ['one', 'two', 'three']) {
          emit(sections, section);
          await clock.sleep(100, signal);
        }
      },
    });
    const check = definePhase({
      name: 'check',
      inputs: { section: each(sections) },
      outputs: { checked },
      run: async ({ section }, { signal }) => {
        await clock.sleep(section === 'two' ? 500 : 10, signal);
        return { checked: section };
      },
    });
    const write = definePhase({
      name: 'write',
      inputs: { section: each(checked) },
      outputs: { texts },
      run: async ({ section }, { signal }) => {
        await clock.sleep(110, signal);
        return { texts: section };
      },
    });
    const phases = [split, check, write, joinOf(texts, 1, true)];
    const pipeline = definePipeline({ name: 'p', given: { topic }, phases });
    return clock.run(pipeline.run({ topic: 'bread' }, { clock, ...(targets && { targets }) }));
  }

  it('is cancelled with the rest, all the way up, and the run has succeeded', async () => {
    const report = await runWith(undefined);
    expect(report.status).toBe('succeeded');
    expect(
      report.tasks.map(({ task, end, endedAtMs }) => `${task} ${end.status} ${endedAtMs}`).toSorted(),
    ).toEqual([
      'check[one] succeeded 10',
      'check[two] cancelled 120',
      'join succeeded 120',
      'split cancelled 120',
      'write[one] succeeded 120',
      'write[two] cancelled 120',
    ]);
    expect(keysOf(report.collected(sections))).toEqual({ succeeded: ['one', 'two'], failed: [] });
  });

  it('goes on where something else is to have what it gives', async () => {
    const report = await runWith(['text', 'checked']);
    const ends = report.tasks.map(({ task, end }) => `${task} ${end.status}`);
    expect(ends).toEqual(
      expect.arrayContaining(['split succeeded', 'check[two] succeeded', 'write[two] cancelled']),
    );
    expect(report.value(checked)).toEqual(['one', 'two', 'three']);
  });
});
