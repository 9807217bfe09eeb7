import { describe, expect, it } from '@jest/globals';
import { keptInMemory } from '@phasegraph/engine';
import sharp from 'sharp';
import { encodeVariants } from '../../src/image-generation/encode.js';
import { imageVariants } from '../../src/image-planning/variants.js';

const plan = { key: 'hero-main', width: 600, height: 450, path: 'assets/images/hero-main.webp' };
const means = { ground: '#ffffff', keep: async (file: Uint8Array) => keptInMemory(file) };

/** A picture of noise: nothing is harder to make small. */
async function noise(width: number, height: number, format: 'png' | 'jpeg' | 'webp' = 'png') {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#884422',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .withExif({ IFD0: { Copyright: 'someone' } })
    .toFormat(format)
    .toBuffer();
}

describe('encodeVariants', () => {
  it('makes the files that the plan names, each a webp of its size without metadata', async () => {
    const variants = await encodeVariants(await noise(600, 450, 'jpeg'), plan, means);
    expect(variants.map(({ width, height, path }) => ({ width, height, path }))).toEqual(imageVariants(plan));
    for (const { file, width, height } of variants) {
      const metadata = await sharp(await file.read()).metadata();
      expect(metadata).toMatchObject({ format: 'webp', width, height });
      expect(metadata.exif).toBeUndefined();
      expect(metadata.icc).toBeUndefined();
    }
  });

  it('gives up quality for weight', async () => {
    const [, full] = await encodeVariants(await noise(600, 450), plan, means);
    const best = await sharp(await noise(600, 450))
      .webp({ quality: 80, effort: 4 })
      .toBuffer();
    expect(full?.file.size).toBeLessThan(best.byteLength * 0.8);
  });

  it('crops a picture of a slightly other shape instead of squeezing it', async () => {
    const box = { create: { width: 300, height: 300, channels: 3 as const, background: '#000000' } };
    const tall = { width: 768, height: 1024, channels: 3 as const, background: '#ffffff' };
    const picture = await sharp({ create: tall })
      .composite([{ input: box }])
      .png()
      .toBuffer();
    const [file] = await encodeVariants(picture, { ...plan, width: 480, height: 480 }, means);
    const { data, info } = await sharp(await file?.file.read())
      .trim()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data.byteLength).toBeGreaterThan(0);
    // The square in the middle is a square still.
    expect(info.width / info.height).toBeCloseTo(1, 1);
  });

  it('lays transparent parts on the ground', async () => {
    const clear = await sharp({
      create: { width: 400, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const [file] = await encodeVariants(
      clear,
      { ...plan, width: 400, height: 300 },
      {
        ...means,
        ground: '#00ff00',
      },
    );
    const { dominant } = await sharp(await file?.file.read()).stats();
    expect(dominant.g).toBeGreaterThan(200);
    expect(dominant.r).toBeLessThan(60);
  });

  it('refuses what is not a picture', async () => {
    await expect(encodeVariants(new TextEncoder().encode('Sorry.'), plan, means)).rejects.toThrow(
      /picture "hero-main" of 600x450 px cannot be decoded \(6 bytes\)/,
    );
  });

  it('refuses a picture that breaks off', async () => {
    const whole = await noise(600, 450, 'jpeg');
    await expect(encodeVariants(whole.subarray(0, whole.byteLength / 2), plan, means)).rejects.toThrow(
      /cannot be decoded/,
    );
  });

  it('refuses a picture of one pixel', async () => {
    await expect(encodeVariants(await noise(1, 1), plan, means)).rejects.toThrow(/is 1x1 px/);
  });

  it('refuses a picture of quite another shape', async () => {
    await expect(encodeVariants(await noise(200, 600), plan, means)).rejects.toThrow(
      /is 200x600 px: to crop it would cut away/,
    );
  });
});
