import { describe, expect, it } from '@jest/globals';
import { LatencyTrend } from '../../src/limits/latency-trend.js';
import { seededRandom } from '../../src/testing/random.js';

/** Which of these durations made it say that answers take longer than usual. */
function saidOf(trend: LatencyTrend, durations: readonly number[], kind = 'page'): number[] {
  return durations.flatMap((durationMs, index) => (trend.grew(kind, durationMs) ? [index] : []));
}

const many = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

describe('LatencyTrend', () => {
  it('says nothing while answers take as long as ever', () => {
    expect(saidOf(new LatencyTrend(), many(500, 1000))).toEqual([]);
  });

  it('says nothing of calls that vary without a trend', () => {
    // From one second to four, as answers of a model do.
    const durations = Array.from({ length: 5000 }, (_, index) => 1000 + ((index * 7919) % 3001));
    expect(saidOf(new LatencyTrend(), durations)).toEqual([]);
  });

  it('hardly ever errs about calls of which few take much longer than most', () => {
    const random = seededRandom(7);
    // Exponential, of one second on average.
    const durations = Array.from({ length: 5000 }, () => -1000 * Math.log(1 - random()));
    const trend = new LatencyTrend();
    const said = durations.filter((durationMs) => {
      const grew = trend.grew('page', durationMs);
      if (grew) trend.begin();
      return grew;
    });
    expect(said.length).toBeLessThan(5000 / 100);
  });

  it('says so when they take twice as long', () => {
    const trend = new LatencyTrend();
    saidOf(trend, many(50, 1000));
    const [first] = saidOf(trend, many(50, 2000));
    expect(first).toBeGreaterThan(2);
    expect(first).toBeLessThan(20);
  });

  it('is not alarmed by one slow call, however slow', () => {
    const trend = new LatencyTrend();
    saidOf(trend, many(50, 1000));
    expect(saidOf(trend, [20_000, ...many(50, 1000)])).toEqual([]);
  });

  it('compares a call with those of its kind', () => {
    const trend = new LatencyTrend();
    for (let nth = 0; nth < 50; nth++) {
      expect(trend.grew('title', 100)).toBe(false);
      expect(trend.grew('page', 10_000)).toBe(false);
    }
  });

  it('follows the ratio over all kinds', () => {
    const trend = new LatencyTrend();
    const kinds = ['a', 'b', 'c', 'd'];
    for (let nth = 0; nth < 20; nth++) for (const kind of kinds) trend.grew(kind, 1000);
    // Five of each: of one kind alone too few to tell.
    const said = Array.from({ length: 20 }, (_, nth) => trend.grew(kinds[nth % 4] ?? '', 2000));
    expect(said).toContain(true);
  });

  it('learns ten calls of a kind before it judges any', () => {
    const trend = new LatencyTrend();
    expect(saidOf(trend, [1, 1, 1, 1000, 2000, 3000, 4000, 5000, 6000, 7000])).toEqual([]);
  });

  it('measures anew once that has been acted upon', () => {
    const trend = new LatencyTrend();
    saidOf(trend, many(50, 1000));
    while (!trend.grew('page', 2000));
    trend.begin();
    expect(saidOf(trend, many(9, 2000))).toEqual([]);
  });

  it('does not take a crowded server for the usual one before long', () => {
    const trend = new LatencyTrend();
    saidOf(trend, many(300, 1000));
    saidOf(trend, many(50, 2000));
    trend.begin();
    expect(saidOf(trend, many(50, 2000))).not.toEqual([]);
  });

  it('copes with calls that take no time', () => {
    expect(saidOf(new LatencyTrend(), many(100, 0))).toEqual([]);
  });
});
