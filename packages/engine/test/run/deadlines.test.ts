import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { virtualClock } from '@phasegraph/engine/testing';
import fc from 'fast-check';
import { z } from 'zod';

const seed = artifact('seed', z.number());
const first = artifact('first', z.number());
const value = artifact('value', z.number());

const fraction = fc.double({ min: 0.001, max: 10_000, noNaN: true });

// seed -> first -> value, which hangs
describe('a timeout', () => {
  it('is over when its time is, whatever fractions of a millisecond it begins and ends at', async () => {
    await fc.assert(
      fc.asyncProperty(fraction, fraction, async (beginsAtMs, timeoutMs) => {
        const clock = virtualClock();
        const pipeline = definePipeline({
          name: 'p',
          given: { seed },
          phases: [
            definePhase({
              name: 'first',
              inputs: { seed },
              outputs: { first },
              run: async () => {
                await clock.sleep(beginsAtMs);
                return { first: 1 };
              },
            }),
            definePhase({
              name: 'value',
              inputs: { first },
              outputs: { value },
              timeoutMs,
              run: () => new Promise(() => undefined),
            }),
          ],
        });
        const { result } = pipeline.start({ seed: 1 }, { clock });
        // The end of the first phase, the end of the time, and one turn more where that was rounded down.
        for (let ticks = 0; ticks < 3; ticks++) await clock.tick();
        expect(clock.pending).toBe(0);
        expect((await result).summary.tasks[1]?.end).toMatchObject({ error: { code: 'timeout' } });
      }),
      { numRuns: 50 },
    );
  });
});
