import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import type { ImageFormat, ImageQuality } from './client.js';
import type { PixelSize } from './image-size.js';
import { imageFamilyOf } from './models.js';

/** A picture, as it is asked for. */
interface AskedImage {
  readonly model: string;
  readonly prompt: string;
  readonly size: PixelSize;
  readonly quality: ImageQuality;
  readonly format: ImageFormat;
}

/**
 * What is sent for a picture, by what the model's family takes (the provider's reference of `/images/generations`). GPT image
 * models give base64 always and refuse `response_format`. DALL-E gives an address where it is not asked for base64, knows no
 * `output_format`, and has qualities of its own. A model of another server may give an address, too.
 */
export function imageBody({
  model,
  prompt,
  size,
  quality,
  format,
}: AskedImage): ImageGenerateParamsNonStreaming {
  const asked = { model, prompt, n: 1, size: `${size.width}x${size.height}` } as const;
  const asBase64 = { response_format: 'b64_json' } as const;
  const family = imageFamilyOf(model);
  switch (family) {
    case 'gpt-image':
      return { ...asked, quality, output_format: format };
    case 'dall-e-3':
      return { ...asked, ...asBase64, quality: quality === 'high' ? 'hd' : 'standard' };
    case 'dall-e-2':
      return { ...asked, ...asBase64 };
    case undefined:
      return { ...asked, ...asBase64, quality, output_format: format };
    default:
      return family satisfies never;
  }
}
