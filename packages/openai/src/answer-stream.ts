import type { APIPromise } from 'openai';
import { parseBody } from './answer-body.js';
import type { HeaderReader } from './retry-after.js';

/**
 * The events of an answer, or the whole of it where the server does not stream. Its headers are told as soon as they are
 * there.
 *
 * @throws UnreadableBody
 */
export async function streamOf(
  request: APIPromise<AsyncIterable<unknown>>,
  heard: (headers: HeaderReader) => void,
): Promise<
  | { readonly status: 'streamed'; readonly events: AsyncIterable<unknown> }
  | { readonly status: 'whole'; readonly body: unknown }
> {
  const response = await request.asResponse();
  heard(response.headers);
  return response.headers.get('content-type')?.includes('event-stream') === true
    ? { status: 'streamed', events: await request }
    : { status: 'whole', body: parseBody(await response.text()) };
}

/**
 * Reads events to the end, even past the one that holds the answer: the connection is good for another call only then.
 *
 * @param read gives the answer for the event that holds it; is asked for those after it, too
 * @throws Error when no event held one, and whatever the stream or `read` throws until one did
 */
export async function lastOf<Answer>(
  events: AsyncIterable<unknown>,
  read: (event: unknown) => Promise<Answer | undefined>,
): Promise<Answer> {
  let answer: Answer | undefined;
  try {
    for await (const event of events) {
      const found = await read(event);
      answer ??= found;
    }
  } catch (error) {
    if (answer === undefined)
      throw isSyntaxError(error) ? new Error('the stream holds an event that is no JSON') : error;
  }
  if (answer === undefined) throw new Error('the stream ended before the answer did');
  return answer;
}

/** By name: the SDK's parser need not be of this realm. */
function isSyntaxError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'SyntaxError';
}
