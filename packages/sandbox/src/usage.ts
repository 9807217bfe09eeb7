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

/** Into so many parts `gpt-image-2` divides a picture's longer side. */
const PATCHES_ALONG = { low: 16, medium: 48, high: 96 } as const;

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

/** A picture as far as its tokens go. */
interface Picture {
  readonly quality: Quality;
  readonly width: number;
  readonly height: number;
}

/**
 * An estimate of a picture's tokens: those of its quality, in proportion to its area. Of `gpt-image-2`, which takes far
 * fewer, what a reader took out of the provider's calculator
 * (https://community.openai.com/t/gpt-image-2-output-pricing-calculator-online-and-in-your-code/1382699).
 */
export function tokensOfImage(model: string, { quality, width, height }: Picture): number {
  if (!model.startsWith('gpt-image-2'))
    return Math.round((TOKENS_PER_SQUARE[quality] * width * height) / (1024 * 1024));
  const along = PATCHES_ALONG[quality];
  const across = Math.round((along * Math.min(width, height)) / Math.max(width, height));
  return Math.ceil((along * across * (2_000_000 + width * height)) / 4_000_000);
}

export function usageOf(inputTokens: number, outputTokens: number): Usage {
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}
