import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { ancestors, attribute, elements, snippetOf, textOf } from '../dom.js';
import type { Element } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** Every field, link and button has a name that can be read out. */
export const labelsCheck: Check = {
  name: 'labels',
  area: 'accessibility',
  run: (site) => together(site.pages.map(labelsOf)),
};

function labelsOf({ path, dom }: SitePage): Outcome {
  const labels = elements(dom, 'label');
  const fields = elements(dom, 'input', 'select', 'textarea').filter(
    (field) => !/^(hidden|submit|reset|button|image)$/.test(attribute(field, 'type') ?? ''),
  );
  const named = elements(dom, 'a', 'button', 'summary');
  const finding = (message: string, element: Element): Found => ({
    severity: 'error',
    message,
    page: path,
    snippet: snippetOf(element),
    phase: 'code-generation',
  });
  return {
    examined: fields.length + named.length,
    findings: [
      ...fields
        .filter((field) => !hasLabel(field, labels))
        .map((field) => finding('A field has no label. Give it a label element with its id.', field)),
      ...named
        .filter((element) => nameOf(element) === '')
        .map((element) => finding(`A ${element.name} element has no words that could be read out.`, element)),
    ],
  };
}

function hasLabel(field: Element, labels: readonly Element[]): boolean {
  if (attribute(field, 'aria-label') || attribute(field, 'aria-labelledby')) return true;
  const id = attribute(field, 'id');
  const label =
    labels.find((candidate) => id !== undefined && attribute(candidate, 'for') === id) ??
    ancestors(field).find(({ name }) => name === 'label');
  return label !== undefined && textOf(label) !== '';
}

function nameOf(element: Element): string {
  const alternatives = elements(element, 'img').map((image) => attribute(image, 'alt') ?? '');
  const own = attribute(element, 'aria-label') ?? attribute(element, 'aria-labelledby') ?? '';
  return [own, textOf(element), ...alternatives].join('').trim();
}
