import type { Usage } from '@phasegraph/engine';
import type OpenAI from 'openai';
import type { APIPromise } from 'openai';
import type { JsonSchema } from './strict-schema.js';
import { errors } from './errors.js';
import type { CallPlace } from './errors.js';
import { failedAtProvider } from './translate-error.js';
import type { AskedServer } from './translate-error.js';
import type { ProviderFailure } from './provider-failure.js';

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
  /** What the words are the JSON of. Default: plain text. */
  readonly format?: { readonly name: string; readonly schema: JsonSchema };
  /** Makes a listener for each time that an answer is begun, and has it streamed. Default: the answer comes whole. */
  readonly listen?: (signal: AbortSignal) => Listener;
  /** Whether an answer that was cut off is final when it is recorded. Default: it is asked for anew. */
  readonly cutOffStands?: boolean;
  /** Whether a recorded answer is of use. Default: any is. */
  readonly fits?: (text: string) => Promise<boolean>;
}

/** Is told each piece of an answer's text; the next one waits for what it returns. */
export type Listener = (piece: string) => Promise<void>;

/** What a model said, whichever endpoint it said it through. */
export interface WordsAnswer {
  readonly text: string;
  /** What it said in place of an answer. */
  readonly refusal?: string | undefined;
  readonly ending: Ending;
  readonly usage?: Usage | undefined;
}

/** How an answer came to its end. */
export type Ending =
  | { readonly kind: 'complete' | 'cut-off' | 'filtered' }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure }
  /** A body that is JSON, but no answer. */
  | { readonly kind: 'none'; readonly problem: string };

/** One way to ask a server for words. */
export interface WordsEndpoint {
  ask(sdk: OpenAI, request: WordsRequest, signal: AbortSignal): APIPromise<unknown>;
  /** Reads the JSON of an answer; never throws. */
  read(body: unknown): WordsAnswer;
  /** As `ask`, for the answer as a stream of events. */
  askForStream(sdk: OpenAI, request: WordsRequest, signal: AbortSignal): APIPromise<AsyncIterable<unknown>>;
  /** @throws Error when the stream ends early, what it throws, what the listener throws */
  readStream(events: AsyncIterable<unknown>, listener: Listener): Promise<WordsAnswer>;
}

/**
 * The words of an answer.
 *
 * @throws ModelError `refusal`, `content-filter`, `incomplete`, `empty-answer`, `unreadable-answer`, or by what failed
 */
export function wordsOf(
  { text, refusal, ending }: WordsAnswer,
  place: CallPlace,
  maxOutputTokens: number,
  asked: AskedServer,
): string {
  if (ending.kind === 'filtered') throw errors.contentFilter(place);
  if (ending.kind === 'cut-off') throw errors.incomplete(place, maxOutputTokens);
  if (ending.kind === 'failed') throw failedAtProvider(place, ending.failure, asked);
  if (ending.kind === 'none') throw errors.unreadableAnswer(place, ending.problem);
  if (refusal !== undefined && refusal !== '') throw errors.refusal(place, asked.scrub(refusal));
  if (text === '') throw errors.emptyAnswer(place, 'text');
  return text;
}
