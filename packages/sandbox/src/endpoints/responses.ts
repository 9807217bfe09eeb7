import { answerText, reservedTokens, type TextRequest } from '../answer-text.js';
import {
  bodyFields,
  optionalBoolean,
  optionalInteger,
  optionalNumber,
  optionalObject,
  optionalString,
  requiredString,
  type Fields,
} from '../fields.js';
import { readConversation } from '../messages.js';
import type { Answer, AnswerContext, Work } from '../serve-call.js';
import { readTextFormat } from '../text-format.js';
import { toldUsage } from '../faults/told-usage.js';
import { tokensOfText, usageOf } from '../usage.js';
import { responseEvents } from './response-events.js';
import { responseObject, type Echo } from './response-object.js';

/** `POST /v1/responses`: one assistant message, as an object or as a stream of events. */
export function readResponsesCall(body: unknown): Work {
  const fields = bodyFields(body);
  const echo = readEcho(fields);
  const textOptions = optionalObject(fields, 'text');
  const request: TextRequest = {
    endpoint: 'responses',
    model: echo.model,
    conversation: readConversation('input', fields.values['input'], echo.instructions ?? undefined),
    format: readTextFormat(textOptions && optionalObject(textOptions, 'format')),
    stream: optionalBoolean(fields, 'stream') ?? false,
    maxOutputTokens: echo.max_output_tokens ?? undefined,
  };
  return {
    call: {
      endpoint: 'responses',
      model: request.model,
      input: request.conversation.input,
      stream: request.stream,
      ...(request.format.type === 'json_schema' && { schemaName: request.format.name }),
    },
    reserve: { tokens: reservedTokens(request, 1), images: 0 },
    answer: (context) => answerCall(request, echo, context),
  };
}

function readEcho(fields: Fields): Echo {
  return {
    model: requiredString(fields, 'model'),
    instructions: optionalString(fields, 'instructions') ?? null,
    max_output_tokens: optionalInteger(fields, 'max_output_tokens', 16, 1_000_000) ?? null,
    temperature: optionalNumber(fields, 'temperature', 0, 2) ?? 1,
    top_p: optionalNumber(fields, 'top_p', 0, 1) ?? 1,
    metadata: optionalObject(fields, 'metadata')?.values ?? {},
    previous_response_id: optionalString(fields, 'previous_response_id') ?? null,
    store: optionalBoolean(fields, 'store') ?? true,
    parallel_tool_calls: optionalBoolean(fields, 'parallel_tool_calls') ?? true,
  };
}

async function answerCall(request: TextRequest, echo: Echo, context: AnswerContext): Promise<Answer> {
  const answer = await answerText(request, context.state.options, context.fault, context.signal);
  const usage = usageOf(tokensOfText(request.conversation.everything), tokensOfText(answer.text));
  const response = responseObject(request, echo, answer, toldUsage(usage, context.fault), context.state);
  if (!request.stream) return { usage, body: JSON.stringify(response) };
  return { usage, events: responseEvents(response, answer) };
}
