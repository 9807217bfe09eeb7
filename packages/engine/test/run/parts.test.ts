import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  memoryStore,
  optional,
  pick,
  toJson,
} from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { z } from 'zod';

const brief = artifact('brief', z.object({ tone: z.string(), phone: z.string().optional() }));
const extra = artifact('extra', z.object({ note: z.string(), page: z.number() }));
const parts = artifactList('parts', z.object({ id: z.string(), title: z.string(), order: z.number() }), {
  key: ({ id }) => id,
});
const titles = artifactList('titles', z.string());
const ids = artifact('ids', z.array(z.string()));
const voice = artifact('voice', z.string());
const sign = artifact('sign', z.string());
const seen = artifact('seen', z.array(z.string()));

// brief -> speak (tone), call (phone); parts -> name* (title), index (ids); extra? -> note
function pipelineOf(inputs: unknown[] = []) {
  const note = <T>(value: T): T => (inputs.push(value), value);
  return definePipeline({
    name: 'p',
    given: { brief, parts },
    phases: [
      definePhase({
        name: 'speak',
        inputs: { brief: pick(brief, 'tone') },
        outputs: { voice },
        run: (taken) => ({ voice: note(taken.brief).tone }),
      }),
      definePhase({
        name: 'call',
        inputs: { brief: pick(brief, 'phone') },
        outputs: { sign },
        run: (taken) => ({ sign: note(taken.brief).phone ?? 'none' }),
      }),
      definePhase({
        name: 'name',
        inputs: { part: pick(each(parts), 'title') },
        outputs: { titles },
        run: ({ part }) => ({ titles: note(part).title }),
      }),
      definePhase({
        name: 'index',
        inputs: { parts: pick(parts, 'id') },
        outputs: { ids },
        run: (taken) => ({ ids: note(taken.parts).map(({ id }) => id) }),
      }),
      definePhase({
        name: 'note',
        inputs: { extra: pick(optional(extra), 'note') },
        outputs: { seen },
        run: (taken) => ({ seen: note(taken.extra) === undefined ? [] : [taken.extra?.note ?? ''] }),
      }),
    ],
  });
}

const given = {
  brief: { tone: 'calm', phone: '1' },
  parts: [
    { id: 'a', title: 'A', order: 1 },
    { id: 'b', title: 'B', order: 2 },
  ],
};

const endsOf = (report: RunReport): Record<string, string> =>
  Object.fromEntries(report.tasks.map(({ task, end }) => [task, end.status]));

const made = 'succeeded';
const reused = 'reused';

describe('a phase that takes a part', () => {
  it('sees that part and nothing else, of an artifact, of an item, of what it can do without', async () => {
    const inputs: unknown[] = [];
    const report = await pipelineOf(inputs).run(given);
    expect(report.status).toBe('succeeded');
    expect(inputs).toEqual([
      { tone: 'calm' },
      { phone: '1' },
      { title: 'A' },
      { title: 'B' },
      [{ id: 'a' }, { id: 'b' }],
      undefined,
    ]);
  });

  it('leaves out a property that is not there', async () => {
    const inputs: unknown[] = [];
    await pipelineOf(inputs).run({ ...given, brief: { tone: 'calm' } });
    expect(inputs[1]).toStrictEqual({});
  });

  it('sees the part of an optional artifact that is there', async () => {
    const give = definePhase({
      name: 'give',
      inputs: {},
      outputs: { extra },
      run: () => ({ extra: { note: 'n', page: 1 } }),
    });
    const inputs: unknown[] = [];
    await pipelineOf(inputs).with(give).run(given);
    expect(inputs).toContainEqual({ note: 'n' });
  });

  it('is not made again when something else of the whole has changed', async () => {
    const store: Store = memoryStore();
    await pipelineOf().run(given, { store });
    const phone = await pipelineOf().run({ ...given, brief: { tone: 'calm', phone: '2' } }, { store });
    expect(endsOf(phone)).toEqual({
      speak: reused,
      call: made,
      'name[a]': reused,
      'name[b]': reused,
      index: reused,
      note: reused,
    });
    const order = await pipelineOf().run(
      {
        ...given,
        parts: [
          { id: 'a', title: 'A', order: 3 },
          { id: 'b', title: 'C', order: 4 },
        ],
      },
      { store },
    );
    expect(endsOf(order)).toEqual({
      speak: reused,
      call: reused,
      'name[a]': reused,
      'name[b]': made,
      index: reused,
      note: reused,
    });
  });

  it('stands in the graph as one that takes the whole, with its parts, mapped and optional all the same', () => {
    const { graph } = pipelineOf();
    expect(graph.getEdgeAttributes('given:brief -> speak')).toEqual({
      artifacts: ['brief'],
      each: false,
      optional: false,
      parts: { brief: ['tone'] },
    });
    expect(graph.getEdgeAttributes('given:parts -> name')).toMatchObject({ each: true });
    expect(graph.getNodeAttributes('name')).toMatchObject({ mapped: true });
    expect(toJson(graph)).toContain('"given:brief -> speak"');
  });

  it('is checked as one that takes the whole', () => {
    const orphan = definePhase({
      name: 'orphan',
      inputs: { extra: pick(extra, 'note') },
      outputs: { seen: artifact('orphaned', z.string()) },
      run: () => ({ seen: '' }),
    });
    // The compiler refuses it too, where it sees it.
    expect(() => pipelineOf().with(orphan as never)).toThrow(
      'Phase "orphan" needs "extra", which nothing gives.',
    );
  });
});
