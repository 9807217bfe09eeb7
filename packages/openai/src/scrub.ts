/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/**
 * Makes a function that takes out the given secrets, and whatever else looks like a key: providers quote a refused one
 * in part, its middle starred out.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  // As they are, and as they stand in a quoted body or an address. The longest first: one may begin with another.
  const known = [...new Set(secrets.flatMap(writtenForms))].toSorted((a, b) => b.length - a.length);
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, placeholder), text);
    return withoutKnown.replace(starredOut, placeholder).replace(keyShaped, placeholder);
  };
}

function writtenForms(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

const placeholder = '[key]';
const starredOut = /[^\s"'`,;:]*\*{3,}[^\s"'`,;:]*/g;
const keyShaped = /\bsk-[A-Za-z0-9_-]{4,}/g;
