import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { elements, shortened, snippetOf, textOf } from '../dom.js';
import type { Element } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** No section without something to see under its heading, no empty element, no text that was never filled in. */
export const emptySectionsCheck: Check = {
  name: 'empty-sections',
  area: 'integrity',
  run: (site) => together(site.pages.map(sectionsOf)),
};

function sectionsOf({ path, dom }: SitePage): Outcome {
  const [main] = elements(dom, 'main');
  const sections = main === undefined ? [] : elements(main, 'section');
  const parts = elements(dom, 'p', 'li', 'dt', 'dd', 'figcaption', 'blockquote', 'td', 'th');
  const finding = (
    severity: Found['severity'],
    message: string,
    snippet: string | null,
    phase: string,
  ): Found => ({
    severity,
    message,
    page: path,
    snippet,
    phase,
  });
  const findings: Found[] = [];
  if (main !== undefined && !hasContent(main))
    findings.push(finding('error', 'The main part of the page is empty.', snippetOf(main), 'page-planning'));
  for (const section of sections.filter((candidate) => !hasContent(candidate)))
    findings.push(
      finding(
        'error',
        'A section has nothing under its heading. Fill it, or leave it out.',
        snippetOf(section),
        'copywriting',
      ),
    );
  for (const part of parts.filter((candidate) => !hasAnything(candidate)))
    findings.push(finding('warning', `A ${part.name} element is empty.`, snippetOf(part), 'code-generation'));
  const unfilled = placeholder.exec(textOf(bodyOf(dom)));
  if (unfilled !== null)
    findings.push(
      finding(
        'error',
        `"${unfilled[0]}" stands where words should be.`,
        shortened(unfilled.input.slice(Math.max(0, unfilled.index - 40), unfilled.index + 80)),
        /^(undefined|null|NaN|\[object)/.test(unfilled[0]) ? 'code-generation' : 'copywriting',
      ),
    );
  return { examined: sections.length + parts.length + 1, findings };
}

/** Something beside headings: words, a picture or a field. */
function hasContent(section: Element): boolean {
  if (elements(section, 'img', 'svg', 'picture', 'input', 'textarea', 'video').length > 0) return true;
  const headings = elements(section, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6').reduce(
    (sum, heading) => sum + letters(heading),
    0,
  );
  return letters(section) > headings;
}

function letters(element: Element): number {
  return textOf(element).replace(/\s/g, '').length;
}

function hasAnything(element: Element): boolean {
  return textOf(element) !== '' || elements(element, 'img', 'svg', 'input', 'textarea', 'br').length > 0;
}

function bodyOf(dom: SitePage['dom']): Element | SitePage['dom'] {
  return elements(dom, 'body')[0] ?? dom;
}

const placeholder =
  /\b([Ll]orem ipsum|TODO|TBD|FIXME|undefined|NaN|[Yy]our text here|[Ii]nsert [a-z]+ here|[Pp]laceholder text)\b|\[object \w+\]|\{\{[^}]*\}\}|\$\{[^}]*\}|\[([Yy]our|[Ii]nsert|[Nn]ame|[Cc]ompany|[Pp]laceholder)\b[^\]]*\]/;
