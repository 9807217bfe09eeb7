import type { Usage } from '../declare/resource.js';

/** What several calls used, added up. */
export interface UsageSum {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  images: number;
  pictures: Record<string, number>;
}

/** What no call used. */
export function noUsage(): UsageSum {
  return { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, images: 0, pictures: {} };
}

/** Adds what one more call used. */
export function addUsage(sum: UsageSum, usage: Usage = {}): void {
  sum.inputTokens += usage.inputTokens ?? 0;
  sum.cachedInputTokens += usage.cachedInputTokens ?? 0;
  sum.outputTokens += usage.outputTokens ?? 0;
  sum.images += usage.images ?? 0;
  for (const [kind, count] of Object.entries(usage.pictures ?? {}))
    sum.pictures[kind] = (sum.pictures[kind] ?? 0) + count;
}
