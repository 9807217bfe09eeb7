/** A value in a JSON-LD document. What is undefined is left out of the text. */
type JsonLdValue = string | number | boolean | undefined | JsonLdNode | readonly JsonLdValue[];

/** A thing of schema.org. */
export interface JsonLdNode {
  readonly '@type': string;
  readonly '@id'?: string;
  readonly [property: string]: JsonLdValue;
}

/**
 * Writes JSON-LD as text that may stand inside a script element: no `<` is left in it, so nothing in the words of a
 * brief can end the element. Empty lists are left out.
 */
export function jsonLdText(
  document: JsonLdNode | { '@context': string; '@graph': readonly JsonLdNode[] },
): string {
  const text = JSON.stringify(document, (_, value: unknown) =>
    Array.isArray(value) && value.length === 0 ? undefined : value,
  );
  return text
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
