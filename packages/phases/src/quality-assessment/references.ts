import postcss from 'postcss';
import type { Root } from 'postcss';
import { siteRoot } from '../seo-strategy/business.js';
import { attribute, elements, textOf } from './dom.js';
import type { Dom, Element } from './dom.js';

/** An address that a page names. */
export interface Reference {
  readonly element: Element;
  readonly address: string;
  /** A link waits for the visitor; a request is made by the browser on its own; a statement is only read. */
  readonly kind: 'link' | 'request' | 'statement';
}

/** Where an address leads. */
export type Target =
  | { readonly kind: 'file'; readonly path: string; readonly anchor: string }
  | { readonly kind: 'outside'; readonly url: string }
  | { readonly kind: 'data' }
  | { readonly kind: 'mail' | 'phone'; readonly to: string }
  | { readonly kind: 'wrong' };

/** Every address in a document. */
export function referencesIn(dom: Dom): Reference[] {
  return elements(dom).flatMap((element) => {
    const kind = kindOf(element);
    const single = addressAttributes
      .filter((name) => name in element.attribs && !(name === 'href' && element.name === 'use'))
      .map((name) => ({ element, address: attribute(element, name) ?? '', kind }));
    const several = ['srcset', 'imagesrcset'].flatMap((name) =>
      candidatesIn(attribute(element, name) ?? '').map(({ address }) => ({ element, address, kind })),
    );
    const css = element.name === 'style' ? requestsInText(textOf(element)) : [];
    const styled = [...css, ...urlsIn(attribute(element, 'style') ?? '')].map((address) => ({
      element,
      address,
      kind: 'request' as const,
    }));
    return [...single, ...several, ...styled, ...sharedPicture(element)];
  });
}

/** The candidates of a `srcset` with their width descriptors. */
export function candidatesIn(srcset: string): { address: string; width: number | null }[] {
  return srcset
    .split(',')
    .map((part) => part.trim().split(/\s+/))
    .filter(([address]) => address !== undefined && address !== '')
    .map(([address = '', descriptor]) => ({
      address,
      width: descriptor?.endsWith('w') === true ? Number(descriptor.slice(0, -1)) : null,
    }));
}

/** The addresses that a stylesheet makes a browser fetch. */
export function requestsOf(stylesheet: Root): string[] {
  const found: string[] = [];
  stylesheet.walkAtRules('import', (rule) => {
    found.push(
      ...urlsIn(rule.params),
      ...[...rule.params.matchAll(/^\s*["']([^"']+)["']/g)].map(([, url = '']) => url),
    );
  });
  stylesheet.walkDecls((declaration) => {
    found.push(...urlsIn(declaration.value));
  });
  return found;
}

/**
 * Where an address leads from a file of the site.
 *
 * @param siteUrl the address of the site, when it is known: an absolute address below it is a file of the site
 */
export function targetOf(address: string, from: string, siteUrl: string | undefined): Target {
  const root = new URL(siteUrl === undefined ? 'https://site.invalid/' : siteRoot(siteUrl));
  let url: URL;
  try {
    url = new URL(address.trim(), new URL(from, root));
  } catch {
    return { kind: 'wrong' };
  }
  if (url.protocol === 'mailto:') return { kind: 'mail', to: decoded(url.pathname) };
  if (url.protocol === 'tel:') return { kind: 'phone', to: url.pathname };
  if (url.protocol === 'data:') return { kind: 'data' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'wrong' };
  if (url.host !== root.host) return { kind: 'outside', url: url.href };
  if (!url.pathname.startsWith(root.pathname)) return { kind: 'outside', url: url.href };
  const path = decoded(url.pathname.slice(root.pathname.length));
  return { kind: 'file', path: path === '' ? 'index.html' : path, anchor: decoded(url.hash.slice(1)) };
}

/** Those of a style element; one that cannot be parsed fetches nothing. */
function requestsInText(css: string): string[] {
  try {
    return requestsOf(postcss.parse(css));
  } catch {
    return [];
  }
}

const addressAttributes = ['href', 'src', 'action', 'formaction', 'poster', 'data'];

function kindOf(element: Element): Reference['kind'] {
  if (['a', 'area', 'form', 'button', 'input'].includes(element.name)) return 'link';
  if (element.name !== 'link') return 'request';
  const rel = attribute(element, 'rel') ?? '';
  return /\b(canonical|alternate|me|author|license|next|prev)\b/.test(rel) ? 'statement' : 'request';
}

/** The picture that is shown where a page is shared: nobody's browser fetches it here, but it has to be there. */
function sharedPicture(element: Element): Reference[] {
  const content = attribute(element, 'content');
  const isPicture =
    element.name === 'meta' &&
    /^(og|twitter):image$/.test(attribute(element, 'property') ?? attribute(element, 'name') ?? '');
  return isPicture && content !== undefined ? [{ element, address: content, kind: 'statement' }] : [];
}

function urlsIn(css: string): string[] {
  return [...css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
