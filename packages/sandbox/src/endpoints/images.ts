import { ApiError, errors } from '../api-error.js';
import {
  bodyFields,
  optionalBoolean,
  optionalChoice,
  optionalInteger,
  optionalString,
  requiredString,
} from '../fields.js';
import { toldUsage } from '../faults/told-usage.js';
import { readImageSize } from '../image-size.js';
import type { ImageCall, ImageFormat } from '../options.js';
import { gradientPng } from '../png.js';
import type { Answer, AnswerContext, Work } from '../serve-call.js';
import { tokensOfImage, tokensOfText, usageOf, type Quality } from '../usage.js';

/** `POST /v1/images/generations`: `n` images as base64, in one answer. */
export function readImagesCall(body: unknown): Work {
  const fields = bodyFields(body);
  const model = optionalString(fields, 'model') ?? 'gpt-image-1';
  const quality =
    optionalChoice(fields, 'quality', ['low', 'medium', 'high', 'auto', 'standard', 'hd']) ?? 'auto';
  const request: ImagesRequest = {
    model,
    prompt: requiredString(fields, 'prompt'),
    ...readImageSize(optionalString(fields, 'size'), model),
    quality: quality === 'auto' || quality === 'standard' ? 'medium' : quality === 'hd' ? 'high' : quality,
    format: optionalChoice(fields, 'output_format', ['png', 'webp', 'jpeg']) ?? 'png',
    count: optionalInteger(fields, 'n', 1, 10) ?? 1,
  };
  if (request.prompt === '') throw errors.wrongValue('prompt', '', 'Expected a text that is not empty.');
  if (optionalBoolean(fields, 'stream'))
    throw errors.unsupported('stream', 'Images come in one answer here.');
  if (optionalChoice(fields, 'response_format', ['b64_json', 'url']) === 'url') {
    throw errors.unsupported(
      'response_format',
      "Images come as base64 here: leave it out, or ask for 'b64_json'.",
    );
  }
  return {
    call: { endpoint: 'images/generations', model, prompt: request.prompt, stream: false },
    reserve: { tokens: tokensOfText(request.prompt), images: request.count },
    answer: (context) => answerCall(request, context),
  };
}

interface ImagesRequest {
  readonly model: string;
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly quality: Quality;
  readonly format: ImageFormat;
  readonly count: number;
}

async function answerCall(request: ImagesRequest, context: AnswerContext): Promise<Answer> {
  const { fault, state, signal } = context;
  if (fault?.kind === 'refusal') {
    throw new ApiError(400, {
      message: fault.message ?? 'Your request was rejected by the safety system.',
      type: 'image_generation_user_error',
      code: 'moderation_blocked',
      verdict: 'fault:refusal',
    });
  }
  const { model, prompt, width, height, quality, format } = request;
  const count = fault?.kind === 'empty-output' ? 0 : request.count;
  const data: { b64_json: string }[] = [];
  for (let index = 0; index < count; index++) {
    const bytes = await draw({ ...request, index, signal }, context);
    const kept = fault?.kind === 'truncated' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
    data.push({ b64_json: Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength).toString('base64') });
  }
  const textTokens = tokensOfText(prompt);
  const imageTokens = tokensOfImage(model, { quality, width, height }) * count;
  const usage = usageOf(textTokens, imageTokens);
  const told = toldUsage(usage, fault);
  const body = JSON.stringify({
    created: state.nowSeconds(),
    background: 'opaque',
    data,
    output_format: format,
    quality,
    size: `${width}x${height}`,
    usage: told && {
      input_tokens: told.inputTokens,
      input_tokens_details: { text_tokens: told.inputTokens, image_tokens: 0 },
      output_tokens: told.outputTokens,
      output_tokens_details: { text_tokens: 0, image_tokens: told.outputTokens },
      total_tokens: told.totalTokens,
    },
  });
  const isCut = fault?.kind === 'invalid-json' || fault?.kind === 'cut-json';
  return { usage, body: isCut ? body.slice(0, Math.floor(body.length / 2)) : body };
}

async function draw(call: ImageCall & { count?: number }, { state }: AnswerContext): Promise<Uint8Array> {
  const { images } = state.options;
  if (!images) {
    if (call.format === 'png') return gradientPng(call.width, call.height, call.prompt);
    throw errors.unsupported(
      'output_format',
      `Without an \`images\` responder only 'png' is drawn: ask for that, or hand the sandbox one that draws '${call.format}'.`,
    );
  }
  const bytes = await drawn(images, call);
  const kind = imageKind(bytes);
  if (kind && kind !== call.format) {
    throw errors.responderFailed(
      'images',
      new Error(`it gave a ${kind} where a ${call.format} was asked for`),
    );
  }
  return bytes;
}

async function drawn(
  images: (call: ImageCall) => Uint8Array | Promise<Uint8Array>,
  call: ImageCall,
): Promise<Uint8Array> {
  try {
    const bytes: unknown = await images(call);
    if (bytes instanceof Uint8Array) return bytes;
    throw new Error(`it gave ${typeof bytes} where the bytes of an image are needed`);
  } catch (error) {
    throw errors.responderFailed('images', error);
  }
}

/** The format that the first bytes of a file name; undefined for what is none of the three. */
function imageKind(bytes: Uint8Array): ImageFormat | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'webp' : undefined;
}
