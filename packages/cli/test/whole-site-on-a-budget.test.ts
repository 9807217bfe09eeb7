import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunReport } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { qualityReport, readBrief, responders, site, website } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import { plainPicture } from './plain-picture.js';

describe('a budget a little above what a website costs', () => {
  let sandbox: Sandbox;

  const run = async (name: string, usd?: number): Promise<RunReport> => {
    const { brief } = await readBrief(`examples/briefs/${name}.yaml`);
    const keys = [{ id: 'sandbox', secret: 'sandbox' }];
    const model = openaiPool({ keys, baseURL: sandbox.baseUrl, env: {} });
    return website.run({ brief }, { resources: { model }, ...(usd !== undefined && { budget: { usd } }) });
  };

  beforeAll(async () => {
    sandbox = await startSandbox({ responders, images: plainPicture });
  });
  afterAll(() => sandbox.close());

  it.each(['bakery', 'climbing-gym', 'law-firm'])('is enough for all of it: %s', async (name) => {
    const { usd } = (await run(name)).summary.cost;
    const report = await run(name, 1.2 * usd);
    expect(report.status).toBe('succeeded');
    expect([report.has(site), report.has(qualityReport)]).toEqual([true, true]);
    expect(report.summary.cost.usd).toBeCloseTo(usd, 6);
  });
});
