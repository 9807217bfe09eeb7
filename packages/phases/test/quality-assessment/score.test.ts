import { describe, expect, it } from '@jest/globals';
import { scoreOf } from '../../src/quality-assessment/score.js';

const finding = (severity: 'error' | 'warning' | 'note') => ({
  severity,
  message: 'Something is wrong.',
  page: null,
  snippet: null,
  phase: 'copywriting',
});

describe('scoreOf', () => {
  it('is the share of what stands, rounded down', () => {
    expect(scoreOf([{ examined: 10, findings: [finding('error')] }])).toBe(90);
    expect(scoreOf([{ examined: 1000, findings: [finding('warning')] }])).toBe(99);
    expect(
      scoreOf([
        { examined: 10, findings: [] },
        { examined: 10, findings: [finding('error')] },
      ]),
    ).toBe(95);
  });

  it('is 100 without errors and warnings, and never below 0', () => {
    expect(scoreOf([{ examined: 3, findings: [finding('note')] }])).toBe(100);
    expect(scoreOf([{ examined: 1, findings: [finding('error'), finding('error')] }])).toBe(0);
  });

  it('is not made up where nothing was examined', () => {
    expect(scoreOf([{ examined: 0, findings: [] }])).toBeNull();
    expect(scoreOf([{ examined: 0, findings: [finding('error')] }])).toBe(0);
  });
});
