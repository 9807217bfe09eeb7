import type { TextAnswer } from '../answer-text.js';
import { Disconnect, type AnswerContext } from '../serve-call.js';
import { dataEvent, textPieces } from '../sse.js';

/**
 * A chat completion as the provider streams it: the role, the pieces of the text, the reason for its end, the usage
 * where it is asked for, and `[DONE]`. Without a delay between the pieces they leave in one write.
 */
export async function* chatChunks(
  head: object,
  answer: TextAnswer,
  choices: number,
  usage: object | undefined,
  { state, fault, signal }: AnswerContext,
): AsyncGenerator<string> {
  const chunk = (fields: object): string =>
    dataEvent({
      ...head,
      object: 'chat.completion.chunk',
      service_tier: 'default',
      system_fingerprint: null,
      ...fields,
    });
  const forEachChoice = (delta: object, finish_reason: string | null): string =>
    Array.from({ length: choices }, (_, index) =>
      chunk({
        choices: [{ index, delta, logprobs: null, finish_reason }],
        // Once the usage is asked for, every chunk names it, and only the last one has it.
        ...(usage && { usage: null }),
      }),
    ).join('');
  const field = answer.kind === 'refusal' ? 'refusal' : 'content';

  yield forEachChoice(
    { role: 'assistant', content: answer.kind === 'refusal' ? null : '', refusal: null },
    null,
  );

  const pieces = textPieces(answer.text);
  const heard = fault?.kind === 'disconnect' ? pieces.slice(0, Math.floor(pieces.length / 2)) : pieces;
  const delayMs = state.options.chunkDelayMs ?? 0;
  if (delayMs === 0) yield heard.map((piece) => forEachChoice({ [field]: piece }, null)).join('');
  else {
    for (const piece of heard) {
      await state.clock.sleep(delayMs, signal);
      yield forEachChoice({ [field]: piece }, null);
    }
  }
  if (fault?.kind === 'disconnect') throw new Disconnect();

  yield (
    forEachChoice({}, finishReason(answer)) +
    (usage ? chunk({ choices: [], usage }) : '') +
    dataEvent('[DONE]')
  );
}

export function finishReason(answer: TextAnswer): 'stop' | 'length' {
  return answer.truncated ? 'length' : 'stop';
}
