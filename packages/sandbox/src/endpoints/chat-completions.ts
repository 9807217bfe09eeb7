import { answerText, reservedTokens, type TextRequest } from '../answer-text.js';
import {
  bodyFields,
  optionalBoolean,
  optionalInteger,
  optionalNumber,
  optionalObject,
  requiredString,
} from '../fields.js';
import { readConversation } from '../messages.js';
import type { Answer, AnswerContext, Work } from '../serve-call.js';
import { readTextFormat } from '../text-format.js';
import { toldUsage } from '../faults/told-usage.js';
import { tokensOfText, usageOf, type Usage } from '../usage.js';
import { chatChunks, finishReason } from './chat-chunks.js';

/** `POST /v1/chat/completions`: `n` choices that say the same, as an object or as a stream of chunks. */
export function readChatCall(body: unknown): Work {
  const fields = bodyFields(body);
  const request: ChatRequest = {
    endpoint: 'chat/completions',
    model: requiredString(fields, 'model'),
    conversation: readConversation('messages', fields.values['messages'], undefined),
    format: readTextFormat(optionalObject(fields, 'response_format')),
    stream: optionalBoolean(fields, 'stream') ?? false,
    maxOutputTokens:
      optionalInteger(fields, 'max_completion_tokens', 1, 1_000_000) ??
      optionalInteger(fields, 'max_tokens', 1, 1_000_000),
    choices: optionalInteger(fields, 'n', 1, 128) ?? 1,
    includeUsage: includesUsage(optionalObject(fields, 'stream_options')),
  };
  optionalNumber(fields, 'temperature', 0, 2);
  optionalNumber(fields, 'top_p', 0, 1);
  return {
    call: {
      endpoint: 'chat/completions',
      model: request.model,
      input: request.conversation.input,
      stream: request.stream,
      ...(request.format.type === 'json_schema' && { schemaName: request.format.name }),
    },
    reserve: { tokens: reservedTokens(request, request.choices), images: 0 },
    answer: (context) => answerCall(request, context),
  };
}

interface ChatRequest extends TextRequest {
  readonly choices: number;
  readonly includeUsage: boolean;
}

function includesUsage(options: ReturnType<typeof optionalObject>): boolean {
  return options !== undefined && (optionalBoolean(options, 'include_usage') ?? false);
}

async function answerCall(request: ChatRequest, context: AnswerContext): Promise<Answer> {
  const answer = await answerText(request, context.state.options, context.fault, context.signal);
  const outputTokens = tokensOfText(answer.text) * request.choices;
  const usage = usageOf(tokensOfText(request.conversation.everything), outputTokens);
  const told = toldUsage(usage, context.fault);
  const counted = told && usageFields(told);
  const choices = answer.kind === 'nothing' ? 0 : request.choices;
  const head = {
    id: context.state.newId('chatcmpl'),
    created: context.state.nowSeconds(),
    model: request.model,
  };
  if (request.stream) {
    return { usage, events: chatChunks(head, answer, choices, request.includeUsage ? counted : undefined) };
  }
  const completion = {
    ...head,
    object: 'chat.completion',
    choices: Array.from({ length: choices }, (_, index) => ({
      index,
      message: {
        role: 'assistant',
        content: answer.kind === 'refusal' ? null : answer.text,
        refusal: answer.kind === 'refusal' ? answer.text : null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: finishReason(answer),
    })),
    usage: counted,
    service_tier: 'default',
    system_fingerprint: null,
  };
  return { usage, body: JSON.stringify(completion) };
}

function usageFields(usage: Usage): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
