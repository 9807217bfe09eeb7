import type { Response, ResponseFormatTextJSONSchemaConfig } from 'openai/resources/responses/responses';
import { hearing, performCall } from './call.js';
import type { Connection } from './call.js';
import { errors } from './errors.js';
import type { CallPlace } from './errors.js';
import { textCost } from './estimate.js';
import type { Scrub } from './scrub.js';
import { codeFor } from './translate-error.js';
import { tokensUsed } from './usage.js';

/** One turn of a conversation. */
export interface Turn {
  readonly role: 'user' | 'assistant' | 'developer';
  readonly content: string;
}

/** What a model is asked for in words, a JSON text or a plain one. */
export interface WordsRequest {
  readonly model: string;
  readonly asked: string;
  readonly instructions: string;
  readonly turns: readonly Turn[];
  readonly maxOutputTokens: number;
  /** Default: plain text. */
  readonly format?: ResponseFormatTextJSONSchemaConfig;
}

/**
 * `POST /responses`: the model's words, whole.
 *
 * @throws ModelError, see {@link performCall}; `refusal`, `content-filter`, `incomplete` by what the answer says
 */
export function respond(connection: Connection, request: WordsRequest): Promise<string> {
  const { model, asked, instructions, turns, maxOutputTokens, format } = request;
  return performCall(connection, {
    model,
    asked,
    cost: textCost({ instructions, turns, schema: format?.schema, maxOutputTokens }),
    send: (sdk, signal, heard) =>
      hearing(
        heard,
        sdk.responses.create(
          {
            model,
            instructions,
            input: turns.map(({ role, content }) => ({ role, content })),
            max_output_tokens: maxOutputTokens,
            // The provider would keep the answers for thirty days.
            store: false,
            ...(format !== undefined && { text: { format } }),
          },
          { signal },
        ),
      ),
    usageOf: ({ usage }) => tokensUsed(usage),
    settled: ({ inputTokens = 0, outputTokens = 0 }) => ({ tokens: inputTokens + outputTokens }),
    read: (answer, place) => wordsOf(answer, place, maxOutputTokens, connection.scrub),
  });
}

function wordsOf(answer: Response, place: CallPlace, maxOutputTokens: number, scrub: Scrub): string {
  if (answer.status === 'incomplete') {
    throw answer.incomplete_details?.reason === 'content_filter'
      ? errors.contentFilter(place)
      : errors.incomplete(place, maxOutputTokens);
  }
  if (answer.status === 'failed') throw failureOf(answer, place, scrub);
  // A server that is only said to be compatible may answer with anything.
  if (!Array.isArray(answer.output)) throw errors.invalidAnswer(place, 'it has no `output`');
  const contents = answer.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const refusal = contents.find((content) => content.type === 'refusal');
  if (refusal !== undefined) throw errors.refusal(place, scrub(refusal.refusal));
  const words = contents.map((content) => (content.type === 'output_text' ? content.text : '')).join('');
  if (words === '') throw errors.invalidAnswer(place, 'it has no text');
  return words;
}

/** An answer of status 200 that carries an error in its body. */
function failureOf(answer: Response, place: CallPlace, scrub: Scrub): Error {
  const { code, message = 'no reason given' } = answer.error ?? {};
  const status = code === 'rate_limit_exceeded' ? 429 : code === 'server_error' ? 500 : 400;
  return errors.failed(codeFor(status, code, undefined), place, scrub(message), {
    providerCode: code === undefined ? undefined : scrub(code),
  });
}
