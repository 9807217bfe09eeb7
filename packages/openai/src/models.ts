import type { ImageSizes } from './image-size.js';
import { fixedSizes, freeSizes } from './image-size.js';

/**
 * Models that are asked when nothing else is said, each with the date on which it was chosen. Names are configuration:
 * options and the environment (`PHASEGRAPH_TEXT_MODEL`, `PHASEGRAPH_IMAGE_MODEL`) go before, and nothing in the code depends
 * on one: of a model that is not in this file the caps and sizes below are assumed.
 */
export const defaultModels = {
  /** For texts and objects. 2026-07-24. */
  text: 'gpt-5.4-mini',
  /** For pictures. 2026-07-24. */
  image: 'gpt-image-2',
} as const;

/**
 * Upper bound of a text answer in tokens where a call sets none. Models that reason spend it on hidden tokens too;
 * it is what counts against tokens a minute until the answer is there, so it is no larger than pages of text need.
 */
export function defaultMaxOutputTokens(model: string): number {
  return textModels.find(({ name }) => name.test(model))?.maxOutputTokens ?? 8_000;
}

/** The sizes that an image model makes; of an unknown one, those that all GPT image models have in common. */
export function imageSizesOf(model: string): ImageSizes {
  return imageModels.find(({ name }) => name.test(model))?.sizes ?? standardSizes;
}

/** Caps by the beginning of the name, as of 2026-07-24. */
const textModels = [
  { name: /^gpt-5/, maxOutputTokens: 16_000 },
  { name: /^o\d/, maxOutputTokens: 16_000 },
  { name: /^gpt-4\.1/, maxOutputTokens: 8_000 },
  { name: /^gpt-4o/, maxOutputTokens: 8_000 },
  { name: /^gpt-(4|3\.5)-turbo/, maxOutputTokens: 4_000 },
];

/**
 * What requests for pictures, and what they take, have in common within a family. By the name alone, behind the path that
 * other servers put before it; of a model whose name says nothing, `undefined`.
 */
export function imageFamilyOf(model: string): 'gpt-image' | 'dall-e-3' | 'dall-e-2' | undefined {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (/^(chat)?gpt-/.test(name) || name.includes('gpt-image')) return 'gpt-image';
  if (name.startsWith('dall-e-3')) return 'dall-e-3';
  return name.startsWith('dall-e') ? 'dall-e-2' : undefined;
}

const standardSizes = fixedSizes([1024, 1024], [1536, 1024], [1024, 1536]);

/** Sizes by the beginning of the name, as of 2026-07-24. */
const imageModels = [
  {
    name: /^gpt-image-2/,
    // Beyond 2560 x 1440 the provider calls its sizes experimental.
    sizes: freeSizes({
      multiple: 16,
      longestRatio: 3,
      minPixels: 1024 * 640,
      maxPixels: 2560 * 1440,
      maxEdge: 3840,
    }),
  },
  { name: /^dall-e-3/, sizes: fixedSizes([1024, 1024], [1792, 1024], [1024, 1792]) },
  { name: /^dall-e-2/, sizes: fixedSizes([256, 256], [512, 512], [1024, 1024]) },
];
