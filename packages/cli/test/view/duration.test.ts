import { describe, expect, it } from '@jest/globals';
import { formatDuration, formatElapsed } from '../../src/view/duration.js';

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [999.4, '999ms'],
    [999.6, '1.0s'],
    [59_949, '59.9s'],
    [59_960, '1m 00s'],
    [65_000, '1m 05s'],
    [3_599_600, '1h 00m'],
    [3_720_000, '1h 02m'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatElapsed', () => {
  it.each([
    [0, '0.0s'],
    [999, '0.9s'],
    [1000, '1.0s'],
    [65_000, '1m 05s'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});
