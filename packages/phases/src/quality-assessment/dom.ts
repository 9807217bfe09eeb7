import { DomUtils, ElementType, parseDocument } from 'htmlparser2';

/** A parsed document, and an element of one. */
export type Dom = ReturnType<typeof parseDocument>;
export type Element = ReturnType<typeof DomUtils.findAll>[number];
type Root = Dom | Element;

export function parseHtml(html: string): Dom {
  return parseDocument(html);
}

/** The elements of the given names, in the order of the document; all of them without names. */
export function elements(root: Root, ...names: readonly string[]): Element[] {
  return DomUtils.findAll((element) => names.length === 0 || names.includes(element.name), root.children);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attribs[name];
}

/** The elements that an element stands in, the nearest first. */
export function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let parent = element.parent; parent !== null; parent = parent.parent) {
    if (isElement(parent)) found.push(parent);
  }
  return found;
}

/** The text of an element with its white space as one space. */
export function textOf(root: Root): string {
  return DomUtils.textContent(root).replace(/\s+/g, ' ').trim();
}

/** The opening tag, or the whole of a short element: what a finding shows. */
export function snippetOf(element: Element): string {
  const html = DomUtils.getOuterHTML(element).replace(/\s+/g, ' ');
  return shortened(html);
}

/** At most 160 characters. */
export function shortened(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}

/** Children of an element that are elements or text, in order. */
export function childrenOf(root: Root): readonly (Element | string)[] {
  return root.children.flatMap((child): (Element | string)[] => {
    if (isElement(child)) return [child];
    return child.type === ElementType.Text ? [child.data] : [];
  });
}

function isElement(node: { readonly type: string }): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}
