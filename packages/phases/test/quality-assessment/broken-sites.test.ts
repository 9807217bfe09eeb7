import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { assessSite, checks } from '../../src/quality-assessment/assess.js';
import { readSite } from '../../src/quality-assessment/site-reading.js';
import type { Site } from '../../src/site-assembly/artifact.js';
import { exampleBrief } from '../image-planning/inputs.js';
import { siteByRule } from './example-site.js';
import { addToMain, changed, replaced, swap, without } from './mutations.js';
import type { Mutation } from './mutations.js';

const brief = exampleBrief('bakery');
let good: Site;
beforeAll(async () => {
  good = await siteByRule(brief);
});

/** A way to break the site, the check that has to find it, whose it is, and on which page. */
type Case = readonly [what: string, mutation: Mutation, check: string, phase: string, page: string | null];

const home = 'index.html';
const visit = 'visit.html';
const css = 'assets/site.css';
const hero = 'assets/images/hero-main.webp';

const cases: readonly Case[] = [
  [
    'a link to a page that is not there',
    swap(home, 'href="visit.html"', 'href="visits.html"'),
    'links',
    'code-generation',
    home,
  ],
  [
    'an anchor that is not there',
    swap(home, 'href="#contact"', 'href="#contract"'),
    'links',
    'code-generation',
    home,
  ],
  [
    'an anchor of another page that is not there',
    swap(visit, 'index.html#contact', 'index.html#form'),
    'links',
    'code-generation',
    visit,
  ],
  ['a link without an address', swap(home, 'href="#contact"', 'href=""'), 'links', 'code-generation', home],
  [
    'a link to a place that the brief does not name',
    addToMain(home, '<p>See <a href="https://elsewhere.example/">more</a></p>'),
    'links',
    'code-generation',
    home,
  ],
  [
    'a link that runs a script',
    swap(home, 'href="#contact"', 'href="javascript:alert(1)"'),
    'links',
    'code-generation',
    home,
  ],
  ['mail to somebody else', swap(home, 'mailto:hello@', 'mailto:hallo@'), 'links', 'code-generation', home],
  [
    'another telephone number in a link',
    swap(home, 'tel:+4415845550142', 'tel:+4415845550143'),
    'links',
    'code-generation',
    home,
  ],
  ['a picture that nobody made', without(hero), 'links', 'image-generation', home],
  [
    'a smaller version that nobody made',
    without('assets/images/hero-main-480.webp'),
    'links',
    'image-generation',
    home,
  ],
  [
    'a font that is not there',
    without('assets/fonts/fraunces-latin-opsz-normal.woff2'),
    'links',
    'site-assembly',
    home,
  ],
  ['a pattern in the styles that is not there', without('assets/band.svg'), 'links', 'site-assembly', null],

  [
    'a font from elsewhere',
    swap(css, "url('fonts/", "url('https://fonts.example/"),
    'external-requests',
    'code-generation',
    null,
  ],
  [
    'styles imported from elsewhere',
    changed(css, (text) => `@import "https://cdn.example/a.css";${text}`),
    'external-requests',
    'code-generation',
    null,
  ],
  [
    'styles of a page imported from elsewhere',
    swap(home, '</head>', '<style>@import "https://cdn.example/a.css";</style></head>'),
    'external-requests',
    'code-generation',
    home,
  ],
  ['a stylesheet that is not there', without(css), 'links', 'site-assembly', home],
  [
    'a script from elsewhere',
    swap(home, '</head>', '<script src="//cdn.example/a.js"></script></head>'),
    'external-requests',
    'code-generation',
    home,
  ],
  [
    'a picture from elsewhere',
    addToMain(home, '<img src="https://pictures.example/a.webp" width="10" height="10" alt="">'),
    'external-requests',
    'code-generation',
    home,
  ],
  [
    'a map in a frame',
    addToMain(visit, '<iframe src="https://maps.example/" title="Map"></iframe>'),
    'external-requests',
    'code-generation',
    visit,
  ],
  [
    'a background from elsewhere in a style attribute',
    addToMain(home, '<p style="background:url(https://x.example/a.png)">Bread</p>'),
    'external-requests',
    'code-generation',
    home,
  ],

  [
    'no h1',
    changed(home, (text) => text.replaceAll(/(<\/?)h1/g, '$1h2')),
    'headings',
    'code-generation',
    home,
  ],
  ['two h1', swap(home, /<h2([^>]*)>(.*?)<\/h2>/, '<h1$1>$2</h1>'), 'headings', 'code-generation', home],
  [
    'a level left out',
    addToMain(visit, '<h2>Bread</h2><h4>Bread</h4><p>Bread</p>'),
    'headings',
    'code-generation',
    visit,
  ],
  ['an empty heading', swap(visit, /(<h2[^>]*>)Before you come/, '$1'), 'headings', 'copywriting', visit],

  [
    'no main',
    changed(home, (text) => text.replace('<main', '<div').replace('</main>', '</div>')),
    'landmarks',
    'code-generation',
    home,
  ],
  ['two mains', addToMain(home, '</main><main><p>Bread</p>'), 'landmarks', 'code-generation', home],
  [
    'no header of the page',
    swap(home, /<header class="top.*?<\/header>/, ''),
    'landmarks',
    'code-generation',
    home,
  ],
  ['no footer', swap(home, /<footer.*<\/footer>/, ''), 'landmarks', 'code-generation', home],
  [
    'no nav',
    changed(home, (text) => text.replaceAll(/(<\/?)nav/g, '$1div')),
    'landmarks',
    'code-generation',
    home,
  ],
  [
    'a second nav without a name',
    addToMain(home, '<nav><a href="visit.html">Visit</a></nav>'),
    'landmarks',
    'code-generation',
    home,
  ],

  [
    'a picture without alternative text',
    swap(home, / alt="A round loaf[^"]*"/, ''),
    'images',
    'code-generation',
    home,
  ],
  [
    'alternative text that says "image of"',
    swap(home, 'alt="A round', 'alt="Image of a round'),
    'images',
    'image-planning',
    home,
  ],
  [
    'a file name as alternative text',
    swap(home, /alt="A round loaf[^"]*"/, 'alt="hero-main.webp"'),
    'images',
    'image-planning',
    home,
  ],
  ['a picture without a height', swap(home, ' height="1360"', ''), 'images', 'code-generation', home],
  [
    'a picture that is squeezed',
    swap(home, ' height="1360"', ' height="900"'),
    'images',
    'image-generation',
    home,
  ],
  ['a false width in a srcset', swap(home, '480w', '500w'), 'images', 'image-generation', home],
  [
    'a picture that cannot be decoded',
    replaced(hero, new TextEncoder().encode('no picture')),
    'images',
    'image-generation',
    home,
  ],

  [
    'a field without a label',
    swap(home, /<label for="contact-name">.*?<\/label>/, ''),
    'labels',
    'code-generation',
    home,
  ],
  [
    'a link without words',
    swap(home, /(<a class="button button-small"[^>]*>)[^<]*/, '$1'),
    'labels',
    'code-generation',
    home,
  ],
  ['an id that stands twice', addToMain(home, '<p id="hero">Bread</p>'), 'ids', 'code-generation', home],
  [
    'a name that refers to nothing',
    swap(home, 'aria-labelledby="hero-heading"', 'aria-labelledby="heroes"'),
    'ids',
    'code-generation',
    home,
  ],
  ['no language', swap(home, ' lang="en-GB"', ''), 'language', 'code-generation', home],
  [
    'another language on the page for errors',
    swap('404.html', 'lang="en-GB"', 'lang="fr"'),
    'language',
    'site-assembly',
    '404.html',
  ],

  ['text that is too pale', swap(css, /--muted:#\w+/, '--muted:#9a8a80'), 'contrast', 'style-system', null],
  [
    'text that is too dark in the dark mode',
    changed(css, (text) => replaceLast(text, /--text:#\w+/g, '--text:#554433')),
    'contrast',
    'style-system',
    null,
  ],
  [
    'a button nobody can read',
    swap(css, /--on-primary:#\w+/, '--on-primary:#a8480f'),
    'contrast',
    'style-system',
    null,
  ],
  ['a colour that is not there', swap(css, /--focus:#\w+;/, ''), 'contrast', 'style-system', null],

  [
    'a document of half a megabyte',
    addToMain(home, `<p>${'Bread. '.repeat(70_000)}</p>`),
    'weight',
    'code-generation',
    home,
  ],
  [
    'styles of half a megabyte',
    changed(css, (text) => text + '.a{color:red}'.repeat(40_000)),
    'weight',
    'code-generation',
    home,
  ],

  [
    'a section with nothing under its heading',
    addToMain(home, '<section><h2>Bread</h2></section>'),
    'empty-sections',
    'copywriting',
    home,
  ],
  ['an empty paragraph', addToMain(home, '<p> </p>'), 'empty-sections', 'code-generation', home],
  ['an empty page', swap(visit, /<section.*<\/section>/, ''), 'empty-sections', 'page-planning', visit],
  [
    'text that was never filled in',
    addToMain(home, '<p>Lorem ipsum dolor.</p>'),
    'empty-sections',
    'copywriting',
    home,
  ],
  [
    'a value that was never there',
    addToMain(home, '<p>Open undefined.</p>'),
    'empty-sections',
    'code-generation',
    home,
  ],

  ['no title', swap(home, /<title>.*?<\/title>/, ''), 'metadata', 'seo-metadata', home],
  [
    'a title that is too long',
    swap(home, '<title>', `<title>${'Bread and '.repeat(5)}`),
    'metadata',
    'seo-metadata',
    home,
  ],
  [
    'a title that another page has',
    swap(visit, /<title>.*?<\/title>/, '<title>Hearth &amp; Rye – bakery in Ludlow, Shropshire</title>'),
    'metadata',
    'seo-metadata',
    visit,
  ],
  ['no description', swap(home, /<meta name="description"[^>]*>/, ''), 'metadata', 'seo-metadata', home],
  [
    'a description that is too short',
    swap(home, /(name="description" content=")[^"]*/, '$1Bread.'),
    'metadata',
    'seo-metadata',
    home,
  ],
  [
    'a description that another page has',
    swap(
      visit,
      /(name="description" content=")[^"]*/,
      '$1Our breads are flour, water and salt. The rest is time, 36 hours of it.',
    ),
    'metadata',
    'seo-metadata',
    visit,
  ],
  [
    'another canonical address',
    swap(
      visit,
      'rel="canonical" href="https://hearthandrye.example/visit.html"',
      'rel="canonical" href="https://hearthandrye.example/"',
    ),
    'metadata',
    'seo-metadata',
    visit,
  ],
  [
    'no Open Graph title',
    swap(home, /<meta property="og:title"[^>]*>/, ''),
    'metadata',
    'seo-metadata',
    home,
  ],
  ['no viewport', swap(home, /<meta name="viewport"[^>]*>/, ''), 'metadata', 'code-generation', home],

  [
    'no structured data',
    swap(home, /<script type="application\/ld\+json">.*?<\/script>/, ''),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'structured data that is not JSON',
    swap(home, '{"@context"', '{@context'),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'structured data of no vocabulary',
    swap(home, '"@context":"https://schema.org",', ''),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'an answer without a text',
    swap(visit, /"@type":"Answer","text":"[^"]*"/, '"@type":"Answer"'),
    'structured-data',
    'seo-metadata',
    visit,
  ],
  [
    'a price for machines that is another',
    swap(home, '"price":"4.80"', '"price":"3.80"'),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'a telephone number for machines that is another',
    swap(home, '"telephone":"+44 1584 555 0142"', '"telephone":"+44 1584 555 0199"'),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'an opening hour for machines that is another',
    swap(home, '"opens":"07:30"', '"opens":"06:30"'),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'an address for machines that is missing',
    swap(visit, /"address":\{[^}]*\}/, '"knowsAbout":"bread"'),
    'structured-data',
    'seo-metadata',
    visit,
  ],
  [
    'a rating',
    swap(home, '"sameAs"', '"aggregateRating":{"@type":"AggregateRating","ratingValue":5},"sameAs"'),
    'structured-data',
    'seo-metadata',
    home,
  ],
  [
    'a question for machines that visitors do not see',
    swap(visit, '<summary>Can I freeze the bread?', '<summary>Can I freeze it?'),
    'structured-data',
    'seo-metadata',
    visit,
  ],

  ['a page that the brief wants', without('our-bread.html'), 'sitemap', 'page-planning', null],
  [
    'a page that keeps search engines out',
    swap(visit, '</title>', '</title><meta name="robots" content="noindex">'),
    'sitemap',
    'code-generation',
    null,
  ],
  ['no sitemap', without('sitemap.xml'), 'sitemap', 'site-assembly', null],
  [
    'a sitemap without a page',
    swap('sitemap.xml', /<url>.*visit.*<\/url>/, ''),
    'sitemap',
    'site-assembly',
    null,
  ],
  [
    'a sitemap with a page that is none',
    swap('sitemap.xml', 'visit.html', 'visits.html'),
    'sitemap',
    'site-assembly',
    null,
  ],
  ['no robots.txt', without('robots.txt'), 'sitemap', 'site-assembly', null],
  [
    'a robots.txt without the sitemap',
    swap('robots.txt', /Sitemap:.*/, ''),
    'sitemap',
    'site-assembly',
    null,
  ],
  ['no page for errors', without('404.html'), 'sitemap', 'site-assembly', null],
  ['an icon of the manifest', without('assets/icons/icon-512.png'), 'sitemap', 'site-assembly', null],
  [
    'a manifest that is not JSON',
    changed('site.webmanifest', (text) => `${text},`),
    'sitemap',
    'site-assembly',
    null,
  ],

  ['another price', swap(home, '£4.80', '£4.20'), 'claims', 'copywriting', home],
  ['another time', swap(home, 'Order by 4 pm', 'Order by 5 pm'), 'claims', 'copywriting', home],
  [
    'another opening hour in the footer',
    changed(home, (text) => replaceLast(text, /07:30/g, '06:30')),
    'claims',
    'code-generation',
    home,
  ],
  [
    'another telephone number',
    changed(home, (text) => text.replaceAll('>+44 1584 555 0142', '>+44 1584 555 0143')),
    'claims',
    'code-generation',
    home,
  ],
  ['an invented number', addToMain(home, '<p>We bake 400 loaves a day.</p>'), 'claims', 'copywriting', home],
  [
    'an invented number in words',
    addToMain(home, '<p>We have won the hearts of seven towns.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented percentage',
    addToMain(home, '<p>Our flour is 36% wholemeal.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  ['an invented year', addToMain(home, '<p>Baking since 1987.</p>'), 'claims', 'copywriting', home],
  [
    'an invented quotation',
    addToMain(home, '<p>Our neighbours say “the best bread that we know”.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented testimonial',
    addToMain(home, '<blockquote><p>Lovely bread and lovely people.</p></blockquote>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented customer',
    addToMain(home, '<figure><p>Bread</p><figcaption>Sarah Thompson</figcaption></figure>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented baker',
    addToMain(home, '<p>Every loaf is shaped by Tom Baxter.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented baker at the start of a sentence',
    addToMain(home, '<p>Tom Baxter shapes every loaf.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented heading of a person',
    addToMain(home, '<h2>Marjorie Whitlock</h2><p>Bread.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  ['an invented place', addToMain(home, '<p>Now also in Birmingham.</p>'), 'claims', 'copywriting', home],
  ['an invented award', addToMain(home, '<p>Our award-winning rye.</p>'), 'claims', 'copywriting', home],
  [
    'an invented address',
    addToMain(home, '<p>Write to orders@hearthandrye.example.</p>'),
    'claims',
    'copywriting',
    home,
  ],
  [
    'an invented figure in alternative text',
    swap(home, 'alt="A round loaf', 'alt="A 900 gram round loaf'),
    'claims',
    'image-planning',
    home,
  ],
  [
    'an invented figure in a description',
    swap(home, /(name="description" content=")/, '$1Since 1923. '),
    'claims',
    'seo-metadata',
    home,
  ],
];

function replaceLast(text: string, pattern: RegExp, put: string): string {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined
    ? text
    : text.slice(0, last.index) + put + text.slice(last.index + last[0].length);
}

describe('the checks of a site', () => {
  it.each(cases)('find %s', async (_, mutation, check, phase, page) => {
    const { run } = checks.find(({ name }) => name === check) ?? {};
    const { findings, examined } = (await run?.(readSite(mutation(good)), brief)) ?? {
      findings: [],
      examined: 0,
    };
    expect(findings.map((finding) => [finding.phase, finding.page])).toContainEqual([phase, page]);
    expect(examined).toBeGreaterThan(0);
    for (const { message } of findings) expect(message).toMatch(/[.?]$/);
  });
});

describe('assessSite', () => {
  it('finds a picture that is too heavy', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
    const heavy = await sharp({
      create: { width: 1600, height: 1360, channels: 3, noise, background: '#888' },
    })
      .webp({ quality: 95 })
      .toBuffer();
    const { findings } = await assessSite(replaced(hero, heavy)(good), brief);
    expect(findings.map(({ check, phase, page }) => [check, phase, page])).toEqual(
      expect.arrayContaining([
        ['weight', 'image-generation', null],
        ['weight', 'image-generation', home],
      ]),
    );
  });

  it('puts errors before warnings, and counts both', async () => {
    const mutation = addToMain(home, '<p> </p><p>Baking since 1987.</p>');
    const { findings, counts, areas } = await assessSite(mutation(good), brief);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(counts).toEqual({ error: 1, warning: 1, note: 0 });
    expect(areas.filter(({ score }) => score !== 100).map(({ area }) => area)).toEqual([
      'integrity',
      'truth',
    ]);
  });
});
