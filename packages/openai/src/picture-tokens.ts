import type { ImageQuality } from './client.js';
import type { PixelSize } from './image-size.js';
import { imageFamilyOf } from './models.js';

/**
 * The output tokens that a picture takes, where its model is known; DALL-E has none.
 *
 * @returns `undefined` for a model that nothing is known of
 */
export function pictureTokensOf(model: string, quality: ImageQuality, size: PixelSize): number | undefined {
  const family = imageFamilyOf(model);
  if (family === undefined) return undefined;
  return family === 'gpt-image' ? usualPictureTokens(quality, size) : 0;
}

/** What a picture takes of GPT image models: the tokens of its quality, in proportion to its area. */
export function usualPictureTokens(quality: ImageQuality, { width, height }: PixelSize): number {
  return Math.ceil((tokensOfSquare[quality] * width * height) / 1024 ** 2);
}

/** Of 1024 x 1024 pixels. The provider's guide "Image generation", as of 2026-07-24. */
const tokensOfSquare: Readonly<Record<ImageQuality, number>> = { low: 272, medium: 1056, high: 4160 };
