import { attribute, childrenOf, elements } from '../dom.js';
import type { Element } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** A piece of text that is read as a whole: a paragraph, a heading, a caption, an alternative text, a description. */
export interface Passage {
  readonly text: string;
  /** The element that it stands in. */
  readonly element: string;
  /** Whether it is given as somebody's words: a blockquote or a q. */
  readonly quoted: boolean;
  /** Whether it names who said something: a cite or the caption of a figure. */
  readonly attribution: boolean;
  /** The phase that wrote it. */
  readonly phase: string;
}

/** Everything on a page that states something: what is seen, what is read out, and what search engines show. */
export function passagesOf(page: SitePage): Passage[] {
  const [body] = elements(page.dom, 'body');
  return [...(body === undefined ? [] : visiblePassages(page, body)), ...metadataPassages(page)];
}

/** The text that is seen on a page, in one. */
export function visibleText(page: SitePage): string {
  const [body] = elements(page.dom, 'body');
  return body === undefined
    ? ''
    : visiblePassages(page, body)
        .map(({ text }) => text)
        .join('\n');
}

function visiblePassages(page: SitePage, body: Element): Passage[] {
  const found: Passage[] = [];
  let buffer = '';
  const flush = (at: Place) => {
    const text = buffer.replace(/\s+/g, ' ').trim();
    buffer = '';
    if (text !== '')
      found.push({
        text,
        element: at.element,
        quoted: at.quoted,
        attribution: at.attribution,
        phase: ownerOf(page, at),
      });
  };
  const walk = (element: Element, outer: Place): void => {
    if (isUnseen(element)) return;
    const at = placeIn(element, outer);
    const apart = !inline.has(element.name) || standsApart(element);
    if (apart) flush(outer);
    for (const child of childrenOf(element)) {
      if (typeof child === 'string') buffer += child;
      else if (child.name === 'br') buffer += ' ';
      else {
        const glued = joined.has(child.name);
        buffer += glued ? '' : ' ';
        walk(child, at);
        buffer += glued ? '' : ' ';
      }
    }
    const spoken = ['alt', 'aria-label', 'placeholder', 'title'].map(
      (name) => attribute(element, name) ?? '',
    );
    for (const text of spoken.filter((words) => words.trim() !== '')) {
      const phase = element.name === 'img' && at.inMain ? 'image-planning' : ownerOf(page, at);
      found.push({ ...at, text: text.trim(), phase });
    }
    if (apart) flush(at);
  };
  walk(body, { element: 'body', quoted: false, attribution: false, inMain: false, inNav: false });
  return found;
}

interface Place {
  readonly element: string;
  readonly quoted: boolean;
  readonly attribution: boolean;
  readonly inMain: boolean;
  readonly inNav: boolean;
}

function placeIn({ name }: Element, outer: Place): Place {
  return {
    element: inline.has(name) ? outer.element : name,
    quoted: outer.quoted || name === 'blockquote' || name === 'q',
    attribution: outer.attribution || name === 'figcaption' || name === 'cite',
    inMain: outer.inMain || name === 'main',
    inNav: outer.inNav || name === 'nav',
  };
}

function ownerOf(page: SitePage, { inMain, inNav }: Place): string {
  if (page.hidden) return 'site-assembly';
  if (inMain) return 'copywriting';
  return inNav ? 'page-planning' : 'code-generation';
}

function metadataPassages({ dom }: SitePage): Passage[] {
  const stated = /^(description|og:title|og:description|twitter:title|twitter:description)$/;
  const metas = elements(dom, 'meta').filter((meta) =>
    stated.test(attribute(meta, 'name') ?? attribute(meta, 'property') ?? ''),
  );
  const [head] = elements(dom, 'head');
  const titles = head === undefined ? [] : elements(head, 'title').flatMap((title) => childrenOf(title));
  const texts = [...titles.map(String), ...metas.map((meta) => attribute(meta, 'content') ?? '')];
  return texts
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, element: 'head', quoted: false, attribution: false, phase: 'seo-metadata' }));
}

function isUnseen(element: Element): boolean {
  return (
    ['script', 'style', 'template', 'noscript', 'svg'].includes(element.name) ||
    attribute(element, 'hidden') !== undefined ||
    attribute(element, 'aria-hidden') === 'true'
  );
}

/** Links and spans side by side without words between them are things of their own, not one sentence. */
function standsApart(element: Element): boolean {
  const { parent } = element;
  if (parent === null || !('children' in parent) || joined.has(element.name)) return false;
  // Whatever has children is an element or the document, and both are read in the same way.
  return !childrenOf(parent as Element).some((child) => typeof child === 'string' && child.trim() !== '');
}

const inline = new Set(
  'a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);
/** Elements that change the look of letters in a word. */
const joined = new Set('b em i mark s strong sub sup u wbr'.split(' '));
