import sharp from 'sharp';
import type { GeneratedImage } from '../image-generation/artifact.js';
import type { ImagePlan } from '../image-planning/artifact.js';
import { imageVariants } from '../image-planning/variants.js';
import type { StyleSystem } from '../style-system/artifact.js';
import type { SiteFile } from './artifact.js';
import { binaryFile, keptFile } from './site-file.js';

/**
 * The files of every planned picture. One that nobody made, neither a model nor by drawing, is a plain tint of the
 * style in its place, so that no page shows a broken picture.
 */
export async function pictureFiles(
  images: readonly GeneratedImage[],
  plans: readonly ImagePlan[],
  style: StyleSystem,
): Promise<SiteFile[]> {
  const made = images
    .flatMap((image) => image.variants)
    .map((variant) => keptFile(variant.path, variant.file));
  const have = new Set(made.map((file) => file.path));
  const missing = plans.flatMap(imageVariants).filter((variant) => !have.has(variant.path));
  const tints = await Promise.all(
    missing.map(async ({ path, width, height }) =>
      binaryFile(
        path,
        await sharp({ create: { width, height, channels: 3, background: style.light.accentBand } })
          .webp()
          .toBuffer(),
      ),
    ),
  );
  return [...made, ...tints];
}
