/** The way to an item, by its key in its list: below another item the key is the way already. */
export function wayTo(list: string, key: string, isTop: boolean): string {
  return isTop ? `${list}[${escaped(key)}]` : key;
}

/** The key of an item below another: the way to it, as in `page[home]/section[hero]`. */
export function wayBelow(way: string, list: string, key: string): string {
  return `${way}/${list}[${escaped(key)}]`;
}

/** A key with brackets of its own must not read as a way: two items would be one. */
function escaped(key: string): string {
  return key.replaceAll(/[[\]\\]/g, '\\$&');
}
