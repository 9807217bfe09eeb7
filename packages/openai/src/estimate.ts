import type { Cost } from '@phasegraph/engine';
import { countTokens } from './count-tokens.js';

/** The parts of a text call that the provider counts. */
export interface SentText {
  readonly instructions: string;
  readonly turns: readonly { readonly content: string }[];
  /** The JSON schema of the answer; absent for plain text. */
  readonly schema: object | undefined;
  readonly maxOutputTokens: number;
}

/**
 * What a text call is expected to take at most: the tokens of what is sent, and the cap of its answer, which the
 * provider counts up front.
 */
export async function textCost({ instructions, turns, schema, maxOutputTokens }: SentText): Promise<Cost> {
  const messages = [instructions, ...turns.map(({ content }) => content)];
  const texts = schema === undefined ? messages : [...messages, JSON.stringify(schema)];
  const counts = await Promise.all(texts.map(countTokens));
  const sent = counts.reduce((sum, count) => sum + count, texts.length * tokensOfMessage + tokensOfReply);
  return { requests: 1, tokens: sent + maxOutputTokens, images: 0 };
}

/** What one picture is expected to take. Its pixels count as an image, not as tokens. */
export async function imageCost(prompt: string): Promise<Cost> {
  return { requests: 1, tokens: (await countTokens(prompt)) + tokensOfMessage, images: 1 };
}

/** What stands around a message, its role included. Provider's cookbook, "How to count tokens with tiktoken". */
const tokensOfMessage = 4;

/** What every answer begins with. As above. */
const tokensOfReply = 3;
