import { describe, expect, it } from '@jest/globals';
import { drawStrip, scaleFor } from '../../src/view/strip.js';

const bar = { full: '━', startHalf: '╺', endHalf: '╸' };

describe('drawStrip', () => {
  it.each([
    [0, 100, '━━━━━━━━━━'],
    [0, 50, '━━━━━'],
    [0, 45, '━━━━╸'],
    [25, 50, '  ╺━━'],
    [50, 50, '     ╸'],
    [55, 56, '     ╺'],
    [100, 100, '         ╺'],
  ])('draws %d to %d of 100 ms in ten columns', (fromMs, toMs, strip) => {
    expect(drawStrip({ fromMs, toMs }, 100, 10, bar)).toBe(strip);
  });
});

describe('scaleFor', () => {
  it('is never below what has passed, and never far above it', () => {
    for (let ms = 1; ms < 10_000_000; ms = Math.ceil(ms * 1.07)) {
      const scale = scaleFor(ms);
      expect(scale).toBeGreaterThanOrEqual(ms);
      expect(scale).toBeLessThanOrEqual(Math.max(1000, ms * 2));
    }
  });
});
