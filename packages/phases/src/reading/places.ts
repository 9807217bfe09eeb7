import { isCollection, isMap, isNode, isScalar, type Document, type LineCounter } from 'yaml';

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the fields of a document stand in its text. */
export interface Places {
  /** Where its content begins. */
  readonly start: Place;
  /** Where the value of a field stands; where it is missing, the nearest value around it. */
  of(path: readonly PropertyKey[]): Place;
  /** The value of a field as it is written, where it is a single one: `4.80`, which as a number is 4.8. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Where the name of a field stands, in the mapping at `path`. */
  ofKey(path: readonly PropertyKey[], key: string): Place;
}

export function placesOf(document: Document.Parsed, lines: LineCounter): Places {
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const start = at(document.contents?.range?.[0] ?? 0);
  const of = (path: readonly PropertyKey[]): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const found = document.getIn(path.slice(0, length), true);
      if (isNode(found) && found.range) return at(found.range[0]);
    }
    return start;
  };
  return {
    start,
    of,
    sourceOf: (path) => {
      const found = document.getIn(path, true);
      return isScalar(found) ? found.source : undefined;
    },
    ofKey: (path, key) => {
      const parent: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
        : undefined;
      if (isScalar(pair?.key) && pair.key.range) return at(pair.key.range[0]);
      return isCollection(parent) && parent.range ? at(parent.range[0]) : of(path);
    },
  };
}
