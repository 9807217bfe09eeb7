import { describe, expect, it } from '@jest/globals';
import { imageVariants } from '../../src/image-planning/variants.js';

describe('imageVariants', () => {
  it('names smaller files beside the full one, the largest last, in one aspect', () => {
    expect(imageVariants({ width: 1600, height: 1200, path: 'assets/images/hero.webp' })).toEqual([
      { width: 480, height: 360, path: 'assets/images/hero-480.webp' },
      { width: 960, height: 720, path: 'assets/images/hero-960.webp' },
      { width: 1600, height: 1200, path: 'assets/images/hero.webp' },
    ]);
  });

  it('leaves out a size that is hardly smaller than the full one', () => {
    expect(imageVariants({ width: 1000, height: 500, path: 'assets/images/a.webp' })).toHaveLength(2);
    expect(imageVariants({ width: 500, height: 500, path: 'assets/images/a.webp' })).toHaveLength(1);
  });
});
