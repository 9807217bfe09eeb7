import type { Cost } from '@phasegraph/engine';

/**
 * What a text call is expected to take at most: its input, a token for four characters, and the cap of its answer,
 * which the provider counts up front.
 */
export function textCost(sent: string, maxOutputTokens: number): Cost {
  return { requests: 1, tokens: tokensOf(sent) + maxOutputTokens, images: 0 };
}

/** What one picture is expected to take. Its pixels count as an image, not as tokens. */
export function imageCost(prompt: string): Cost {
  return { requests: 1, tokens: tokensOf(prompt), images: 1 };
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
