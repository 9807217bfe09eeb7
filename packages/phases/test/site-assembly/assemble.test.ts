import { beforeAll, describe, expect, it } from '@jest/globals';
import { keptInMemory } from '@phasegraph/engine';
import { DomUtils, parseDocument } from 'htmlparser2';
import { posix } from 'node:path';
import sharp from 'sharp';
import { iconPath, iconSizes } from '../../src/code-generation/asset-paths.js';
import type { Site } from '../../src/site-assembly/artifact.js';
import { assembleSite } from '../../src/site-assembly/assemble.js';
import { bytesOf, sha256, textOf } from '../../src/site-assembly/site-file.js';
import { sampleBrief, sampleNames } from '../code-generation/sample-site.js';
import { sampleParts } from './sample-parts.js';

const sites = new Map<string, Site>();
const siteOf = (name: string): Site => sites.get(name) ?? { files: [] };
const fileOf = (site: Site, path: string) => {
  const file = site.files.find((candidate) => candidate.path === path);
  if (file === undefined)
    throw new Error(`The site has no ${path}, but ${site.files.map((each) => each.path).join(', ')}`);
  return file;
};
const textAt = (site: Site, path: string): string => textOf(fileOf(site, path)) ?? '';

beforeAll(async () => {
  for (const name of sampleNames) sites.set(name, await assembleSite(sampleParts(name)));
});

describe('assembleSite', () => {
  it('has every file that its pages and its stylesheet name', () => {
    for (const name of sampleNames) {
      const site = siteOf(name);
      const paths = new Set(site.files.map((file) => file.path));
      let seen = 0;
      for (const { from, address } of references(site)) {
        const [path = '', fragment] = address.split('#');
        const target = path.startsWith('/')
          ? path.slice(1)
          : path === ''
            ? from
            : posix.join(posix.dirname(from), path);
        if (!paths.has(target)) throw new Error(`${from} names ${address}, which the site does not have`);
        if (fragment !== undefined) expect(idsIn(site, target)).toContain(fragment);
        seen += 1;
      }
      expect(seen).toBeGreaterThan(60);
    }
  });

  it('gives every file the size and hash of its bytes, sorted by path', async () => {
    const { files } = siteOf('bakery');
    for (const file of files) {
      expect(file.sha256).toBe(sha256(await bytesOf(file)));
      expect(file.bytes).toBe((await bytesOf(file)).length);
    }
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).toSorted());
  });

  it('gives the same bytes for the same parts', async () => {
    expect(await assembleSite(sampleParts('law-firm'))).toEqual(siteOf('law-firm'));
  });

  it('keeps the stylesheet small, its own, and unlike that of another brief', () => {
    const sheets = sampleNames.map((name) => textAt(siteOf(name), 'assets/site.css'));
    for (const sheet of sheets) {
      expect(Buffer.byteLength(sheet)).toBeLessThan(40_000);
      expect(sheet).not.toMatch(/https?:|@import|undefined|NaN/);
      expect(sheet.split('{')).toHaveLength(sheet.split('}').length);
    }
    expect(new Set(sheets).size).toBe(sampleNames.length);
  });

  it('ships the fonts of the style with their licences', () => {
    const paths = siteOf('bakery')
      .files.map((file) => file.path)
      .filter((path) => path.startsWith('assets/fonts/'));
    expect(paths).toContain('assets/fonts/LICENSE-Fraunces.txt');
    expect(paths).toContain('assets/fonts/LICENSE-Instrument-Sans.txt');
    expect(paths.filter((path) => path.endsWith('.woff2'))).toHaveLength(4);
  });

  it('has icons of the sizes that it says', async () => {
    for (const size of iconSizes) {
      const { width, height, format } = await sharp(
        await bytesOf(fileOf(siteOf('bakery'), iconPath(size))),
      ).metadata();
      expect({ width, height, format }).toEqual({ width: size, height: size, format: 'png' });
    }
  });

  it('lists the pages for search engines when the address is known, and never the 404 page', () => {
    const sitemap = textAt(siteOf('bakery'), 'sitemap.xml');
    expect(sitemap.match(/<loc>[^<]*<\/loc>/g)).toEqual([
      '<loc>https://hearthandrye.example/</loc>',
      '<loc>https://hearthandrye.example/our-bread.html</loc>',
      '<loc>https://hearthandrye.example/visit.html</loc>',
    ]);
    expect(textAt(siteOf('bakery'), 'robots.txt')).toContain(
      'Sitemap: https://hearthandrye.example/sitemap.xml',
    );
  });

  it('writes nothing absolute when the address is not known', async () => {
    const brief = { ...sampleBrief('bakery'), url: undefined };
    const site = await assembleSite(sampleParts('bakery', brief));
    expect(site.files.map((file) => file.path)).not.toContain('sitemap.xml');
    expect(textAt(site, 'robots.txt')).not.toContain('Sitemap');
    expect(textAt(site, '404.html')).toContain('href="/index.html"');
  });

  it('links the 404 page from the root of the site, which may be a folder', async () => {
    const site = await siteAt('https://example.org/shop');
    expect(textAt(site, '404.html')).toContain('@import url(/shop/assets/site.css)');
    expect(textAt(await siteAt("https://example.org/a)'&b/"), '404.html')).toContain(
      '@import url(/a%29%27%26b/assets/site.css)',
    );
  });

  it('hands on the pictures that were made as they were kept', async () => {
    const parts = sampleParts('bakery');
    const [plan] = parts.imagePlans;
    if (plan === undefined) throw new Error('The sample has pictures');
    const file = keptInMemory(new Uint8Array([1, 2, 3]));
    const variants = [{ width: plan.width, height: plan.height, path: plan.path, file }];
    const site = await assembleSite({ ...parts, images: [{ key: plan.key, variants, source: 'model' }] });
    expect(fileOf(site, plan.path)).toEqual({
      path: plan.path,
      encoding: 'kept',
      data: file,
      bytes: 3,
      sha256: sha256(new Uint8Array([1, 2, 3])),
    });
  });

  it('puts a tint where nobody made a picture', async () => {
    const tint = siteOf('bakery').files.find((file) => file.path.startsWith('assets/images/'));
    expect(tint).toBeDefined();
    const { width, format } = await sharp(tint && (await bytesOf(tint))).metadata();
    expect(format).toBe('webp');
    expect(width).toBeGreaterThan(400);
  });
});

