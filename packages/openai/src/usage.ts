import type { Usage } from '@phasegraph/engine';
import { z } from 'zod';

/**
 * The tokens that an answer reports, under the names of either endpoint. The provider says `null` in answers that
 * failed, and servers that are compatible with it leave the counts out.
 */
export function tokensUsed(usage: unknown): Usage | undefined {
  const counts = usageSchema.safeParse(usage).data;
  const inputTokens = counts?.input_tokens ?? counts?.prompt_tokens;
  const outputTokens = counts?.output_tokens ?? counts?.completion_tokens;
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  const details = counts?.input_tokens_details ?? counts?.prompt_tokens_details;
  const cached = details?.cached_tokens;
  return {
    inputTokens,
    outputTokens,
    // A part of the input: one that says more than the whole is not to make the rest cost less than nothing.
    ...(cached !== undefined && { cachedInputTokens: Math.min(cached, inputTokens) }),
  };
}

const count = z.int().nonnegative().optional().catch(undefined);
const details = z.object({ cached_tokens: count }).optional().catch(undefined);
const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  input_tokens_details: details,
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: details,
});
