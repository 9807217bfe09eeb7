import type { Brief } from '../../brief/schema.js';
import { siteRoot } from '../../seo-strategy/business.js';
import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { attribute, elements, textOf } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** Title and description of every page: there, of a good length, and no two the same; canonical address and Open Graph. */
export const metadataCheck: Check = {
  name: 'metadata',
  area: 'discovery',
  run(site, brief) {
    const shown = site.pages.filter(({ hidden }) => !hidden);
    return together([
      ...shown.map((page) => metadataOf(page, brief)),
      ...site.pages.map(basicsOf),
      repeated(shown, 'title', titleOf),
      repeated(shown, 'description', (page) => metaContent(page, 'description')),
    ]);
  },
};

function metadataOf(page: SitePage, brief: Brief): Outcome {
  const findings: Found[] = [];
  const find = (
    severity: Found['severity'],
    message: string,
    snippet: string | null,
    phase = 'seo-metadata',
  ) => {
    findings.push({ severity, message, page: page.path, snippet, phase });
  };
  const title = titleOf(page);
  if (title === null) find('error', 'The page has no title.', null);
  else if (title.length > 60)
    find('warning', `The title has ${title.length} characters; search results show 60.`, title);
  const description = metaContent(page, 'description');
  if (description === null) find('error', 'The page has no description.', null);
  else if (description.length < 70 || description.length > 155)
    find(
      'warning',
      `The description has ${description.length} characters; 70 to 155 are shown whole.`,
      description,
    );
  const canonical = elements(page.dom, 'link').find((link) => attribute(link, 'rel') === 'canonical');
  const expected =
    brief.url === undefined ? undefined : siteRoot(brief.url) + (page.path === 'index.html' ? '' : page.path);
  const said = canonical && attribute(canonical, 'href');
  if (said !== expected)
    find(
      'error',
      expected === undefined
        ? 'The page names a canonical address, but the brief has no address of the site.'
        : `The canonical address should be ${expected}.`,
      said ?? null,
    );
  for (const property of ['og:title', 'og:description', 'og:type'].filter(
    (name) => metaContent(page, name) === null,
  ))
    find('warning', `The page has no ${property}.`, null);
  return { examined: 6, findings };
}

/** What every document needs, whoever finds it. */
function basicsOf(page: SitePage): Outcome {
  const metas = elements(page.dom, 'meta');
  const missing = [
    ...(metas.some((meta) => attribute(meta, 'charset')?.toLowerCase() === 'utf-8') ? [] : ['charset']),
    ...(metaContent(page, 'viewport') === null ? ['viewport'] : []),
  ];
  return {
    examined: 2,
    findings: missing.map((name) => ({
      severity: 'error',
      message: `The page has no meta ${name}.`,
      page: page.path,
      snippet: null,
      phase: page.hidden ? 'site-assembly' : 'code-generation',
    })),
  };
}

function repeated(pages: readonly SitePage[], what: string, of: (page: SitePage) => string | null): Outcome {
  const first = new Map<string, string>();
  const findings: Found[] = [];
  for (const page of pages) {
    const text = of(page);
    if (text === null) continue;
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, page.path);
    else
      findings.push({
        severity: 'error',
        message: `The ${what} is the same as on ${earlier}.`,
        page: page.path,
        snippet: text.slice(0, 200),
        phase: 'seo-metadata',
      });
  }
  return { examined: pages.length, findings };
}

function titleOf({ dom }: SitePage): string | null {
  // A title inside an svg names the drawing.
  const [head] = elements(dom, 'head');
  const [title] = head === undefined ? [] : elements(head, 'title');
  const text = title === undefined ? '' : textOf(title);
  return text === '' ? null : text;
}

function metaContent({ dom }: SitePage, name: string): string | null {
  const meta = elements(dom, 'meta').find(
    (candidate) => (attribute(candidate, 'name') ?? attribute(candidate, 'property')) === name,
  );
  const content = (meta && attribute(meta, 'content'))?.trim() ?? '';
  return content === '' ? null : content;
}
