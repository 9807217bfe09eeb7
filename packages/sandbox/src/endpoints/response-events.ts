import type { TextAnswer } from '../answer-text.js';
import { Disconnect, type AnswerContext } from '../serve-call.js';
import { namedEvent, textPieces } from '../sse.js';
import { contentPart, type ResponseObject } from './response-object.js';

/**
 * A response as the events in which the provider streams it: created, in progress, item and part added, the deltas,
 * then everything done in the opposite order. Without a delay between the pieces they leave in one write.
 */
export async function* responseEvents(
  response: ResponseObject,
  answer: TextAnswer,
  { state, fault, signal }: AnswerContext,
): AsyncGenerator<string> {
  let sequence = 0;
  const event = (type: string, fields: object): string =>
    namedEvent({ type, sequence_number: sequence++, ...fields });
  const { output, completed_at: _, usage: __, ...begun } = response;
  const [item] = output;
  const started = {
    ...begun,
    status: 'in_progress',
    incomplete_details: null,
    completed_at: null,
    output: [],
    usage: null,
  };
  const inItem = { item_id: item.id, output_index: 0, content_index: 0 };
  const [noun, field] = answer.kind === 'refusal' ? ['refusal', 'refusal'] : ['output_text', 'text'];
  const logprobs = answer.kind === 'refusal' ? {} : { logprobs: [] };

  yield (
    event('response.created', { response: started }) +
    event('response.in_progress', { response: started }) +
    event('response.output_item.added', {
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    }) +
    event('response.content_part.added', { ...inItem, part: contentPart({ kind: answer.kind, text: '' }) })
  );

  const pieces = textPieces(answer.text);
  const heard = fault?.kind === 'disconnect' ? pieces.slice(0, Math.floor(pieces.length / 2)) : pieces;
  const deltas = heard.map(
    (delta) => () => event(`response.${noun}.delta`, { ...inItem, delta, ...logprobs }),
  );
  const delayMs = state.options.chunkDelayMs ?? 0;
  if (delayMs === 0) yield deltas.map((delta) => delta()).join('');
  else {
    for (const delta of deltas) {
      await state.clock.sleep(delayMs, signal);
      yield delta();
    }
  }
  if (fault?.kind === 'disconnect') throw new Disconnect();

  yield (
    event(`response.${noun}.done`, { ...inItem, [field]: answer.text, ...logprobs }) +
    event('response.content_part.done', { ...inItem, part: item.content[0] }) +
    event('response.output_item.done', { output_index: 0, item }) +
    event(`response.${response.status}`, { response })
  );
}
