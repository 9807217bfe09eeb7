import type { TextAnswer } from '../answer-text.js';
import type { StreamEvent } from '../faults/delivery.js';
import { namedEvent, textPieces } from '../sse.js';
import { contentPart, type OutputMessage, type ResponseObject } from './response-object.js';

/**
 * A response as the events in which the provider streams it: created, in progress, item and part added, the deltas,
 * then everything done in the opposite order.
 */
export function responseEvents(response: ResponseObject, answer: TextAnswer): StreamEvent[] {
  let sequence = 0;
  const event = (type: string, fields: object, isPiece = false): StreamEvent => ({
    text: namedEvent({ type, sequence_number: sequence++, ...fields }),
    isPiece,
  });
  const { output, completed_at: _, usage: __, ...begun } = response;
  const started = {
    ...begun,
    status: 'in_progress',
    incomplete_details: null,
    completed_at: null,
    output: [],
    usage: null,
  };
  const [item] = output;
  // An array literal is filled from left to right, and so the events are numbered.
  return [
    event('response.created', { response: started }),
    event('response.in_progress', { response: started }),
    ...(item ? itemEvents(item, answer, event) : []),
    event(`response.${response.status}`, { response }),
  ];
}

function itemEvents(
  item: OutputMessage,
  answer: TextAnswer,
  event: (type: string, fields: object, isPiece?: boolean) => StreamEvent,
): StreamEvent[] {
  const inItem = { item_id: item.id, output_index: 0, content_index: 0 };
  const [noun, field] = answer.kind === 'refusal' ? ['refusal', 'refusal'] : ['output_text', 'text'];
  const logprobs = answer.kind === 'refusal' ? {} : { logprobs: [] };
  return [
    event('response.output_item.added', {
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    }),
    event('response.content_part.added', { ...inItem, part: contentPart({ kind: answer.kind, text: '' }) }),
    ...textPieces(answer.text).map((delta) =>
      event(`response.${noun}.delta`, { ...inItem, delta, ...logprobs }, true),
    ),
    event(`response.${noun}.done`, { ...inItem, [field]: answer.text, ...logprobs }),
    event('response.content_part.done', { ...inItem, part: item.content[0] }),
    event('response.output_item.done', { output_index: 0, item }),
  ];
}
