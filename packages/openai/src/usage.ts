import type { Usage } from '@phasegraph/engine';

/**
 * The tokens that an answer reports. The provider says `null` in answers that failed, and servers that are compatible
 * with it leave the counts out.
 */
export function tokensUsed(
  usage: { readonly input_tokens?: number; readonly output_tokens?: number } | null | undefined,
): Usage | undefined {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = usage ?? {};
  return typeof inputTokens === 'number' && typeof outputTokens === 'number'
    ? { inputTokens, outputTokens }
    : undefined;
}
