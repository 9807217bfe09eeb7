import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each, resource } from '@phasegraph/engine';
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
    ['an override that does not fit', given, { resources, override: { title: 4 } }, /"title" does not fit/],
  ])('refuses %s before anything starts', async (_, values, options, message) => {
    started = 0;
    // What the compiler would refuse as well.
    await expect(pipeline.run(values as never, { resources, ...options } as never)).rejects.toThrow(message);
    expect(started).toBe(0);
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
