import type { ImageQuality } from './client.js';
import type { PixelSize } from './image-size.js';
import { imageFamilyOf } from './models.js';

/** A picture that is asked for. */
export interface PictureKind extends PixelSize {
  readonly quality: ImageQuality;
}

/**
 * The tokens that a picture's pixels come to at most, before it is made; `undefined` where that is not known. What was
 * used in the end, the answer says.
 *
 * As of 2026-11-28. Of `gpt-image-1` and `1.5` it is the table of the provider's image guide, which was not looked up again;
 * at the price of their tokens it gives the 0.011 to 0.25 dollars a picture that catalogues of models quote for `gpt-image-1`
 * (https://findllms.com/llms/gpt-image-1). Of `gpt-image-1-mini` a reader gives the same table
 * (https://community.openai.com/t/what-is-the-difference-between-image-generation-and-output-of-image-tokens/1371851), and the
 * 0.005, 0.011 and 0.036 dollars that are quoted for its squares (https://howtonotcode.com/story/476) come to more tokens: what
 * is asked for here is the most, so those stand, in proportion to the area. Of `gpt-image-2` the
 * provider has a calculator and no formula: the one below is what a reader took out of it
 * (https://community.openai.com/t/gpt-image-2-output-pricing-calculator-online-and-in-your-code/1382699, 2026-06-05),
 * and it gives the 7,024, 5,488 and 5,063 tokens that another reader had from the calculator for 1024x1024, 1536x1024 and
 * 1792x1024 in high quality (https://community.openai.com/t/livestream-starting-now-chatgpt-images-2-0/1379464).
 */
export function pictureTokens(model: string, picture: PictureKind): number | undefined {
  if (/^gpt-image-2(-\d{4}-\d{2}-\d{2})?$/.test(model)) return tokensOfSecond(picture);
  if (/^gpt-image-1-mini(-\d{4}-\d{2}-\d{2})?$/.test(model)) return inProportion(mostOfMiniSquare, picture);
  if (/^gpt-image-1(\.5)?(-\d{4}-\d{2}-\d{2})?$/.test(model)) return tokensOfFirst(picture);
  return undefined;
}

/**
 * The tokens that a picture is expected to take of its limits: of a GPT image model of which nothing more is known, what
 * pictures of its family take; of DALL-E none.
 *
 * @returns `undefined` for a model of another family
 */
export function expectedPictureTokens(model: string, picture: PictureKind): number | undefined {
  const family = imageFamilyOf(model);
  if (family === undefined) return undefined;
  return family === 'gpt-image' ? (pictureTokens(model, picture) ?? usualPictureTokens(picture)) : 0;
}

/** What a picture takes of the first GPT image models: the tokens of its quality, in proportion to its area. */
export function usualPictureTokens(picture: PictureKind): number {
  return inProportion(tokensOfSquare, picture);
}

function inProportion(
  ofSquare: Readonly<Record<ImageQuality, number>>,
  { width, height, quality }: PictureKind,
): number {
  return Math.ceil((ofSquare[quality] * width * height) / 1024 ** 2);
}

function tokensOfSecond({ width, height, quality }: PictureKind): number {
  const along = { low: 16, medium: 48, high: 96 }[quality];
  const across = Math.round((along * Math.min(width, height)) / Math.max(width, height));
  return Math.ceil((along * across * (2_000_000 + width * height)) / 4_000_000);
}

/** Of 1024 x 1024 pixels. */
const tokensOfSquare: Readonly<Record<ImageQuality, number>> = { low: 272, medium: 1056, high: 4160 };

/** The same of `gpt-image-1-mini`, at most: what its quoted prices come to at 8 dollars a million. */
const mostOfMiniSquare: Readonly<Record<ImageQuality, number>> = { low: 625, medium: 1375, high: 4500 };

const tokensOfFirstBySize: Readonly<Record<string, Readonly<Record<ImageQuality, number>>>> = {
  '1024x1024': tokensOfSquare,
  '1024x1536': { low: 408, medium: 1584, high: 6240 },
  '1536x1024': { low: 400, medium: 1568, high: 6208 },
};

function tokensOfFirst({ width, height, quality }: PictureKind): number | undefined {
  return tokensOfFirstBySize[`${width}x${height}`]?.[quality];
}
