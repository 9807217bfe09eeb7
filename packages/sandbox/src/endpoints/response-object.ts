import type { TextAnswer, TextRequest } from '../answer-text.js';
import type { SandboxState } from '../sandbox-state.js';
import type { TextFormat } from '../text-format.js';
import type { Usage } from '../usage.js';

/** What an answer repeats of its request. */
export interface Echo {
  readonly model: string;
  readonly instructions: string | null;
  readonly max_output_tokens: number | null;
  readonly temperature: number;
  readonly top_p: number;
  readonly metadata: object;
  readonly previous_response_id: string | null;
  readonly store: boolean;
  readonly parallel_tool_calls: boolean;
}

/** A finished response, of which the stream tells the story. */
export interface ResponseObject extends Echo {
  readonly id: string;
  readonly created_at: number;
  readonly completed_at: number | null;
  readonly status: 'completed' | 'incomplete';
  readonly incomplete_details: { readonly reason: 'max_output_tokens' } | null;
  readonly output: readonly OutputMessage[];
  /** Left out where it is not said. */
  readonly usage: object | undefined;
}

export interface OutputMessage {
  readonly id: string;
  readonly type: 'message';
  readonly status: 'completed' | 'incomplete';
  readonly role: 'assistant';
  readonly content: readonly [ContentPart];
}

/** The one part of the message: text, or a refusal. */
type ContentPart =
  | { readonly type: 'refusal'; readonly refusal: string }
  | { readonly type: 'output_text'; readonly text: string; readonly annotations: []; readonly logprobs: [] };

/** The answer of the responses endpoint, with one message of one part. */
export function responseObject(
  request: TextRequest,
  echo: Echo,
  answer: TextAnswer,
  usage: Usage | undefined,
  state: SandboxState,
): ResponseObject & Record<string, unknown> {
  const status = answer.truncated ? 'incomplete' : 'completed';
  return {
    id: state.newId('resp'),
    object: 'response',
    created_at: state.nowSeconds(),
    completed_at: answer.truncated ? null : state.nowSeconds(),
    status,
    background: false,
    error: null,
    incomplete_details: answer.truncated ? { reason: 'max_output_tokens' } : null,
    ...echo,
    output:
      answer.kind === 'nothing'
        ? []
        : [
            {
              id: state.newId('msg'),
              type: 'message',
              status,
              role: 'assistant',
              content: [contentPart(answer)],
            },
          ],
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    text: { format: formatEcho(request.format), verbosity: 'medium' },
    tool_choice: 'auto',
    tools: [],
    top_logprobs: 0,
    truncation: 'disabled',
    usage: usage && {
      input_tokens: usage.inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: usage.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.totalTokens,
    },
    user: null,
  };
}

export function contentPart(answer: Pick<TextAnswer, 'kind' | 'text'>): ContentPart {
  return answer.kind === 'refusal'
    ? { type: 'refusal', refusal: answer.text }
    : { type: 'output_text', annotations: [], logprobs: [], text: answer.text };
}

function formatEcho(format: TextFormat): object {
  return format.type === 'json_schema' ? { ...format, description: format.description ?? null } : format;
}
