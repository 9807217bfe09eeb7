import { describe, expect, it } from '@jest/globals';
import {
  InvalidGivenError,
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  resource,
} from '@phasegraph/engine';
import { z } from 'zod';

const brief = artifact('brief', z.object({ name: z.string() }));
const items = artifactList('items', z.object({ id: z.string() }), { key: ({ id }) => id });
const title = artifact('title', z.string());
const line = artifactList('line', z.string());
const model = resource<'model', (prompt: string) => string>('model');

let started = 0;
const pipeline = definePipeline({
  name: 'p',
  given: { brief, items },
  phases: [
    definePhase({
      name: 'title',
      inputs: { brief },
      outputs: { title },
      uses: { ask: model },
      run: (inputs, { ask }) => {
        started++;
        return { title: ask(inputs.brief.name) };
      },
    }),
    definePhase({
      name: 'line',
      inputs: { item: each(items), title },
      outputs: { line },
      run: (inputs) => ({ line: `${inputs.title} ${inputs.item.id}` }),
    }),
  ],
});
const resources = { model: { connect: () => (prompt: string) => prompt.toUpperCase() } };
const given = { brief: { name: 'rye' }, items: [{ id: 'a' }, { id: 'b' }] };

describe('a run', () => {
  it('takes given artifacts, lists among them, and hands phases the clients of their resources', async () => {
    const report = await pipeline.run(given, { resources });
    expect(report.value(line)).toEqual(['RYE a', 'RYE b']);
  });

  it('takes an override in the place of what a phase would make', async () => {
    started = 0;
    const report = await pipeline.run(given, { resources, override: { title: 'Mine' } });
    expect(report.value(line)).toEqual(['Mine a', 'Mine b']);
    expect(started).toBe(0);
  });

  it.each([
    ['a missing value', { brief: { name: 'rye' } }, {}, /needs a value for the given artifact "items"/],
    [
      'a value that does not fit',
      { ...given, brief: { name: 3 } },
      {},
      /"brief" does not fit its schema.*expected string.*at name/s,
    ],
    [
      'a name that is not given',
      { ...given, breif: 1 },
      {},
      /"breif" is not a given artifact.*Did you mean "brief"/,
    ],
    [
      'two items of one key',
      { ...given, items: [{ id: 'a' }, { id: 'a' }] },
      {},
      /two items have the key "a"/,
    ],
    ['a missing resource', given, { resources: {} }, /no resource "model", which "title" uses/],
    [
      'a concurrency that is none',
      given,
      { resources, concurrency: 0 },
      /concurrency: 0; use a whole number/,
    ],
    [
      'an override that does not fit',
      given,
      { resources, override: { title: 4 } },
      /The override of "title" does not fit/,
    ],
  ])('refuses %s before anything starts', async (_, values, options, message) => {
    started = 0;
    // What the compiler would refuse as well.
    await expect(pipeline.run(values as never, { resources, ...options } as never)).rejects.toThrow(message);
    expect(started).toBe(0);
  });

  it('says everything that is wrong with what it is given at once', async () => {
    const list = [{ id: 'a' }, { id: 7 }, { id: 'a' }, {}, { id: '' }, { id: 'b' }, { id: 'b' }, { id: 'a' }];
    const values = { breif: 1, items: list };
    // What the compiler would refuse as well.
    const error = await pipeline
      .run(values as never, { resources, override: { title: 4 as never } })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidGivenError);
    if (!(error instanceof InvalidGivenError)) return;
    expect(error.code).toBe('invalid-given');
    expect(error.message).toBe(`What the run of "p" is given has 8 problems:
  - "breif" is not a given artifact of this pipeline. Did you mean "brief"?
  - The given artifact "items" does not fit its schema: ✖ Invalid input: expected string, received number
      → at [1].id
  - The given artifact "items" does not fit its schema: two items have the key "a", at [0] and [2]; make the keys unique.
  - The given artifact "items" does not fit its schema: ✖ Invalid input: expected string, received undefined
      → at [3].id
  - The given artifact "items" has the key "" at [4]; a key is a string of 1 to 200 characters.
  - The given artifact "items" does not fit its schema: two items have the key "b", at [5] and [6]; make the keys unique.
  - The given artifact "items" does not fit its schema: two items have the key "a", at [0] and [7]; make the keys unique.
  - The override of "title" does not fit its schema: ✖ Invalid input: expected string, received number`);
    expect(error.problems.map(({ code, artifact: name, item }) => [code, name, item])).toEqual([
      ['unknown-name', 'breif', undefined],
      ['invalid-value', 'items', 1],
      ['duplicate-key', 'items', 2],
      ['invalid-value', 'items', 3],
      ['invalid-key', 'items', 4],
      ['duplicate-key', 'items', 6],
      ['duplicate-key', 'items', 7],
      ['invalid-value', 'title', undefined],
    ]);
  });

  it('takes its values by their own names alone, whatever else every object has', async () => {
    const topic = artifact('topic', z.any());
    const told = artifact('told', z.string());
    const tell = definePhase({
      name: 'tell',
      inputs: { topic },
      outputs: { told },
      run: (taken) => ({ told: typeof taken.topic }),
    });
    const odd = definePipeline({ name: 'odd', given: { valueOf: topic }, phases: [tell] });
    await expect(odd.run({})).rejects.toThrow(/needs a value for the given artifact "topic"/);
    // What the compiler would refuse as well.
    await expect(odd.run({ valueOf: 1, toString: 2 } as never)).rejects.toThrow(
      /"toString" is not a given artifact/,
    );
    expect((await odd.run({ valueOf: 1 })).value(told)).toBe('number');
  });

  it('says which values are missing, and which are none at all, at once', async () => {
    await expect(pipeline.run({} as never, { resources })).rejects.toThrow(
      /2 problems:\n  - The run needs a value for the given artifact "brief".*\n  - .*"items"; pass it to run/,
    );
    await expect(pipeline.run({ brief: { name: 1 }, items: {} } as never, { resources })).rejects.toThrow(
      /2 problems:.*at name\n  - The given artifact "items".*: expected an array of items$/s,
    );
  });

  it('says of a schema or a key that throws what it threw, and of the rest what is wrong with it', async () => {
    const trade = artifact(
      'trade',
      z.string().transform((): string => {
        throw new Error('no such trade');
      }),
    );
    const parts = artifactList('parts', z.object({ id: z.string().optional() }), {
      key: ({ id }) => {
        if (id === undefined) throw new Error('an item without an id');
        return id;
      },
    });
    const taking = definePipeline({
      name: 'taking',
      given: { trade, parts },
      phases: [
        definePhase({
          name: 'take',
          inputs: { trade, parts },
          outputs: { title },
          run: () => ({ title: '' }),
        }),
      ],
    });
    await expect(taking.run({ trade: 'baker', parts: [{ id: 'a' }, {}] })).rejects.toThrow(
      /2 problems:\n.*"trade".*: ✖ no such trade\n.*"parts".*: ✖ an item without an id\n +→ at \[1\]$/,
    );
  });

  it('keeps what an observer throws out of the run and in the report', async () => {
    const report = await pipeline.run(given, {
      resources,
      onEvent: () => {
        throw new Error('observer');
      },
    });
    expect(report.status).toBe('succeeded');
    expect(report.observerErrors).toHaveLength(report.events.length);
  });
});
