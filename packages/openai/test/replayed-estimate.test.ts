import { describe, expect, it, jest } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import { z } from 'zod';
import type { ModelClient } from '../src/index.js';

const counted: string[] = [];
jest.unstable_mockModule('../src/count-tokens.js', () => ({
  countTokens: async (text: string) => {
    counted.push(text);
    return text.length;
  },
}));
// After the counter has been replaced.
const { run } = await import('./asking.js');
const { sandboxed } = await import('./rig.js');

const say = { instructions: 'Say it.', input: 'x' };
const title = { ...say, name: 'title', schema: z.object({ title: z.string() }) };

describe('the tokens of a call', () => {
  it.each([
    ['a text', (client: ModelClient) => client.text(say)],
    ['an object', (client: ModelClient) => client.object(title)],
    ['a picture', (client: ModelClient) => client.image({ prompt: 'bread', width: 512, height: 512 })],
  ])('are counted when it is made, and not when it is replayed: %s', async (_what, ask) => {
    await using rig = await sandboxed();
    const { pool } = rig;
    const store = memoryStore();
    counted.length = 0;
    const first = await run({ pool, store, ask, isBroken: true });
    expect(first.summary.calls).toMatchObject({ answered: 1, replayed: 0 });
    expect(counted).not.toEqual([]);
    counted.length = 0;
    const second = await run({ pool, store, ask });
    expect(second.summary.calls).toMatchObject({ answered: 0, replayed: 1 });
    expect(counted).toEqual([]);
  });
});
