import { describe, expect, it } from '@jest/globals';
import type { CallScope } from '@phasegraph/engine';
import type { ModelClient } from '@phasegraph/openai';
import { readBrief } from '../../src/brief/read.js';
import { responders } from '../../src/offline/responders.js';
import { website, websitePhases } from '../../src/website.js';

/** The phases that use the model for anything but pictures. */
const asking = websitePhases.filter(({ name, uses }) => 'model' in uses && name !== 'image-generation');

/** A model that answers by rule, and notes which phase asked for what. */
function noting(asked: Map<string, Set<string>>): { connect(scope: CallScope): ModelClient } {
  return {
    connect: ({ phase }) => ({
      object: (request) => {
        asked.set(phase, (asked.get(phase) ?? new Set()).add(request.name));
        const answer = responders[request.name]?.({
          input: JSON.parse(JSON.stringify(request.input)) as unknown,
        });
        return Promise.resolve(request.schema.parse(answer));
      },
      text: () => Promise.reject(new Error('No rule answers in plain text')),
      image: () => Promise.reject(new Error('No picture is wanted here')),
    }),
  };
}

describe('responders', () => {
  it('answer every phase that asks the model, each under one name, and nobody else', async () => {
    const asked = new Map<string, Set<string>>();
    const { brief } = await readBrief(
      new URL('../../../../examples/briefs/bakery.yaml', import.meta.url).pathname,
    );
    const report = await website.run(
      { brief },
      {
        resources: { model: noting(asked) },
        targets: asking.flatMap(({ outputs }) => Object.values(outputs)),
        random: () => 0,
      },
    );
    // A phase without a responder would have degraded to its fallback.
    expect(report.status).toBe('succeeded');
    expect([...asked.keys()].toSorted()).toEqual(asking.map(({ name }) => name).toSorted());
    expect([...asked.values()].flatMap((names) => [...names]).toSorted()).toEqual(
      Object.keys(responders).toSorted(),
    );
  });

  it('leave alone what a phase sends beside the inputs of its rule', async () => {
    const { brief } = await readBrief(
      new URL('../../../../examples/briefs/bakery.yaml', import.meta.url).pathname,
    );
    const input = { brief, corrections: { refusedAnswer: {}, problems: ['x'] } };
    expect(responders['design_context']?.({ input })).toEqual(
      responders['design_context']?.({ input: { brief } }),
    );
  });

  it('refuse what is no question of their phase', () => {
    expect(() => responders['design_context']?.({ input: 'hello' })).toThrow();
  });
});
