import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  memoryStore,
} from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const subject = artifact('subject', z.string());
const idea = artifact('idea', z.string());
const draft = artifact('draft', z.string());
const text = artifact('text', z.string());
const shown = artifact('shown', z.string());

const show = definePhase({
  name: 'show',
  inputs: { text },
  outputs: { shown },
  run: (inputs) => ({ shown: inputs.text }),
});

// subject -> (think, when there is something to think of -> write) -> show
describe('a condition inside of a pipeline that is a phase', () => {
  const write = definePhase({
    name: 'write',
    inputs: { idea },
    outputs: { draft },
    run: (inputs) => ({ draft: inputs.idea }),
  });
  const think = definePhase({
    name: 'think',
    inputs: { topic },
    outputs: { idea },
    when: (inputs) => inputs.topic !== 'nothing',
    run: (inputs) => ({ idea: inputs.topic }),
  });
  const fallback = () => ({ draft: 'by rule' });
  const outerOf = (options: object) =>
    definePipeline({
      name: 'outer',
      given: { subject },
      phases: [
        definePipeline({ name: 'inner', given: { topic }, phases: [think, write] }).asPhase({
          name: 'sub',
          inputs: { topic: subject },
          outputs: { draft: text },
          ...options,
        }),
        show,
      ],
    });

  it('turns off the phase, and what requires it, and names the condition', async () => {
    const report = await outerOf({}).run({ subject: 'nothing' });
    expect(report.status).toBe('succeeded');
    expect(report.tasks.map(({ task, end }) => [task, end])).toMatchObject([
      ['sub', { status: 'skipped', reason: 'condition', because: 'sub' }],
      ['show', { status: 'skipped', reason: 'condition', because: 'sub' }],
    ]);
    expect(report.tasks[0]?.end).toMatchObject({
      error: {
        code: 'turned-off',
        message: expect.stringContaining('"write" had nothing to do, because the condition of "think"'),
      },
    });
  });

  it('is no failure: nothing is tried again, and no fallback is asked', async () => {
    const report = await outerOf({ retry: { attempts: 3, baseMs: 0 }, fallback }).run({ subject: 'nothing' });
    expect(report.tasks[0]).toMatchObject({ attempts: 1, end: { status: 'skipped', reason: 'condition' } });
  });

  it('lets the phase give what it makes where it holds', async () => {
    const report = await outerOf({}).run({ subject: 'rye' });
    expect(report.value(shown)).toBe('rye');
  });
});

// topics -> (split* -> parts -> cut* -> pieces) -> lines* : lists that an inner pipeline makes
describe('a list that a pipeline as a phase hands out', () => {
  const Part = z.object({ id: z.string(), ms: z.number() });
  const topics = artifact('topics', z.array(Part));
  const parts = artifactList('parts', Part, { key: ({ id }) => id });
  const pieces = artifactList('pieces', z.string());
  const outerParts = artifactList('outer-parts', Part, { key: ({ id }) => id });
  const outerPieces = artifactList('outer-pieces', z.string().min(1), { key: (piece) => piece });
  const lines = artifactList('lines', z.string());
  const joined = artifact('joined', z.string());

  function pipelineOf(breaks = false) {
    const clock = virtualClock();
    const joins: string[] = [];
    const split = definePhase({
      name: 'split',
      inputs: { topics },
      outputs: { parts },
      run: async (inputs, { emit, signal }) => {
        for (const part of inputs.topics) {
          emit(parts, part);
          await clock.sleep(100, signal);
        }
      },
    });
    const cut = definePhase({
      name: 'cut',
      inputs: { part: each(parts) },
      outputs: { pieces },
      run: async ({ part }, { signal }) => {
        await clock.sleep(part.ms, signal);
        if (breaks && part.id === 'b') throw new Error('too hard');
        return { pieces: part.id === 'empty' ? '' : part.id };
      },
    });
    const sub = definePipeline({ name: 'inner', given: { topics }, phases: [split, cut] }).asPhase({
      name: 'sub',
      inputs: { topics },
      outputs: { parts: outerParts, pieces: outerPieces },
    });
    const line = definePhase({
      name: 'line',
      inputs: { piece: each(outerPieces) },
      outputs: { lines },
      run: ({ piece }) => ({ lines: piece }),
    });
    const join = definePhase({
      name: 'join',
      inputs: { parts: outerParts, lines: collect(lines, { min: 0.5 }) },
      outputs: { joined },
      run: (inputs) => {
        joins.push(
          [...inputs.parts.map(({ id }) => id), ...inputs.lines.succeeded.map(({ key }) => key)].join(),
        );
        return { joined: joins.at(-1) ?? '' };
      },
    });
    const pipeline = definePipeline({ name: 'outer', given: { topics }, phases: [sub, line, join] });
    return { clock, pipeline, joins };
  }

  const given = {
    topics: [
      { id: 'a', ms: 500 },
      { id: 'b', ms: 10 },
      { id: 'c', ms: 10 },
    ],
  };

  it('is there item by item: nothing waits for the end of the pipeline', async () => {
    const { clock, pipeline } = pipelineOf();
    const report = await clock.run(pipeline.run(given, { clock }));
    const started = report.tasks.map(({ task, startedAtMs }) => `${task} ${startedAtMs}`);
    expect(started).toEqual(['line[b] 110', 'line[c] 210', 'line[a] 500', 'sub 0', 'join 500']);
  });

  it('is in the order in which the pipeline has it, and so is not joined a second time', async () => {
    const { clock, pipeline, joins } = pipelineOf();
    const store = memoryStore();
    for (const _run of ['first', 'second']) {
      const report = await clock.run(pipeline.run(given, { clock, store }));
      expect(report.value(outerPieces)).toEqual(['a', 'b', 'c']);
    }
    expect(joins).toEqual(['a,b,c,a,b,c']);
  });

  it('keeps what was handed out when the pipeline fails', async () => {
    const { clock, pipeline } = pipelineOf(true);
    const report = await clock.run(pipeline.run(given, { clock }));
    expect(report.tasks.find(({ task }) => task === 'sub')?.end).toMatchObject({ status: 'failed' });
    expect(report.collected(lines).succeeded.map(({ key }) => key)).toEqual(['c', 'a']);
  });

  it('fails the phase as soon as the outer list refuses an item', async () => {
    const { clock, pipeline } = pipelineOf();
    const topicsWithout = { topics: [{ id: 'empty', ms: 10 }, ...given.topics] };
    const report = await clock.run(pipeline.run(topicsWithout, { clock }));
    expect(report.tasks.find(({ task }) => task === 'sub')).toMatchObject({
      endedAtMs: 10,
      end: {
        status: 'failed',
        error: { code: 'invalid-output', message: expect.stringContaining('outer-pieces') },
      },
    });
  });
});

