/** Tokens of one call, as the provider bills them. */
export interface Usage {
  /** Of what was sent. */
  readonly inputTokens: number;
  /** Of what was answered. */
  readonly outputTokens: number;
  /** Both together. */
  readonly totalTokens: number;
}

/** About four characters a token in English: the provider's own rule of thumb, and what its limiter estimates by. */
const CHARACTERS_PER_TOKEN = 4;

/** Tokens of a square of 1024 pixels by quality, as the provider's image guide lists them. */
const TOKENS_PER_SQUARE = { low: 272, medium: 1056, high: 4160 } as const;

/** How much work a model puts into a picture. */
export type Quality = keyof typeof TOKENS_PER_SQUARE;

/** An estimate of a text's tokens: its characters over four, rounded up. */
export function tokensOfText(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The characters that an answer of so many tokens may have. */
export function charactersOfTokens(tokens: number): number {
  return tokens * CHARACTERS_PER_TOKEN;
}

/** An estimate of an image's tokens: those of its quality, in proportion to its area. */
export function tokensOfImage(quality: Quality, width: number, height: number): number {
  return Math.round((TOKENS_PER_SQUARE[quality] * width * height) / (1024 * 1024));
}

export function usageOf(inputTokens: number, outputTokens: number): Usage {
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}
