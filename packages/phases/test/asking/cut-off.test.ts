import { describe, expect, it } from '@jest/globals';
import type { RunReport } from '@phasegraph/engine';
import { memoryStore } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import type { OpenaiPool } from '@phasegraph/openai';
import { responders } from '../../src/offline/responders.js';
import { website, websitePhases } from '../../src/website.js';
import { exampleBrief } from '../image-planning/inputs.js';

/** Everything of the website that is asked for in words. */
const targets = websitePhases
  .filter(({ name, uses }) => 'model' in uses && name !== 'image-generation')
  .flatMap(({ outputs }) => Object.values(outputs));

interface Body {
  readonly text: { readonly format: { readonly name: string } };
  readonly input: readonly { readonly content: string }[];
  readonly max_output_tokens: number;
}

/** A model that thinks for so many tokens before it answers by rule, and the caps of what it was asked, by question. */
function thinkingModel(tokens: number): { pool: OpenaiPool; caps: Map<string, number[]> } {
  const caps = new Map<string, number[]>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    // The client asks by `/responses` alone, for objects.
    const body = (await new Request(input, init).json()) as Body;
    const { name } = body.text.format;
    const cap = body.max_output_tokens;
    caps.set(name, [...(caps.get(name) ?? []), cap]);
    const answer = { input: JSON.parse(body.input[0]?.content ?? '') as unknown };
    const text = JSON.stringify(responders[name]?.(answer));
    const isWhole = tokens + text.length / 4 <= cap;
    return Response.json({
      status: isWhole ? 'completed' : 'incomplete',
      incomplete_details: isWhole ? null : { reason: 'max_output_tokens' },
      output: isWhole ? [{ type: 'message', content: [{ type: 'output_text', text }] }] : [],
    });
  };
  const keys = [{ id: 'first', secret: 'not-a-real-key' }];
  return { pool: openaiPool({ keys, baseURL: 'http://model.test/v1', env: {}, fetch }), caps };
}

function run(pool: OpenaiPool, store = memoryStore()): Promise<RunReport> {
  return website.run({ brief: exampleBrief('bakery') }, { resources: { model: pool }, targets, store });
}

describe('a model that thinks longer than most', () => {
  it('is asked once more with four times the room, and the site is the model’s', async () => {
    const { pool, caps } = thinkingModel(9_000);
    const store = memoryStore();
    const report = await run(pool, store);
    expect(report.status).toBe('succeeded');
    expect([...caps.keys()].toSorted()).toEqual(Object.keys(responders).toSorted());
    const [small = 0, large = 0] = caps.get('style_choice') ?? [];
    expect(large).toBe(4 * small);
    const { answered, failed } = report.summary.calls;
    expect(failed).toBe(answered);
    const again = await run(pool, store);
    expect(again.summary.calls).toMatchObject({ answered: 0, failed: 0 });
  });

  it('has its part made by rule when it is cut off again, and the report says why', async () => {
    const { pool, caps } = thinkingModel(60_000);
    const report = await run(pool);
    expect(report.status).toBe('degraded');
    expect(caps.get('style_choice')).toHaveLength(2);
    const styled = report.tasks.find(({ phase }) => phase === 'style-system');
    expect(styled?.end).toMatchObject({
      status: 'degraded',
      error: { message: expect.stringContaining('was cut off after 13200 output tokens') },
    });
  });
});
