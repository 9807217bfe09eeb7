import { jsonOf } from './answer-body.js';
import { arrivedPicture, keepPicture, readPicture, recallPicture } from './arrived-picture.js';
import { performCall } from './call.js';
import type { Connection } from './call.js';
import type { ImageAnswer, ImageRequest } from './client.js';
import { estimateImage } from './estimate.js';
import { imageBody } from './image-body.js';
import { nearestSize } from './image-size.js';
import { imageSizesOf } from './models.js';
import type { PoolModels } from './options.js';
import { nameOfPicture } from './prices.js';

/** `POST /images/generations`: one picture, whose bytes go to the store before anything else is done with them. */
export async function askForImage(
  connection: Connection,
  models: PoolModels,
  request: ImageRequest,
): Promise<ImageAnswer> {
  const { prompt, model = models.image, quality = 'medium', format = 'png' } = request;
  const size = nearestSize(request, imageSizesOf(model));
  const picture = { ...size, quality };
  const body = imageBody({ model, prompt, size, quality, format });
  const { scope, hideSecrets } = connection;
  const read = await performCall(connection, {
    model,
    asked: 'an image',
    estimate: () => estimateImage({ prompt, model, picture }),
    picture,
    send: async (sdk, signal, heard) =>
      arrivedPicture(await jsonOf(sdk.images.generate(body, { signal }), heard), {
        keep: (bytes) => scope.keep(bytes),
        hideSecrets,
      }),
    usageOf: ({ usage }) => usage && { ...usage, pictures: { [nameOfPicture(picture)]: 1 } },
    read: readPicture,
    recording: { request: { image: body }, keep: keepPicture, recall: recallPicture },
  });
  if (read.status === 'unkept') throw read.error;
  return read.answer;
}
