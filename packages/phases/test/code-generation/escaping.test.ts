import { describe, expect, it } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import fc from 'fast-check';
import type { Brief } from '../../src/brief/schema.js';
import { sampleBrief, samplePages } from './sample-site.js';

/** A text that breaks out of whatever forgets to escape it: text, attributes, scripts, comments, styles. */
const hostile = `"'><img src=x onerror=alert(1)><script>alert(1)</script></script><!--</style>&lt;b&gt;`;

/** The brief with a text added to everything in it that is free text. */
function spoilt(value: unknown, text: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => spoilt(item, text, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, spoilt(inner, text, name)]),
    );
  }
  const free = !/url|email|language|days|opens|closes|primary|accent|Font|target|formAction|mapUrl/.test(key);
  return typeof value === 'string' && free ? `${value} ${text}` : value;
}

function shape(html: string): { scripts: number; images: number; handlers: number; styles: number } {
  const all = DomUtils.findAll(() => true, parseDocument(html).children);
  return {
    scripts: all.filter((element) => element.name === 'script').length,
    images: all.filter((element) => element.name === 'img').length,
    styles: all.filter((element) => element.name === 'style' || element.name === 'b').length,
    handlers: all.flatMap((element) => Object.keys(element.attribs)).filter((name) => name.startsWith('on'))
      .length,
  };
}

describe('escaping', () => {
  const brief = sampleBrief('bakery');
  // Only free text was changed, so it is a brief still.
  const hostileBrief = spoilt(brief, hostile) as Brief;
  const plain = samplePages('bakery', 'Words', brief).map((page) => shape(page.contents));

  it('shows hostile text as text, in every slot of copy and brief', () => {
    const pages = samplePages('bakery', hostile, hostileBrief);
    expect(pages.map((page) => shape(page.contents))).toEqual(plain);
    for (const page of pages) expect(page.contents).not.toContain('<script>alert');
  });

  it('keeps structured data whole whatever it says', () => {
    const [home] = samplePages('bakery', hostile, hostileBrief);
    const script = DomUtils.findAll(
      (element) => element.name === 'script',
      parseDocument(home?.contents ?? '').children,
    )[0];
    expect(script).toBeDefined();
    expect(JSON.parse(DomUtils.textContent(script ?? []))).toMatchObject({
      '@graph': expect.arrayContaining([
        expect.objectContaining({ name: hostileBrief.name, description: hostile }),
      ]),
    });
  });

  it('does so for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const pages = samplePages('bakery', text, spoilt(brief, text) as Brief);
        expect(pages.map((page) => shape(page.contents))).toEqual(plain);
      }),
      { numRuns: 15 },
    );
  });
});
