/** Whether a secret can stand in a header: Node refuses blanks and letters outside ASCII, with an error that quotes it. */
export function isSendable(secret: string): boolean {
  return /^[\x21-\x7e]+$/.test(secret);
}

/**
 * Whether a text that people are shown, the id of a key say, holds one of the secrets. A short word is none, but a stand-in
 * for servers that take any key.
 */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => secret.length >= shortestKey && text.includes(secret));
}

/** The index of the first value that is the same as this one, if that is another one. */
export function twinOf(values: readonly unknown[], index: number): number | undefined {
  const value = values[index];
  const first = values.indexOf(value);
  return value !== undefined && first < index ? first : undefined;
}

/** Characters; providers' keys are longer by far. */
const shortestKey = 16;
