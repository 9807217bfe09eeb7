/** What was found in the place of something else: `the number 4.8`, `"red"`. */
export function inWords(found: unknown): string {
  if (found === null) return 'nothing';
  if (Array.isArray(found)) return `a list of ${found.length}`;
  if (typeof found === 'object') return 'fields';
  if (typeof found === 'number') return `the number ${found}`;
  if (typeof found === 'boolean') return String(found);
  const text = typeof found === 'string' ? found : typeof found;
  if (text.length <= 60) return JSON.stringify(text);
  return `${text.length} characters, ${JSON.stringify(`${text.slice(0, 40)}…`)}`;
}

/**
 * The same of a value that may be, or hold, a secret.
 *
 * @param numberWanted whether a number belongs there: then one that stands there is no secret
 */
export function inWordsUnquoted(found: unknown, numberWanted: boolean): string {
  if (typeof found === 'number' && !numberWanted) return 'a number';
  return typeof found === 'string' ? `${found === '' ? 'an empty' : 'another'} text` : inWords(found);
}
