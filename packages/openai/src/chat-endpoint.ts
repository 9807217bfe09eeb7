import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { lastOf } from './answer-stream.js';
import { failureSchema } from './provider-failure.js';
import { tokensUsed } from './usage.js';
import type { Ending, Listener, WordsAnswer, WordsEndpoint, WordsRequest } from './words.js';

/** `POST /chat/completions`: what servers that are compatible with the provider have all of. */
export const chatEndpoint: WordsEndpoint = {
  ask: (sdk, request, signal) => sdk.chat.completions.create(bodyOf(request), { signal }),
  read,
  askForStream: (sdk, request, signal) =>
    sdk.chat.completions.create(
      // Without it a stream has no usage.
      { ...bodyOf(request), stream: true, stream_options: { include_usage: true } },
      { signal },
    ),
  readStream,
};

function bodyOf(request: WordsRequest): ChatCompletionCreateParamsNonStreaming {
  const { model, instructions, turns, maxOutputTokens, format } = request;
  return {
    model,
    messages: [
      { role: 'system', content: instructions },
      ...turns.map(({ role, content }) => ({ role: chatRoles[role], content })),
    ],
    max_completion_tokens: maxOutputTokens,
    ...(format !== undefined && {
      response_format: { type: 'json_schema', json_schema: { strict: true, ...format } },
    }),
  };
}

/** Other servers do not know the developer, and the provider takes the system for the developer. */
const chatRoles = { user: 'user', assistant: 'assistant', developer: 'system' } as const;

const messageSchema = z.object({
  content: z.string().nullish().catch(undefined),
  refusal: z.string().nullish().catch(undefined),
});

/** What is read of an answer, or of a piece of a streamed one; a server may leave any of it out. */
const answerSchema = z.object({
  choices: z
    .array(
      z.object({
        message: messageSchema.nullish().catch(undefined),
        delta: messageSchema.nullish().catch(undefined),
        finish_reason: z.string().nullish().catch(undefined),
      }),
    )
    .nullish()
    .catch(undefined),
  error: failureSchema.nullish().catch(undefined),
  usage: z.unknown().optional(),
});

function read(body: unknown): WordsAnswer {
  const answer = answerSchema.safeParse(body).data;
  const [choice] = answer?.choices ?? [];
  return {
    text: choice?.message?.content ?? '',
    refusal: choice?.message?.refusal ?? undefined,
    ending: endingOf(answer),
    usage: tokensUsed(answer?.usage),
  };
}

function endingOf(answer: z.infer<typeof answerSchema> | undefined): Ending {
  if (answer?.error) return { kind: 'failed', failure: answer.error };
  if (!answer?.choices) return { kind: 'none', problem: 'it has no `choices`' };
  const [reason] = answer.choices.map(({ finish_reason }) => finish_reason);
  return { kind: (reason && endings[reason]) || 'complete' };
}

const endings: Readonly<Record<string, 'cut-off' | 'filtered'>> = {
  length: 'cut-off',
  content_filter: 'filtered',
};

/** Pieces have no number, so that one that comes twice cannot be told from one that is the same as the last. */
async function readStream(events: AsyncIterable<unknown>, listener: Listener): Promise<WordsAnswer> {
  let text = '';
  let refusal = '';
  let usage: WordsAnswer['usage'];
  let hasEnded = false;
  const ending = await lastOf(events, async (event): Promise<Ending | undefined> => {
    const answer = answerSchema.safeParse(event).data;
    usage = tokensUsed(answer?.usage) ?? usage;
    // After its end comes the usage, and nothing else that matters.
    if (hasEnded || answer === undefined) return undefined;
    const [choice] = answer.choices ?? [];
    const piece = choice?.delta?.content ?? '';
    text += piece;
    refusal += choice?.delta?.refusal ?? '';
    if (piece !== '') await listener(piece);
    hasEnded = Boolean(answer.error || choice?.finish_reason) || isLast(answer);
    return hasEnded ? endingOf(answer) : undefined;
  });
  return { text, refusal, ending, usage };
}

/** The piece with the usage has no choice; where nothing came before it, the answer is empty. */
function isLast({ choices, usage }: z.infer<typeof answerSchema>): boolean {
  return choices?.length === 0 && tokensUsed(usage) !== undefined;
}
