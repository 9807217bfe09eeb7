import { z } from 'zod';
import { jsonOf } from './answer-body.js';
import { performCall } from './call.js';
import type { Connection } from './call.js';
import type { ImageAnswer, ImageRequest } from './client.js';
import { errors } from './errors.js';
import type { CallPlace } from './errors.js';
import { estimateImage } from './estimate.js';
import { imageBody } from './image-body.js';
import { nearestSize } from './image-size.js';
import { imageSizesOf } from './models.js';
import type { PoolModels } from './options.js';
import { decodePicture } from './picture-bytes.js';
import { tokensUsed } from './usage.js';

/** `POST /images/generations`: one picture, as bytes. */
export function askForImage(
  connection: Connection,
  models: PoolModels,
  request: ImageRequest,
): Promise<ImageAnswer> {
  const { prompt, model = models.image, quality = 'medium', format = 'png' } = request;
  const size = nearestSize(request, imageSizesOf(model));
  const body = imageBody({ model, prompt, size, quality, format });
  return performCall(connection, {
    model,
    asked: 'an image',
    estimate: estimateImage({ prompt, model, quality, size }),
    send: async (sdk, signal, heard) =>
      readAnswer(await jsonOf(sdk.images.generate(body, { signal }), heard)),
    usageOf: (answer) => answer?.data?.[0] && { images: 1, ...tokensUsed(answer.usage) },
    read: pictureOf,
    recording: { request: { image: body }, keep: keepPicture, recall: recallPicture },
  });
}

/** What is read of an answer; a server that is only said to be compatible may leave any of it out. */
const answerSchema = z.object({
  data: z
    .array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() }))
    .nullish()
    .catch(undefined),
  size: z.string().nullish().catch(undefined),
  usage: z.unknown().optional(),
});
type Answer = z.infer<typeof answerSchema> | undefined;

function readAnswer(body: unknown): Answer {
  return answerSchema.safeParse(body).data;
}

/** What is recorded of an answer with a picture: its bytes, which the artifact that is made of it holds as well. */
function keepPicture(answer: Answer): unknown {
  const base64 = answer?.data?.[0]?.b64_json;
  if (!base64) return undefined;
  const picture = decodePicture(base64);
  return { picture: picture.status === 'whole' ? picture.bytes : base64, size: answer?.size ?? null };
}

const keptSchema = z.object({
  picture: z.union([z.string(), z.instanceof(Uint8Array)]),
  size: z.string().nullable(),
});

function recallPicture(kept: unknown): Answer {
  const { data } = keptSchema.safeParse(kept);
  if (data === undefined) return undefined;
  const { picture, size } = data;
  return { data: [{ b64_json: typeof picture === 'string' ? picture : toBase64(picture) }], size };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function pictureOf(answer: Answer, place: CallPlace): ImageAnswer {
  const [first] = answer?.data ?? [];
  if (!first?.b64_json) {
    const instead = first?.url ? ' (the server gave an address in its place)' : '';
    throw errors.emptyAnswer(place, `an image in \`b64_json\`${instead}`);
  }
  const picture = decodePicture(first.b64_json);
  if (picture.status === 'broken') throw errors.invalidAnswer(place, picture.problem);
  const [, width, height] = /^(\d+)x(\d+)$/.exec(answer?.size ?? '')?.map(Number) ?? [];
  return {
    bytes: picture.bytes,
    format: picture.format,
    ...(width !== undefined && height !== undefined && { width, height }),
  };
}
