import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearestSize } from '../src/image-size.js';
import { imageSizesOf } from '../src/models.js';

function sizeFor(model: string, width: number, height: number): string {
  const size = nearestSize({ width, height }, imageSizesOf(model));
  return `${size.width}x${size.height}`;
}

describe('nearestSize', () => {
  it.each([
    [1000, 1000, '1024x1024'],
    [800, 600, '1536x1024'],
    [1600, 900, '1536x1024'],
    [600, 800, '1024x1536'],
    [2400, 200, '1536x1024'],
    [1100, 1000, '1024x1024'],
    // As far from square as from 3:2, on a scale of ratios.
    [12300, 10000, '1536x1024'],
  ])('gives %d x %d the nearest shape of a model with fixed sizes', (width, height, expected) => {
    expect(sizeFor('gpt-image-1', width, height)).toBe(expected);
    expect(sizeFor('an-unknown-model', width, height)).toBe(expected);
  });

  it('of equal shapes takes the nearest area', () => {
    expect(sizeFor('dall-e-2', 500, 500)).toBe('512x512');
    expect(sizeFor('dall-e-2', 5000, 5000)).toBe('1024x1024');
  });

  it.each([
    [1200, 800, '1200x800'],
    [1000, 700, '1008x704'],
    [320, 320, '816x816'],
    [4000, 3000, '2208x1648'],
  ])('keeps %d x %d where a model makes any size', (width, height, expected) => {
    expect(sizeFor('gpt-image-2', width, height)).toBe(expected);
  });

  it('stays within the bounds of a model that makes any size', () => {
    const edge = fc.integer({ min: 1, max: 6000 });
    fc.assert(
      fc.property(edge, edge, (width, height) => {
        const size = nearestSize({ width, height }, imageSizesOf('gpt-image-2'));
        const ratio = Math.max(size.width / size.height, size.height / size.width);
        const pixels = size.width * size.height;
        expect([size.width % 16, size.height % 16]).toEqual([0, 0]);
        expect(ratio).toBeLessThanOrEqual(3);
        expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(3840);
        expect(pixels).toBeGreaterThanOrEqual(1024 * 640);
        expect(pixels).toBeLessThanOrEqual(2560 * 1440);
      }),
    );
  });
});
