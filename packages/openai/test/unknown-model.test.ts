import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { answer } from '../src/index.js';
import { sandboxed } from './rig.js';

const plan = answer('plan', z.object({ parts: z.array(z.object({ id: z.string() })) }));
const value = { parts: [{ id: 'a' }, { id: 'b' }] };
const ask = { instructions: 'Plan.', input: 'bread' };
const picture = { prompt: 'a loaf', width: 900, height: 1600 };

describe('a model that nobody here has heard of', () => {
  it.each(['responses', 'chat'] as const)('does everything that others do, by %s', async (api) => {
    await using rig = await sandboxed(
      {
        models: ['house-writer', 'house-painter'],
        responders: { plan: () => value },
        text: () => 'hi',
        faults: ({ schemaName, nth }) =>
          schemaName !== undefined && nth === 1 ? { kind: 'invalid-json' } : undefined,
      },
      {
        api,
        models: { text: 'house-writer', image: 'house-painter' },
        limits: { 'house-writer': { tpm: 100_000, rpm: 100 }, 'house-painter': { ipm: 5 } },
      },
    );
    const seen: string[] = [];
    const items = { of: 'parts', onItem: ({ id }: { id: string }) => void seen.push(id) } as const;
    expect(await rig.client.object({ ...plan, ...ask })).toEqual(value); // after a correction
    expect(await rig.client.object({ ...plan, ...ask, items })).toEqual(value);
    expect(seen).toEqual(['a', 'b']);
    expect(await rig.client.text(ask)).toBe('hi');
    expect(await rig.client.image(picture)).toMatchObject({ format: 'png', width: 1024, height: 1536 });
    expect(new Set(rig.reports.map(({ target }) => target))).toEqual(
      new Set(['house-writer', 'house-painter']),
    );
    expect(rig.reports.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'answered'));
  });

  it('may be named by a call, too', async () => {
    await using rig = await sandboxed({ models: ['house-writer', 'house-painter'], text: () => 'hi' });
    expect(await rig.client.text({ ...ask, model: 'house-writer' })).toBe('hi');
    await rig.client.image({ ...picture, model: 'house-painter' });
    expect(rig.sandbox.requests.map(({ status }) => status)).toEqual([200, 200]);
  });
});
