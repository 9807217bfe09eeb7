import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { ancestors, attribute, elements, snippetOf } from '../dom.js';
import type { Element } from '../dom.js';
import type { ReadSite, SitePage } from '../site-reading.js';

/** The regions that a screen reader jumps between: one main part, a header, a footer, and a way to the other pages. */
export const landmarksCheck: Check = {
  name: 'landmarks',
  area: 'accessibility',
  run: (site) => together(site.pages.map((page) => landmarksOf(page, site))),
};

function landmarksOf({ path, dom, hidden }: SitePage, site: ReadSite): Outcome {
  const finding = (severity: Found['severity'], message: string, element?: Element): Found => ({
    severity,
    message,
    page: path,
    snippet: element === undefined ? null : snippetOf(element),
    phase: hidden ? 'site-assembly' : 'code-generation',
  });
  const findings: Found[] = [];
  const mains = elements(dom, 'main');
  if (mains.length !== 1)
    findings.push(
      finding('error', `The page has ${mains.length} main elements; it needs exactly one.`, mains[1]),
    );
  if (!elements(dom, 'header').some(isOfPage))
    findings.push(finding('warning', 'The page has no header of its own beside the main element.'));
  if (!hidden && !elements(dom, 'footer').some(isOfPage))
    findings.push(finding('warning', 'The page has no footer of its own beside the main element.'));
  const navigations = elements(dom, 'nav');
  const shown = site.pages.filter((page) => !page.hidden);
  if (!hidden && shown.length > 1 && navigations.length === 0)
    findings.push(finding('warning', 'The site has several pages, and this one has no nav element.'));
  for (const navigation of navigations) {
    const name = attribute(navigation, 'aria-label') ?? attribute(navigation, 'aria-labelledby');
    if (navigations.length > 1 && name === undefined)
      findings.push(
        finding('warning', 'The page has several nav elements, and this one has no name.', navigation),
      );
  }
  return { examined: 4, findings };
}

/** A header inside a section is that section's, not the page's. */
function isOfPage(element: Element): boolean {
  return !ancestors(element).some(({ name }) =>
    ['main', 'article', 'section', 'aside', 'nav'].includes(name),
  );
}
