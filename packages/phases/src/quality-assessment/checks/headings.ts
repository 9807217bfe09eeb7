import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { elements, snippetOf, textOf } from '../dom.js';
import type { Element } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** One heading of the first level a page, no level left out on the way down, and none of them empty. */
export const headingsCheck: Check = {
  name: 'headings',
  area: 'accessibility',
  run: (site) => together(site.pages.map(headingsOf)),
};

function headingsOf({ path, dom }: SitePage): Outcome {
  const headings = elements(dom, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
  const finding = (message: string, heading: Element | undefined): Found => ({
    severity: 'error',
    message,
    page: path,
    snippet: heading === undefined ? null : snippetOf(heading),
    phase: 'code-generation',
  });
  const findings: Found[] = [];
  const first = headings.filter(({ name }) => name === 'h1');
  if (first.length === 0)
    findings.push(finding('The page has no h1. Its main heading has to be one.', headings[0]));
  for (const extra of first.slice(1))
    findings.push(
      finding('The page has more than one h1. All but the main heading are h2 or deeper.', extra),
    );
  let before = 0;
  for (const heading of headings) {
    const level = Number(heading.name.slice(1));
    if (level > before + 1)
      findings.push(
        finding(
          `${heading.name} follows ${before === 0 ? 'the start of the page' : `h${before}`}: a level is left out.`,
          heading,
        ),
      );
    if (textOf(heading) === '')
      findings.push({ ...finding('A heading is empty.', heading), phase: 'copywriting' });
    before = level;
  }
  return { examined: headings.length + 1, findings };
}
