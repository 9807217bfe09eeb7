import { countTokens } from './count-tokens.js';
import { expectedPictureTokens, usualPictureTokens } from './picture-tokens.js';
import type { PictureKind } from './picture-tokens.js';

/** The parts of a text call that the provider counts. */
export interface SentText {
  readonly instructions: string;
  readonly turns: readonly { readonly content: string }[];
  /** The JSON schema of the answer; absent for plain text. */
  readonly schema: object | undefined;
  readonly maxOutputTokens: number;
}

/** The parts of a call for a picture by which the provider counts. */
export interface AskedPicture {
  readonly prompt: string;
  readonly model: string;
  readonly picture: PictureKind;
}

/** What a call is expected to take at most, by counting. */
export interface Estimate {
  /** Tokens of what is sent. */
  readonly inputTokens: number;
  /** Tokens of the answer, as `output` says. */
  readonly outputTokens: number;
  /**
   * What is known of the answer's tokens: their cap, which the provider counts up front; what pictures of this sort take; or
   * nothing, where they are what pictures of another model take.
   */
  readonly output: 'cap' | 'expected' | 'unknown';
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
  return { inputTokens, outputTokens: maxOutputTokens, output: 'cap', images: 0 };
}

/** What one picture takes: the tokens of its prompt, and those of its pixels. */
export async function estimateImage({ prompt, model, picture }: AskedPicture): Promise<Estimate> {
  const inputTokens = (await countTokens(prompt)) + tokensOfMessage;
  const known = expectedPictureTokens(model, picture);
  return known === undefined
    ? { inputTokens, outputTokens: usualPictureTokens(picture), output: 'unknown', images: 1 }
    : { inputTokens, outputTokens: known, output: 'expected', images: 1 };
}

/** What stands around a message, its role included. Provider's cookbook, "How to count tokens with tiktoken". */
const tokensOfMessage = 4;

/** What every answer begins with. As above. */
const tokensOfReply = 3;
