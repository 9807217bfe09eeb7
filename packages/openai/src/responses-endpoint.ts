import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import { z } from 'zod';
import { lastOf } from './answer-stream.js';
import { failureSchema } from './provider-failure.js';
import { tokensUsed } from './usage.js';
import type { Ending, Listener, WordsAnswer, WordsEndpoint, WordsRequest } from './words.js';

/** `POST /responses`. */
export const responsesEndpoint: WordsEndpoint = {
  ask: (sdk, request, signal) => sdk.responses.create(bodyOf(request), { signal }),
  read,
  askForStream: (sdk, request, signal) =>
    sdk.responses.create({ ...bodyOf(request), stream: true }, { signal }),
  readStream,
};

function bodyOf(request: WordsRequest): ResponseCreateParamsNonStreaming {
  const { model, instructions, turns, maxOutputTokens, format } = request;
  return {
    model,
    instructions,
    input: turns.map(({ role, content }) => ({ role, content })),
    max_output_tokens: maxOutputTokens,
    // The provider would keep the answers for thirty days.
    store: false,
    ...(format !== undefined && { text: { format: { type: 'json_schema', strict: true, ...format } } }),
  };
}

/** What is read of an answer; a server that is only said to be compatible may leave any of it out. */
const answerSchema = z.object({
  status: z.string().nullish().catch(undefined),
  incomplete_details: z.object({ reason: z.string() }).nullish().catch(undefined),
  error: failureSchema.nullish().catch(undefined),
  output: z
    .array(z.object({ content: z.array(z.unknown()).nullish().catch(undefined) }).catch({}))
    .nullish()
    .catch(undefined),
  usage: z.unknown().optional(),
});

const textSchema = z.object({ type: z.literal('output_text'), text: z.string() });
const refusalSchema = z.object({ type: z.literal('refusal'), refusal: z.string() });

function read(body: unknown): WordsAnswer {
  const answer = answerSchema.safeParse(body).data;
  const contents = answer?.output?.flatMap(({ content }) => content ?? []) ?? [];
  return {
    text: contents.map((content) => textSchema.safeParse(content).data?.text ?? '').join(''),
    refusal: contents.map((content) => refusalSchema.safeParse(content).data?.refusal).find(Boolean),
    ending: endingOf(answer),
    usage: tokensUsed(answer?.usage),
  };
}

function endingOf(answer: z.infer<typeof answerSchema> | undefined): Ending {
  if (answer?.status === 'incomplete') {
    return { kind: answer.incomplete_details?.reason === 'content_filter' ? 'filtered' : 'cut-off' };
  }
  const isAnswer = answer?.output !== undefined && answer.output !== null;
  if (answer?.status === 'failed' || (answer?.error && !isAnswer)) {
    return { kind: 'failed', failure: answer.error ?? { message: 'no reason given' } };
  }
  return isAnswer ? { kind: 'complete' } : { kind: 'none', problem: 'it has no `output`' };
}

/** What is read of an event. */
const eventSchema = z.object({
  type: z.string(),
  sequence_number: z.int().optional().catch(undefined),
  delta: z.string().optional().catch(undefined),
  response: z.unknown().optional(),
  code: z.string().nullish().catch(undefined),
  message: z.string().optional().catch(undefined),
});

const lastEvents: ReadonlySet<string> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
]);

async function readStream(events: AsyncIterable<unknown>, listener: Listener): Promise<WordsAnswer> {
  let text = '';
  let lastNumber = -1;
  const answer = await lastOf(events, async (data) => {
    const event = eventSchema.safeParse(data).data;
    if (event === undefined) return undefined;
    if (event.type === 'error') return failed(event.code, event.message);
    if (lastEvents.has(event.type)) return read(event.response);
    // A proxy that sends again what was on its way sends events twice.
    if (event.sequence_number !== undefined && event.sequence_number <= lastNumber) return undefined;
    lastNumber = event.sequence_number ?? lastNumber;
    if (event.type === 'response.output_text.delta' && event.delta !== undefined) {
      text += event.delta;
      await listener(event.delta);
    }
    return undefined;
  });
  // The last event repeats the whole text; a server may spare that.
  return answer.text === '' && answer.refusal === undefined ? { ...answer, text } : answer;
}

function failed(code: string | null | undefined, message = 'no reason given'): WordsAnswer {
  return { text: '', ending: { kind: 'failed', failure: { code, message } } };
}
