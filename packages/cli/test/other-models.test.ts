import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { readBrief, responders, website } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import { plainPicture } from './plain-picture.js';

describe('a website by another model', () => {
  let sandbox: Sandbox;
  let brief: Brief;
  let store: Store;

  const run = (models: { readonly text: string; readonly image: string }): Promise<RunReport> => {
    const keys = [{ id: 'sandbox', secret: 'sandbox' }];
    const pool = openaiPool({ keys, baseURL: sandbox.baseUrl, env: {}, models });
    return website.run({ brief }, { resources: { model: pool }, store });
  };

  const targetsOf = ({ events }: RunReport): string[] => [
    ...new Set(events.flatMap((event) => (event.type === 'call-ended' ? [event.call.target] : []))),
  ];

  beforeAll(async () => {
    sandbox = await startSandbox({ responders, images: plainPicture });
    ({ brief } = await readBrief('examples/briefs/bakery.yaml'));
    store = memoryStore();
    await run({ text: 'gpt-5.2', image: 'gpt-image-1' });
  });
  afterAll(async () => {
    store.close();
    await sandbox.close();
  });

  it('for pictures makes the pictures anew, and no text', async () => {
    const report = await run({ text: 'gpt-5.2', image: 'gpt-image-1.5' });
    expect(targetsOf(report)).toEqual(['gpt-image-1.5']);
    expect(report.summary.calls).toMatchObject({ answered: 7, replayed: 0 });
  });

  it('for texts makes the texts anew, and no picture whose prompt stays', async () => {
    const report = await run({ text: 'gpt-5.1', image: 'gpt-image-1' });
    expect(targetsOf(report)).toEqual(['gpt-5.1']);
  });
});
