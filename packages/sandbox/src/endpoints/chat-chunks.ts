import type { TextAnswer } from '../answer-text.js';
import type { StreamEvent } from '../faults/delivery.js';
import { dataEvent, textPieces } from '../sse.js';

/**
 * A chat completion as the provider streams it: the role, the pieces of the text, the reason for its end, the usage
 * where it is asked for, and `[DONE]`.
 */
export function chatChunks(
  head: object,
  answer: TextAnswer,
  choices: number,
  usage: object | undefined,
): StreamEvent[] {
  const chunk = (fields: object): string =>
    dataEvent({
      ...head,
      object: 'chat.completion.chunk',
      service_tier: 'default',
      system_fingerprint: null,
      ...fields,
    });
  const forEachChoice = (delta: object, finish_reason: string | null, isPiece = false): StreamEvent[] =>
    Array.from({ length: choices }, (_, index) => ({
      text: chunk({
        choices: [{ index, delta, logprobs: null, finish_reason }],
        // Once the usage is asked for, every chunk names it, and only the last one has it.
        ...(usage && { usage: null }),
      }),
      // The choices say the same at the same time: the first one's piece stands for all.
      isPiece: isPiece && index === 0,
    }));
  const field = answer.kind === 'refusal' ? 'refusal' : 'content';
  const role = { role: 'assistant', content: answer.kind === 'refusal' ? null : '', refusal: null };
  return [
    ...forEachChoice(role, null),
    ...textPieces(answer.text).flatMap((piece) => forEachChoice({ [field]: piece }, null, true)),
    ...forEachChoice({}, finishReason(answer)),
    ...(choices === 0 ? [{ text: chunk({ choices: [] }), isPiece: false }] : []),
    ...(usage ? [{ text: chunk({ choices: [], usage }), isPiece: false }] : []),
    { text: dataEvent('[DONE]'), isPiece: false },
  ];
}

export function finishReason(answer: TextAnswer): 'stop' | 'length' {
  return answer.truncated ? 'length' : 'stop';
}
