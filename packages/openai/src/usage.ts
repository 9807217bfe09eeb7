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
  return inputTokens === undefined || outputTokens === undefined ? undefined : { inputTokens, outputTokens };
}

const count = z.int().nonnegative().optional().catch(undefined);
const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  prompt_tokens: count,
  completion_tokens: count,
});
