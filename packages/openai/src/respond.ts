import type OpenAI from 'openai';
import { jsonOf } from './answer-body.js';
import { streamOf } from './answer-stream.js';
import { performCall } from './call.js';
import type { Connection } from './call.js';
import { textCost } from './estimate.js';
import { responsesEndpoint } from './responses-endpoint.js';
import type { HeaderReader } from './retry-after.js';
import { wordsOf } from './words.js';
import type { WordsAnswer, WordsEndpoint, WordsRequest } from './words.js';

/**
 * The model's words, whole.
 *
 * @throws ModelError, see {@link performCall} and {@link wordsOf}
 */
export function respond(connection: Connection, request: WordsRequest): Promise<string> {
  const { model, asked, instructions, turns, maxOutputTokens, format } = request;
  return performCall(connection, {
    model,
    asked,
    cost: textCost({ instructions, turns, schema: format?.schema, maxOutputTokens }),
    send: (sdk, signal, heard) => exchangeWords(responsesEndpoint, request, { sdk, signal, heard }),
    usageOf: ({ usage }) => usage,
    settled: ({ inputTokens = 0, outputTokens = 0 }) => ({ tokens: inputTokens + outputTokens }),
    read: (answer, place) => wordsOf(answer, place, maxOutputTokens, connection.scrub),
  });
}

async function exchangeWords(
  endpoint: WordsEndpoint,
  request: WordsRequest,
  { sdk, signal, heard }: { sdk: OpenAI; signal: AbortSignal; heard: (headers: HeaderReader) => void },
): Promise<WordsAnswer> {
  if (request.listen === undefined) {
    return endpoint.read(await jsonOf(endpoint.ask(sdk, request, signal), heard));
  }
  const answer = await streamOf(endpoint.askForStream(sdk, request, signal), heard);
  return answer.status === 'whole'
    ? endpoint.read(answer.body)
    : endpoint.readStream(answer.events, request.listen(signal));
}
