import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryStore } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { readBrief, responders, site, website } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import sharp from 'sharp';
import { z } from 'zod';

/** How many calls the provider answered, by phase. */
type Calls = Readonly<Record<string, number>>;

/** Another brief, and what has to come of it. */
interface Change {
  readonly what: string;
  readonly change: (brief: Brief) => Brief;
  /** What the site said before and must not say any more. */
  readonly gone: readonly string[];
  /** What it says now. */
  readonly shown: readonly string[];
  /** What is paid for; left out where everything depends on the change. */
  readonly calls?: Calls;
}

const changes: readonly Change[] = [
  {
    what: 'the telephone number',
    change: (brief) => ({ ...brief, contact: { ...brief.contact, phone: '+44 1584 555 0199' } }),
    gone: ['+44 1584 555 0142', '+4415845550142'],
    shown: ['+44 1584 555 0199', 'tel:+4415845550199'],
    // The words below the questions have it.
    calls: { copywriting: 1 },
  },
  {
    what: 'the mail address',
    change: (brief) => ({ ...brief, contact: { ...brief.contact, email: 'counter@hearthandrye.example' } }),
    gone: ['hello@hearthandrye.example'],
    shown: ['mailto:counter@hearthandrye.example'],
    calls: { copywriting: 1 },
  },
  {
    what: 'the price of a product',
    change: (brief) => ({
      ...brief,
      products: brief.products?.map((product, at) => (at === 0 ? { ...product, price: '£5.15' } : product)),
    }),
    gone: ['£4.80', '"4.80"'],
    shown: ['£5.15', '"5.15"'],
    calls: {},
  },
  {
    what: 'the postal address',
    change: (brief) => ({
      ...brief,
      statements: brief.statements.map((statement) => statement.replace('14 Mill Lane', '3 Castle Square')),
      contact: {
        ...brief.contact,
        address: {
          street: '3 Castle Square',
          locality: 'Ludlow',
          region: 'Shropshire',
          postalCode: 'SY8 1AZ',
        },
        mapUrl: 'https://www.openstreetmap.org/?mlat=52.3679&mlon=-2.7197#map=17/52.3679/-2.7197',
      },
    }),
    gone: ['14 Mill Lane', 'SY8 1AA', '52.3676', '-2.7181'],
    shown: ['3 Castle Square', 'SY8 1AZ', '52.3679'],
  },
  {
    what: 'the tone',
    change: (brief) => ({ ...brief, tone: [...brief.tone, 'dry'] }),
    gone: [],
    shown: [],
    calls: {
      'design-context': 1,
      'design-strategy': 1,
      'style-system': 1,
      'layout-generation': 1,
      copywriting: 14,
      'seo-metadata': 3,
    },
  },
  {
    what: 'the whole tone',
    change: (brief) => ({ ...brief, tone: ['playful', 'fun', 'bright'] }),
    gone: [],
    shown: [],
  },
  {
    what: 'the first colour of the brand',
    change: (brief) => ({ ...brief, brand: { ...brief.brand, primary: '#2f5d8a' } }),
    gone: ['#a6450f'],
    shown: ['#2f5d8a'],
    calls: { 'design-strategy': 1, 'style-system': 1, 'image-generation': 7 },
  },
  {
    what: 'the language',
    change: (brief) => ({ ...brief, language: 'de' }),
    gone: ['en-GB', 'Opening hours', 'Skip to content'],
    shown: ['lang="de"', 'Öffnungszeiten'],
  },
];

describe('a website whose brief has changed', () => {
  let sandbox: Sandbox;
  let brief: Brief;
  let store: Store;
  let first: RunReport;

  const run = (of: Brief, into: Store): Promise<RunReport> => {
    const keys = [{ id: 'sandbox', secret: 'sandbox' }];
    const pool = openaiPool({ keys, baseURL: sandbox.baseUrl, env: {} });
    return website.run({ brief: of }, { resources: { model: pool }, store: into });
  };

  beforeAll(async () => {
    sandbox = await startSandbox({
      responders: { ...responders, section_copy: writesOtherwise },
      // A colour of its own for each prompt: a picture that was to be another one is seen to be the old one.
      images: ({ prompt, width, height }) => {
        const background = `#${createHash('sha256').update(prompt).digest('hex').slice(0, 6)}`;
        return sharp({ create: { width, height, channels: 3, background } })
          .webp()
          .toBuffer();
      },
    });
    ({ brief } = await readBrief('examples/briefs/bakery.yaml'));
    store = memoryStore();
    first = await run(brief, store);
  });
  afterAll(async () => {
    store.close();
    await sandbox.close();
  });

  it('is paid for in full the first time', () => {
    expect(callsOf(first)).toEqual({
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
    expect(callsOf(await run(brief, store))).toEqual({});
  });

  it.each(changes)('pays for what $what shows in, and is what it would be from nothing', async (to) => {
    const { change, gone, shown, calls } = to;
    const changed = change(brief);
    const report = await run(changed, store);
    const fromNothing = memoryStore();
    const anew = await run(changed, fromNothing);
    fromNothing.close();
    if (calls !== undefined) expect(callsOf(report)).toEqual(calls);
    // What is looked for is there to be found.
    expect(gone.filter((text) => whereSaid(first, text).length === 0)).toEqual([]);
    expect(gone.flatMap((text) => whereSaid(report, text))).toEqual([]);
    expect(shown.filter((text) => whereSaid(report, text).length === 0)).toEqual([]);
    expect(hashesOf(report)).toEqual(hashesOf(anew));
    expect(hashesOf(report)).not.toEqual(hashesOf(first));
  });
});

/** Words by rule, with a mark of everything that they were asked from: as with a model, another question gives others. */
function writesOtherwise({ input }: { readonly input: unknown }): unknown {
  const byRule = copyByRule.parse(responders['section_copy']?.({ input }));
  const mark = letters(createHash('sha256').update(JSON.stringify(input)).digest('hex'));
  return byRule.lead === null ? byRule : { ...byRule, lead: `${byRule.lead} ${mark}.` };
}

const copyByRule = z.looseObject({ lead: z.string().nullable() });

/** Eight letters of a hash: a digit would state something. */
function letters(hash: string): string {
  return hash.slice(0, 8).replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}

/** The files of the site that have a text, in their path or in themselves. */
function whereSaid(report: RunReport, text: string): string[] {
  return report
    .value(site)
    .files.filter(
      ({ path, data }) => path.includes(text) || (typeof data === 'string' && data.includes(text)),
    )
    .map(({ path }) => `${path}: ${text}`);
}

/** Every file of the site with the hash of its bytes. */
function hashesOf(report: RunReport): Record<string, string> {
  return Object.fromEntries(report.value(site).files.map(({ path, sha256 }) => [path, sha256]));
}

/** The calls that were made; an answer on record is none. */
function callsOf(report: RunReport): Calls {
  expect(report.status).toBe('succeeded');
  const calls: Record<string, number> = {};
  for (const event of report.events) {
    if (event.type !== 'call-ended' || event.call.outcome === 'replayed') continue;
    calls[event.phase] = (calls[event.phase] ?? 0) + 1;
  }
  return calls;
}
