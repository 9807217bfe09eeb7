import { countTokens } from './count-tokens.js';

/** The parts of a text call that the provider counts. */
export interface SentText {
  readonly instructions: string;
  readonly turns: readonly { readonly content: string }[];
  /** The JSON schema of the answer; absent for plain text. */
  readonly schema: object | undefined;
  readonly maxOutputTokens: number;
}

/** What a call is expected to take at most, by counting. */
export interface Estimate {
  /** Tokens of what is sent. */
  readonly inputTokens: number;
  /** The cap of the answer's tokens, which the provider counts up front. */
  readonly outputTokens: number;
  readonly images: number;
}

/** What a text call takes at most. */
export async function estimateText({
  instructions,
  turns,
  schema,
  maxOutputTokens,
}: SentText): Promise<Estimate> {
  const messages = [instructions, ...turns.map(({ content }) => content)];
  const texts = schema === undefined ? messages : [...messages, JSON.stringify(schema)];
  const counts = await Promise.all(texts.map(countTokens));
  const inputTokens = counts.reduce(
    (sum, count) => sum + count,
    texts.length * tokensOfMessage + tokensOfReply,
  );
  return { inputTokens, outputTokens: maxOutputTokens, images: 0 };
}

/** What one picture takes. Its pixels count as an image, not as tokens. */
export async function estimateImage(prompt: string): Promise<Estimate> {
  return { inputTokens: (await countTokens(prompt)) + tokensOfMessage, outputTokens: 0, images: 1 };
}

/** What stands around a message, its role included. Provider's cookbook, "How to count tokens with tiktoken". */
const tokensOfMessage = 4;

/** What every answer begins with. As above. */
const tokensOfReply = 3;
