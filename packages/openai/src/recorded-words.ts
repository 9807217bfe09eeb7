import { z } from 'zod';
import type { WordsAnswer } from './words.js';

/** An answer in words as it is recorded: what a client reads of it, whichever endpoint it came through. */
const keptSchema = z.object({
  text: z.string(),
  refusal: z.string().optional(),
  ending: z.enum(['complete', 'cut-off', 'filtered']),
});

/** What is recorded of an answer; nothing of a body that says that the provider failed, or is no answer at all. */
export function keepWords({ text, refusal, ending }: WordsAnswer): unknown {
  if (ending.kind === 'failed' || ending.kind === 'none') return undefined;
  return { text, ...(refusal !== undefined && { refusal }), ending: ending.kind };
}

/** The answer that {@link keepWords} wrote down. */
export function recallWords(kept: unknown): WordsAnswer | undefined {
  const words = keptSchema.safeParse(kept).data;
  return words && { text: words.text, refusal: words.refusal, ending: { kind: words.ending } };
}
