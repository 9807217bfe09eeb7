import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { qualityReportSchema } from '../../src/quality-assessment/artifact.js';
import { assessSite } from '../../src/quality-assessment/assess.js';
import { textFile } from '../../src/site-assembly/site-file.js';
import { exampleBrief } from '../image-planning/inputs.js';

const brief = exampleBrief('bakery');

/** Pieces that documents are made of, whole and broken. */
const pieces = fc.constantFrom(
  ...'<main> </main> <section> <h1> <h3> </h1> <p> <a_href=" "> <img_src= <!-- </script> <style> }} url( lang="x" <title>'.split(
    ' ',
  ),
  ...'[[[ } “ ” £ 99 % &amp; :// # { @import_" {"@type":'.split(' '),
  '<script type="application/ld+json">',
  '36 h',
  'Anna Berg',
  '\u0000',
  '\ud800',
);
const document = fc.array(fc.oneof(pieces, fc.string({ maxLength: 12, unit: 'binary' })), { maxLength: 30 });

describe('assessSite', () => {
  it('gives a report on any files, however broken', async () => {
    await fc.assert(
      fc.asyncProperty(document, document, async (html, css) => {
        const site = {
          files: [
            textFile('index.html', html.join('').replaceAll('_', ' ')),
            textFile('a.css', css.join('').replaceAll('_', ' ')),
            textFile('sitemap.xml', html.join('').replaceAll('_', ' ')),
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
