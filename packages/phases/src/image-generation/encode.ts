import type { StoredBytes } from '@phasegraph/engine';
import sharp, { type OutputInfo } from 'sharp';
import type { ImagePlan } from '../image-planning/artifact.js';
import { imageVariants } from '../image-planning/variants.js';
import type { GeneratedImage } from './artifact.js';

/** Bytes that a picture may weigh for each of its pixels, and the least that any may weigh. */
const bytesPerPixel = 0.1;
const smallestBudget = 12_000;
/** The qualities of webp that are tried, the best first; the last is kept whatever it weighs. */
const qualities = [80, 72, 62, 50, 38] as const;
/** How much taller or wider than its place a picture may be: what is beyond is cut off. Image models make few formats. */
const cropLimit = 1.75;
/** The shorter side in px, below which a picture is not one. */
const smallestSide = 128;

/**
 * Makes the webp files that a plan names from a picture in any format: cropped to the plan's aspect, without
 * metadata, each as good as its weight allows.
 *
 * @param keep takes each file over as soon as it is made
 * @param ground the colour under transparent parts, as #rrggbb
 * @throws Error when the bytes are not a picture, too small, or of quite another shape than the plan asks for
 */
export async function encodeVariants(
  bytes: Uint8Array,
  plan: Pick<ImagePlan, 'key' | 'width' | 'height' | 'path'>,
  { ground, keep }: { readonly ground: string; readonly keep: (file: Uint8Array) => Promise<StoredBytes> },
): Promise<GeneratedImage['variants']> {
  await checkPicture(bytes, plan);
  const variants: GeneratedImage['variants'] = [];
  for (const { width, height, path } of imageVariants(plan)) {
    const pixels = await sharp(bytes)
      .rotate()
      .resize({ width, height, fit: 'cover', position: sharp.strategy.attention })
      .flatten({ background: ground })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const file = await encodeWithin(pixels, Math.max(smallestBudget, width * height * bytesPerPixel));
    variants.push({ width, height, path, file: await keep(file) });
  }
  return variants;
}

async function encodeWithin(
  { data, info }: { data: Buffer; info: OutputInfo },
  budget: number,
): Promise<Buffer> {
  const { width, height, channels } = info;
  const picture = sharp(data, { raw: { width, height, channels } });
  let file: Buffer = Buffer.alloc(0);
  for (const quality of qualities) {
    file = await picture.clone().webp({ quality, effort: 4, smartSubsample: true }).toBuffer();
    if (file.byteLength <= budget) break;
  }
  return file;
}

/** Decodes the whole picture: a file that breaks off in the middle has a header like a good one. */
async function checkPicture(
  bytes: Uint8Array,
  plan: Pick<ImagePlan, 'key' | 'width' | 'height'>,
): Promise<void> {
  const asked = `the picture "${plan.key}" of ${plan.width}x${plan.height} px`;
  const { width, height } = await sharp(bytes, { failOn: 'truncated' })
    .rotate()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(({ info }) => info)
    .catch((error: unknown) => {
      throw new Error(
        `What came back for ${asked} cannot be decoded (${bytes.byteLength} bytes): ${messageOf(error)}. Ask again.`,
        { cause: error },
      );
    });
  if (Math.min(width, height) < smallestSide) {
    throw new Error(
      `What came back for ${asked} is ${width}x${height} px; the shorter side needs ${smallestSide} px. Ask again.`,
    );
  }
  const stretch = width / height / (plan.width / plan.height);
  if (Math.max(stretch, 1 / stretch) > cropLimit) {
    throw new Error(
      `What came back for ${asked} is ${width}x${height} px: to crop it would cut away more than two fifths. Ask again for the size.`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
