import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { qualityReportSchema } from '../../src/quality-assessment/artifact.js';
import { assessSite } from '../../src/quality-assessment/assess.js';
import { textFile } from '../../src/site-assembly/site-file.js';
import { exampleBrief } from '../image-planning/inputs.js';

const brief = exampleBrief('bakery');

/** Pieces that documents are made of, whole and broken. */
const pieces = fc.constantFrom(
  ...[
    '<main>',
    '</main>',
    '<section>',
    '<h1>',
    '<h3>',
    '</h1>',
    '<p>',
    '<a href="',
    '">',
    '<img src=',
    "'",
    '<!--',
  ],
  ...[
    '<script type="application/ld+json">',
    '{"@type":',
    '[[[',
    '}',
    '</script>',
    '<style>',
    '@import "',
    '}}',
    'url(',
  ],
  ...[
    ' lang="x"',
    '<title>',
    '“',
    '”',
    '£',
    '36 h',
    '99',
    '%',
    'Anna Berg',
    '&amp;',
    '\u0000',
    '\ud800',
    '://',
    '#',
  ],
);
const document = fc.array(fc.oneof(pieces, fc.string({ maxLength: 12, unit: 'binary' })), { maxLength: 30 });

describe('assessSite', () => {
  it('gives a report on any files, however broken', async () => {
    await fc.assert(
      fc.asyncProperty(document, document, async (html, css) => {
        const site = {
          files: [
            textFile('index.html', html.join('')),
            textFile('a.css', css.join('')),
            textFile('sitemap.xml', html.join('')),
          ],
        };
        const report = await assessSite(site, brief);
        expect(qualityReportSchema.safeParse(report).error).toBeUndefined();
        // Nothing that is made of these pieces is a site.
        expect(report.counts.error).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});
