import { errors } from './api-error.js';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The sizes of the models that know only a few. */
const FIXED: readonly [model: RegExp, sizes: readonly string[]][] = [
  [/^gpt-image-1/, ['1024x1024', '1024x1536', '1536x1024']],
  [/^dall-e-2/, ['256x256', '512x512', '1024x1024']],
  [/^dall-e-3/, ['1024x1024', '1792x1024', '1024x1792']],
];
const LONGEST_EDGE = 3840;

/**
 * Reads `size` by the rules of the model: fixed sizes for the older ones; `gpt-image-2` takes edges divisible by 16
 * and a shape between 1:3 and 3:1; a model that the provider does not have takes any size up to 3840 pixels.
 */
export function readImageSize(size: string | undefined, model: string): ImageSize {
  if (size === undefined || size === 'auto') return { width: 1024, height: 1024 };
  const fixed = FIXED.find(([name]) => name.test(model))?.[1];
  if (fixed && !fixed.includes(size)) {
    const listed = fixed.map((each) => `'${each}'`).join(', ');
    throw errors.wrongValue('size', size, `Supported values for ${model} are: ${listed} and 'auto'.`);
  }
  const [, width, height] = /^(\d{1,4})x(\d{1,4})$/.exec(size)?.map(Number) ?? [];
  if (!width || !height || width > LONGEST_EDGE || height > LONGEST_EDGE) {
    throw errors.wrongValue(
      'size',
      size,
      `Expected WIDTHxHEIGHT in pixels, each from 1 to ${LONGEST_EDGE}, or 'auto'.`,
    );
  }
  if (model.startsWith('gpt-image-2')) {
    const shape = width / height;
    if (width % 16 !== 0 || height % 16 !== 0 || shape > 3 || shape < 1 / 3) {
      throw errors.wrongValue(
        'size',
        size,
        `${model} takes edges divisible by 16 and shapes between 1:3 and 3:1.`,
      );
    }
  }
  return { width, height };
}
