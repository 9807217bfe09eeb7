import { describe, expect, it } from '@jest/globals';
import { artifact, artifactList, definePhase, definePipeline, each } from '@phasegraph/engine';
import { z } from 'zod';
import { model, openaiPool } from '../src/index.js';
import { sandboxed, secrets } from './rig.js';

const topic = artifact('topic', z.string());
const outline = artifactList('outline', z.object({ id: z.string() }), { key: ({ id }) => id });
const section = artifactList('section', z.object({ text: z.string() }));
const partsSchema = z.object({ parts: z.array(z.object({ id: z.string() })) });

// topic -> outline* -> section*
const pipeline = definePipeline({
  name: 'essay',
  given: { topic },
  phases: [
    definePhase({
      name: 'plan-outline',
      inputs: { topic },
      outputs: { outline },
      uses: { model },
      run: async ({ topic }, { model }) => {
        const request = { name: 'parts', schema: partsSchema, instructions: 'Plan.', input: { topic } };
        return { outline: (await model.object(request)).parts };
      },
    }),
    definePhase({
      name: 'write-section',
      inputs: { part: each(outline) },
      outputs: { section },
      uses: { model },
      retry: { attempts: 2, baseMs: 1 },
      run: async ({ part }, { model }) => ({
        section: { text: await model.text({ instructions: 'Write.', input: part.id }) },
      }),
    }),
  ],
});

describe('a run on a pool', () => {
  it('is complete with one of two keys revoked and a server that stumbles, and names keys by id alone', async () => {
    await using rig = await sandboxed({
      keys: [{ secret: secrets[1] }],
      responders: { parts: () => ({ parts: ['a', 'b', 'c', 'd'].map((id) => ({ id })) }) },
      text: ({ input }) => `about ${String(input)}`,
      faults: ({ input, nth }) => (input === 'c' && nth <= 4 ? { status: 500 } : undefined),
    });
    const pool = openaiPool({
      keys: secrets.map((secret, index) => ({ id: ['revoked', 'good'][index] ?? '', secret })),
      baseURL: rig.sandbox.baseUrl,
      env: {},
    });
    const report = await pipeline.run({ topic: 'bread' }, { resources: { model: pool } });

    expect(report.status).toBe('succeeded');
    expect(report.value(section)).toEqual(['a', 'b', 'c', 'd'].map((id) => ({ text: `about ${id}` })));
    const calls = report.events.flatMap((event) => (event.type === 'call-ended' ? [event.call] : []));
    expect(calls.filter(({ outcome }) => outcome === 'answered')).toHaveLength(5);
    expect(calls.map(({ keyId, error }) => error && `${keyId} ${error}`).filter(Boolean)).toEqual([
      'revoked unauthorized',
      'good server',
    ]);
    // The 401 cost the task no attempt, the 500 did.
    const attempts = report.events.flatMap((event) => (event.type === 'attempt-failed' ? [event.task] : []));
    expect(attempts).toEqual(['write-section[c]']);
    expect(JSON.stringify(report.events)).not.toMatch(new RegExp(secrets.join('|')));
  });
});
