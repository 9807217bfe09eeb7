/**
 * Finds the items of a list in a JSON object that is still being written: `{"sections":[{...},{...` has one, as soon as
 * its brace closes. Takes the text in any pieces, cut anywhere, even in the middle of an escape or a surrogate pair.
 *
 * It only looks for where items begin and end; whether they are JSON is for the parser to say. A text that is no object
 * has no items, nor has one whose key holds something else than a list.
 */
export class ListScanner {
  readonly #key: string;
  /** How many braces and brackets are open. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Whether the next string of the outermost object is a key. */
  #keyNext = false;
  /** The string that was last read in the place of a key, its quotes and escapes included. */
  #lastKey = '';
  #where: 'before' | 'inside' | 'after' = 'before';
  /** What has been read of the item that is open; `undefined` between items. */
  #item: string | undefined;

  /** @param key the property of the outermost object whose value is the list */
  constructor(key: string) {
    this.#key = key;
  }

  /** The JSON texts of the items that end in this piece. */
  read(piece: string): string[] {
    const items: string[] = [];
    if (this.#where === 'after') return items;
    for (const char of units(piece)) {
      const place = this.#step(char);
      if (place !== 'between') this.#item = (this.#item ?? '') + char;
      if (place === 'end' || (place === 'between' && this.#item !== undefined)) {
        // A number ends where something else begins.
        items.push(this.#item ?? '');
        this.#item = undefined;
      }
    }
    return items;
  }

  /** Where the character stands: in an item, at its end, or in none. */
  #step(char: string): 'in' | 'end' | 'between' {
    const inList = this.#where === 'inside';
    if (this.#inString) {
      this.#stepInString(char);
      if (!inList) return 'between';
      return this.#inString || this.#depth > 2 ? 'in' : 'end';
    }
    switch (char) {
      case '"':
        this.#inString = true;
        if (this.#keyNext && this.#depth === 1) this.#lastKey = '"';
        return inList ? 'in' : 'between';
      case '{':
      case '[':
        return this.#open(char, inList);
      case '}':
      case ']':
        return this.#close(inList);
      case ',':
      case ':':
        if (this.#depth === 1) this.#keyNext = char === ',';
        return inList && this.#depth > 2 ? 'in' : 'between';
      default:
        return inList && (this.#depth > 2 || !isBlank(char)) ? 'in' : 'between';
    }
  }

  #stepInString(char: string): void {
    if (this.#keyNext && this.#depth === 1) this.#lastKey += char;
    if (this.#escaped) this.#escaped = false;
    else if (char === '\\') this.#escaped = true;
    else if (char === '"') this.#inString = false;
  }

  #open(char: string, inList: boolean): 'in' | 'between' {
    this.#depth++;
    if (this.#depth === 1) this.#keyNext = char === '{';
    const opensList = this.#where === 'before' && this.#depth === 2 && char === '[';
    if (opensList && !this.#keyNext && keyIn(this.#lastKey) === this.#key) this.#where = 'inside';
    return inList ? 'in' : 'between';
  }

  #close(inList: boolean): 'in' | 'end' | 'between' {
    this.#depth--;
    if (!inList) return 'between';
    if (this.#depth === 1) this.#where = 'after';
    if (this.#depth < 2) return 'between';
    return this.#depth === 2 ? 'end' : 'in';
  }
}

/** UTF-16 units, not characters: a piece may end between the two of a pair. */
function* units(piece: string): Generator<string> {
  for (let at = 0; at < piece.length; at++) yield piece.charAt(at);
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t';
}

function keyIn(quoted: string): unknown {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}
