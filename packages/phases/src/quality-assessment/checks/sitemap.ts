import { parseDocument } from 'htmlparser2';
import { wantedPages } from '../../brief/slug.js';
import type { Brief } from '../../brief/schema.js';
import { pagePath } from '../../page-planning/artifact.js';
import { siteRoot } from '../../seo-strategy/business.js';
import type { Check, Found } from '../check.js';
import { attribute, elements, textOf } from '../dom.js';
import { targetOf } from '../references.js';
import type { ReadSite } from '../site-reading.js';

/** Every page that the brief wants is there, and the files for machines name what there is. */
export const sitemapCheck: Check = {
  name: 'sitemap',
  area: 'discovery',
  run(site, brief) {
    const wanted = wantedPages(brief);
    const findings = [
      ...wanted
        .filter(({ slug }) => !site.weights.has(pagePath(slug)))
        .map(({ slug, title }) =>
          finding(
            'page-planning',
            `The brief wants a page "${title}", but the site has no ${pagePath(slug)}.`,
          ),
        ),
      ...site.pages
        .filter(({ path, hidden }) => hidden && wanted.some(({ slug }) => pagePath(slug) === path))
        .map(({ path }) => finding('code-generation', `${path} keeps search engines out.`)),
      ...(site.weights.has('404.html') ? [] : [finding('site-assembly', 'The site has no 404.html.')]),
      ...robotsFindings(site, brief),
      ...sitemapFindings(site, brief),
      ...manifestFindings(site, brief),
    ];
    return { examined: 2 * wanted.length + 4, findings };
  },
};

function robotsFindings(site: ReadSite, brief: Brief): Found[] {
  const robots = site.text('robots.txt');
  if (robots === undefined) return [finding('site-assembly', 'The site has no robots.txt.')];
  if (brief.url === undefined) return [];
  const named = /^Sitemap:\s*(\S+)\s*$/im.exec(robots)?.[1];
  const expected = `${siteRoot(brief.url)}sitemap.xml`;
  return named === expected
    ? []
    : [finding('site-assembly', `robots.txt should name ${expected}.`, named ?? null)];
}

/** Without an address there is no sitemap: it knows only absolute ones. */
function sitemapFindings(site: ReadSite, brief: Brief): Found[] {
  if (brief.url === undefined) return [];
  const xml = site.text('sitemap.xml');
  if (xml === undefined) return [finding('site-assembly', 'The site has no sitemap.xml.')];
  const listed = elements(parseDocument(xml, { xmlMode: true }), 'loc').map(textOf);
  const root = siteRoot(brief.url);
  const pages = site.pages
    .filter(({ hidden }) => !hidden)
    .map(({ path }) => (path === 'index.html' ? root : root + path));
  return [
    ...pages
      .filter((address) => !listed.includes(address))
      .map((address) => finding('site-assembly', `sitemap.xml does not list ${address}.`)),
    ...listed
      .filter((address, place) => !pages.includes(address) || listed.indexOf(address) !== place)
      .map((address) =>
        finding('site-assembly', 'sitemap.xml lists an address that is no page, or lists it twice.', address),
      ),
  ];
}

function manifestFindings(site: ReadSite, brief: Brief): Found[] {
  const path = site.pages
    .flatMap(({ dom }) => elements(dom, 'link'))
    .filter((link) => attribute(link, 'rel') === 'manifest')
    .map((link) => targetOf(attribute(link, 'href') ?? '', 'index.html', brief.url))
    .flatMap((target) => (target.kind === 'file' ? [target.path] : []))[0];
  const text = path === undefined ? undefined : site.text(path);
  // That a named file is missing is the finding of the links.
  if (path === undefined || text === undefined) return [];
  const icons = iconsIn(text);
  if (icons === null) return [finding('site-assembly', `${path} is not a manifest in JSON.`)];
  return icons
    .map((icon) => targetOf(icon, path, brief.url))
    .filter((target) => target.kind !== 'file' || !site.weights.has(target.path))
    .map(() => finding('site-assembly', `${path} names an icon that the site does not have.`));
}

function iconsIn(manifest: string): string[] | null {
  try {
    const document: unknown = JSON.parse(manifest);
    if (typeof document !== 'object' || document === null) return null;
    if (!('icons' in document) || !Array.isArray(document.icons)) return [];
    return document.icons.map((icon: unknown) =>
      typeof icon === 'object' && icon !== null && 'src' in icon ? String(icon.src) : '',
    );
  } catch {
    return null;
  }
}

function finding(phase: string, message: string, snippet: string | null = null): Found {
  return { severity: 'error', message, page: null, snippet: snippet?.slice(0, 200) ?? null, phase };
}