/** The bakery's site for an address of its own. */
async function siteAt(url: string): Promise<Site> {
  return assembleSite(sampleParts('bakery', { ...sampleBrief('bakery'), url }));
}

/** Every address in the site that means a file of the site. */
function references(site: Site): { from: string; address: string }[] {
  return site.files.flatMap((file) => {
    const { path } = file;
    const data = textOf(file) ?? '';
    const imports = [...data.matchAll(/@import url\(([^)]+)\)/g)].map((hit) => ({
      from: path,
      address: hit[1] ?? '',
    }));
    if (path.endsWith('.css'))
      return [...data.matchAll(/url\('([^']+)'\)/g)].map((hit) => ({ from: path, address: hit[1] ?? '' }));
    if (!path.endsWith('.html')) return [];
    return [
      ...imports,
      ...DomUtils.findAll(() => true, parseDocument(data).children)
        .flatMap(({ attribs }) => [
          attribs['href'],
          attribs['src'],
          ...(attribs['srcset'] ?? '').split(', ').map((version) => version.split(' ')[0]),
        ])
        .filter(
          (address) => address !== undefined && address !== '' && !/^(https?|mailto|tel):/.test(address),
        )
        .map((address) => ({ from: path, address: address ?? '' })),
    ];
  });
}

function idsIn(site: Site, path: string): (string | undefined)[] {
  return DomUtils.findAll(() => true, parseDocument(textAt(site, path)).children).map(
    ({ attribs }) => attribs['id'],
  );
}
