import { secretForms } from './secret-forms.js';

/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/**
 * Makes a function that takes out the given secrets, and whatever else looks like a key: providers quote a refused one
 * in part, its middle starred out.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  const withoutKnown = secretHider(secrets);
  return (text) => withoutKnown(text).replace(starredOut, placeholder).replace(keyShaped, placeholder);
}

/** Makes a function that takes out the given secrets and leaves everything else as it is: for texts that are used. */
export function secretHider(secrets: readonly string[]): Scrub {
  const known = secretForms(secrets);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, placeholder), text);
}

const placeholder = '[key]';
const starredOut = /[^\s"'`,;:]*\*{3,}[^\s"'`,;:]*/g;
const keyShaped = /\bsk-[A-Za-z0-9_-]{4,}/g;
