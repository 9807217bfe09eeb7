import type { ImagesResponse } from 'openai/resources/images';
import { hearing, performCall } from './call.js';
import type { Connection } from './call.js';
import type { ImageAnswer, ImageFormat, ImageRequest } from './client.js';
import { errors } from './errors.js';
import type { CallPlace } from './errors.js';
import { imageCost } from './estimate.js';
import { nearestSize } from './image-size.js';
import { imageSizesOf } from './models.js';
import type { PoolModels } from './options.js';
import { tokensUsed } from './usage.js';

/** `POST /images/generations`: one picture, as bytes. */
export function askForImage(
  connection: Connection,
  models: PoolModels,
  request: ImageRequest,
): Promise<ImageAnswer> {
  const { prompt, model = models.image, quality = 'medium', format = 'png' } = request;
  const { width, height } = nearestSize(request, imageSizesOf(model));
  return performCall(connection, {
    model,
    asked: 'an image',
    cost: imageCost(prompt),
    send: (sdk, signal, heard) =>
      hearing(
        heard,
        sdk.images.generate(
          { model, prompt, n: 1, size: `${width}x${height}`, quality, output_format: format },
          { signal },
        ),
      ),
    usageOf: ({ usage }) => ({ images: 1, ...tokensUsed(usage) }),
    // The tokens of a picture's pixels count against limits of their own, not against those of texts.
    settled: () => ({}),
    read: (answer, place) => pictureOf(answer, format, place),
  });
}

function pictureOf(answer: ImagesResponse, format: ImageFormat, place: CallPlace): ImageAnswer {
  const base64 = answer.data?.[0]?.b64_json;
  const bytes = new Uint8Array(Buffer.from(base64 ?? '', 'base64'));
  if (bytes.length === 0) throw errors.invalidAnswer(place, 'it has no image in `b64_json`');
  const [, width, height] = /^(\d+)x(\d+)$/.exec(answer.size ?? '')?.map(Number) ?? [];
  return {
    bytes,
    format: answer.output_format ?? format,
    ...(width !== undefined && height !== undefined && { width, height }),
  };
}
