import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { factsNamed, factsOf, readBrief, responders, sections, site, website } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import sharp from 'sharp';

/** What a run asked the provider for: the tasks that made calls, by phase. */
type Calls = Readonly<Record<string, readonly string[]>>;

describe('a website whose brief has changed', () => {
  let sandbox: Sandbox;
  let brief: Brief;
  let store: Store;
  let first: RunReport;

  const run = (changed: Brief): Promise<RunReport> => {
    const keys = [{ id: 'sandbox', secret: 'sandbox' }];
    const pool = openaiPool({ keys, baseURL: sandbox.baseUrl, env: {} });
    return website.run({ brief: changed }, { resources: { model: pool }, store });
  };

  beforeAll(async () => {
    sandbox = await startSandbox({
      responders,
      images: ({ width, height }) =>
        sharp({ create: { width, height, channels: 3, background: '#806040' } })
          .webp()
          .toBuffer(),
    });
    ({ brief } = await readBrief('examples/briefs/bakery.yaml'));
    store = memoryStore();
    first = await run(brief);
  });
  afterAll(async () => {
    store.close();
    await sandbox.close();
  });

  it('is paid for in full the first time', () => {
    expect(countsOf(callsOf(first))).toEqual({
      'design-context': 1,
      'design-strategy': 1,
      'section-planning': 1,
      'style-system': 1,
      'layout-generation': 1,
      'page-planning': 1,
      'image-planning': 1,
      'seo-strategy': 1,
      copywriting: 14,
      'image-generation': 7,
      'seo-metadata': 3,
    });
  });

  it('costs nothing when nothing has changed', async () => {
    expect(callsOf(await run(brief))).toEqual({});
  });

  it('asks only for the copy that shows the telephone number, when that is another one', async () => {
    const phone = '+44 1584 555 0199';
    const report = await run({ ...brief, contact: { ...brief.contact, phone } });
    const showing = first
      .value(sections)
      .filter(({ type, factIds }) => type === 'faq' || shows(brief, factIds, 'contact.phone'))
      .map(({ key }) => `copywriting[${key}]`)
      .toSorted();
    // Titles and descriptions are written from the words of the sections, of which some have changed.
    const { 'seo-metadata': _described, ...others } = callsOf(report);
    expect(others).toEqual({ copywriting: showing });
    expect(showing.length).toBeGreaterThan(0);
    expect(saysIn(report, phone)).toBe(true);
  });

  it('asks only for the copy that shows the product, when its price is another one', async () => {
    const [product, ...others] = brief.products ?? [];
    if (product === undefined) throw new Error('The example has products');
    const report = await run({ ...brief, products: [{ ...product, price: '£5.10' }, ...others] });
    const showing = first
      .value(sections)
      .filter(({ factIds }) => shows(brief, factIds, 'product.1.price'))
      .map(({ key }) => `copywriting[${key}]`)
      .toSorted();
    expect(callsOf(report)).toEqual({ copywriting: showing });
    expect(showing.length).toBeGreaterThan(0);
    expect(saysIn(report, '£5.10')).toBe(true);
  });

  it('asks for no copy, when the colour of the brand is another one', async () => {
    const report = await run({ ...brief, brand: { ...brief.brand, primary: '#2f5d8a' } });
    expect(countsOf(callsOf(report))).toEqual({
      'design-strategy': 1,
      'style-system': 1,
      'image-planning': 1,
      'image-generation': 7,
    });
  });

  it('asks for no plan of sections and no picture, when it is to sound otherwise', async () => {
    const report = await run({ ...brief, tone: [...brief.tone, 'dry'] });
    expect(countsOf(callsOf(report))).toEqual({
      'design-context': 1,
      'design-strategy': 1,
      'style-system': 1,
      'layout-generation': 1,
      copywriting: 14,
    });
  });
});

/** Whether a file of the site has a text. */
function saysIn(report: RunReport, text: string): boolean {
  return report.value(site).files.some(({ data }) => typeof data === 'string' && data.includes(text));
}

function shows(brief: Brief, factIds: readonly string[], fact: string): boolean {
  return factsNamed(factsOf(brief), factIds).some(({ id }) => id === fact);
}

function callsOf(report: RunReport): Calls {
  expect(report.status).toBe('succeeded');
  const calls: Record<string, string[]> = {};
  for (const event of report.events)
    if (event.type === 'call-ended') (calls[event.phase] ??= []).push(event.task);
  return Object.fromEntries(Object.entries(calls).map(([phase, tasks]) => [phase, tasks.toSorted()]));
}

function countsOf(calls: Calls): Record<string, number> {
  return Object.fromEntries(Object.entries(calls).map(([phase, tasks]) => [phase, tasks.length]));
}
