import type OpenAI from 'openai';
import { jsonOf } from './answer-body.js';
import type { AnswerCaps } from './answer-caps.js';
import { streamOf } from './answer-stream.js';
import { performCall } from './call.js';
import type { Connection } from './call.js';
import { ModelError } from './errors.js';
import { estimateText } from './estimate.js';
import { keepWords, recallWords } from './recorded-words.js';
import type { HeaderReader } from './retry-after.js';
import type { Scrub } from './scrub.js';
import { wordsOf } from './words.js';
import type { WordsAnswer, WordsEndpoint, WordsRequest } from './words.js';

/** A request for words before it is known how long the answer may be. */
export type WordsQuestion = Omit<WordsRequest, 'maxOutputTokens' | 'cutOffStands'> & {
  readonly caps: AnswerCaps;
};

/**
 * The model's words, whole. An answer that was cut off is asked for once more where its caps say so, in a call like any
 * other: within the limits, and within a budget.
 *
 * @throws ModelError, see {@link performCall} and {@link wordsOf}
 */
export async function respond(connection: Connection, { caps, ...question }: WordsQuestion): Promise<string> {
  const { maxOutputTokens, ifCutOff } = caps;
  if (ifCutOff === undefined) return respondOnce(connection, { ...question, maxOutputTokens });
  try {
    // On record it stands: what it leads to is on record as well, and it would be paid for to no end.
    return await respondOnce(connection, { ...question, maxOutputTokens, cutOffStands: true });
  } catch (error) {
    if (!isCutOff(error)) throw error;
    return respondOnce(connection, { ...question, maxOutputTokens: ifCutOff });
  }
}

function isCutOff(error: unknown): boolean {
  return error instanceof ModelError && error.code === 'incomplete';
}

/** Where the server has not the endpoint that is asked first, the other one is asked at once. */
async function respondOnce(connection: Connection, request: WordsRequest): Promise<string> {
  const endpoint = connection.words.endpoint();
  try {
    return await respondBy(endpoint, connection, request);
  } catch (error) {
    const isNotServed = error instanceof ModelError && error.code === 'not-served';
    const other = isNotServed ? connection.words.insteadOf(endpoint) : undefined;
    if (other === undefined) throw error;
    return respondBy(other, connection, request);
  }
}

function respondBy(endpoint: WordsEndpoint, connection: Connection, request: WordsRequest): Promise<string> {
  const { model, asked, instructions, turns, maxOutputTokens, format, fits, listen } = request;
  const { scope, hideSecrets } = connection;
  return performCall(connection, {
    model,
    asked,
    estimate: () => estimateText({ instructions, turns, schema: format?.schema, maxOutputTokens }),
    send: async (sdk, signal, heard) => {
      const answer = withoutSecrets(
        await exchangeWords(endpoint, request, { sdk, signal, heard }),
        hideSecrets,
      );
      // Here, and not where it is read: of an answer that is replayed no server was asked.
      if (isOfModel(answer)) connection.words.answered(endpoint);
      return answer;
    },
    usageOf: ({ usage }) => usage,
    read: (answer, place) => wordsOf(answer, place, maxOutputTokens, connection),
    recording: {
      // The endpoint is not part of it: which one a server has is found out anew by every process.
      request: { words: { model, instructions, turns, maxOutputTokens, format } },
      keep: keepWords,
      recall: recallWords,
      stands: async (error, { text }) => {
        if (request.cutOffStands !== true || !isCutOff(error)) return false;
        // What was made of its items was made of these, and not of those that came after.
        await listen?.(scope.signal)(text);
        return true;
      },
      accept: async (text) => {
        if (fits !== undefined && !(await fits(text))) return false;
        await listen?.(scope.signal)(text);
        return true;
      },
    },
  });
}

/**
 * Some servers repeat the key in their answer. It is taken out once, before anybody reads it: what a phase makes of an answer
 * is recorded too, and a replayed one is to be the same.
 */
function withoutSecrets(answer: WordsAnswer, hideSecrets: Scrub): WordsAnswer {
  const { text, refusal } = answer;
  return {
    ...answer,
    text: hideSecrets(text),
    ...(refusal !== undefined && { refusal: hideSecrets(refusal) }),
  };
}

/** Whether a model was asked: some servers say with status 200 that they have no such address. */
function isOfModel({ ending }: WordsAnswer): boolean {
  return ending.kind !== 'none' && ending.kind !== 'failed';
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
