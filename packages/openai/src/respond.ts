import { jsonOf } from './answer-body.js';
import { performCall } from './call.js';
import type { Connection } from './call.js';
import { textCost } from './estimate.js';
import { responsesEndpoint } from './responses-endpoint.js';
import { wordsOf } from './words.js';
import type { WordsRequest } from './words.js';

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
    send: async (sdk, signal, heard) =>
      responsesEndpoint.read(await jsonOf(responsesEndpoint.ask(sdk, request, signal), heard)),
    usageOf: ({ usage }) => usage,
    settled: ({ inputTokens = 0, outputTokens = 0 }) => ({ tokens: inputTokens + outputTokens }),
    read: (answer, place) => wordsOf(answer, place, maxOutputTokens, connection.scrub),
  });
}