describe('a fallback', () => {
  const options = {
    name: 'write',
    inputs: { topic },
    outputs: { draft },
    run: (): never => {
      throw new Error('no ink');
    },
  } as const;
  const write = definePhase(options);
  const shown = { name: 'sub', inputs: { topic: subject }, outputs: { draft: text } } as const;

  it('inside of a pipeline that is a phase makes that degraded, and says why', async () => {
    const inner = definePipeline({
      name: 'inner',
      given: { topic },
      phases: [definePhase({ ...options, fallback: () => ({ draft: 'by rule' }) })],
    });
    const outer = definePipeline({ name: 'outer', given: { subject }, phases: [inner.asPhase(shown)] });
    const report = await outer.run({ subject: 'rye' });
    expect(report.status).toBe('degraded');
    expect(report.tasks[0]?.end).toMatchObject({
      status: 'degraded',
      error: { message: expect.stringContaining('no ink') },
    });
    expect(report.value(text)).toBe('by rule');
  });

  it('and a hedge may be those of the whole pipeline', async () => {
    const inner = definePipeline({ name: 'inner', given: { topic }, phases: [write] });
    const sub = inner.asPhase({
      ...shown,
      hedge: { afterMs: 10 },
      fallback: ({ topic: about }) => ({ draft: about }),
    });
    const outer = definePipeline({ name: 'outer', given: { subject }, phases: [sub] });
    const report = await outer.run({ subject: 'rye' });
    expect(report.tasks[0]?.end.status).toBe('degraded');
    expect(report.value(text)).toBe('rye');
  });

  it.each(['run', 'uses', 'reuse', 'version'])('can be there, and %s cannot', (name) => {
    const inner = definePipeline({ name: 'inner', given: { topic }, phases: [write] });
    expect(() => inner.asPhase({ ...shown, [name]: undefined })).toThrow(
      new RegExp(`"sub" is a pipeline, and has ${name}`),
    );
  });
});

// subject -> (attempt 1 is deaf, attempt 2 answers) -> show
describe('an attempt inside of a pipeline that is a phase that does not listen', () => {
  const runWith = async (graceMs: number, lastsMs: number) => {
    const clock = virtualClock();
    const write = definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { draft },
      timeoutMs: 50,
      retry: { attempts: 2, baseMs: 0 },
      run: async (inputs, { attempt }) => {
        await clock.sleep(attempt === 1 ? lastsMs : 10);
        return { draft: inputs.topic };
      },
    });
    const sub = definePipeline({ name: 'inner', given: { topic }, phases: [write] }).asPhase({
      name: 'sub',
      inputs: { topic: subject },
      outputs: { draft: text },
    });
    const outer = definePipeline({ name: 'outer', given: { subject }, phases: [sub, show] });
    const report = await clock.run(outer.run({ subject: 'bread' }, { clock, graceMs }), 60_000);
    const { status, makespanMs, unresponsive } = report.summary;
    return { status, makespanMs, unresponsive, endedAtMs: report.events.at(-1)?.atMs };
  };

  it('holds up nothing but the end of the run, which names the phase', async () => {
    const ended = { status: 'succeeded', makespanMs: 60, unresponsive: ['sub'], endedAtMs: 1050 };
    expect(await runWith(1000, 100_000)).toEqual(ended);
  });

  it('is not named when it ends in its grace time', async () => {
    const ended = { status: 'succeeded', makespanMs: 60, unresponsive: [], endedAtMs: 500 };
    expect(await runWith(1000, 500)).toEqual(ended);
  });
});
