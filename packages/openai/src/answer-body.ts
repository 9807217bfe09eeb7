import type { APIPromise } from 'openai';
import type { HeaderReader } from './retry-after.js';

/** A body that is no JSON; its message says what it is instead. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/**
 * The JSON of an answer. Its headers are told as soon as they are there, whatever the body turns out to be.
 *
 * @throws UnreadableBody
 */
export async function jsonOf(
  request: APIPromise<unknown>,
  heard: (headers: HeaderReader) => void,
): Promise<unknown> {
  const response = await request.asResponse();
  heard(response.headers);
  return parseBody(await response.text());
}

/** @throws UnreadableBody */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new UnreadableBody(whatItIs(text));
  }
}

/** What a text without JSON in it seems to be, for an error. */
function whatItIs(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return 'the body is empty';
  if (isPage(trimmed))
    return `the body is ${pageNamed(trimmed)}, not JSON: something between here and the server answered`;
  return /^[{[]/.test(trimmed)
    ? `the body is JSON that is broken or ends early, after ${text.length} characters`
    : 'the body is not JSON';
}

/** Whether a text is an HTML page, such as proxies answer with. */
export function isPage(text: string): boolean {
  return /^\s*<(!doctype html|html|head|body|\?xml)/i.test(text);
}

/** An HTML page by its title. */
export function pageNamed(text: string): string {
  const title = /<title[^>]*>([^<]{1,100})/i.exec(text)?.[1]?.trim();
  return title ? `an HTML page, "${title}"` : 'an HTML page';
}
