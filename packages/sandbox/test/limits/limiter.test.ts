import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LimitMode } from '../../src/limits/group-use.js';
import type { LimitKind } from '../../src/limits/limits.js';
import { judge, step, traffic, type JudgedCall, type Traffic } from './judged-traffic.js';
import { exceededBy } from './recount.js';

describe('a limiter', () => {
  it('lets a call in exactly when no window that ends with it exceeds a limit', () => {
    fc.assert(fc.property(traffic('rolling'), judgesAsTheRecount), { numRuns: 1_000 });
  });

  it('lets a call in exactly when each bucket has as much as it asks for', () => {
    // The closed form knows one pace of refilling, and refused requests that take what is left have none.
    const steady = traffic('bucket').map((drawn) => ({ ...drawn, changes: [], countRefused: false }));
    fc.assert(fc.property(steady, judgesAsTheRecount), { numRuns: 1_000 });
  });

  it.each<LimitMode>(['rolling', 'bucket'])('names the first moment at which the call fits: %s', (mode) => {
    fc.assert(
      fc.property(traffic(mode), step, (drawn, last) => {
        const asked = { ...drawn, steps: [...drawn.steps, { ...last, ends: [] }], changes: [] };
        const refused = judge(asked).calls.at(-1);
        if (refused?.refusedBy === undefined || refused.refusedBy === 'concurrency') return;
        const isTooLarge = exceededAlone(refused, asked).includes(refused.refusedBy);
        expect(refused.waitMs === undefined).toBe(isTooLarge);
        if (refused.waitMs === undefined) return;
        const again = (waitMs: number): ReturnType<typeof judge>['calls'][number] | undefined =>
          judge({ ...asked, steps: [...asked.steps, { ...last, ends: [], waitMs }] }).calls.at(-1);
        // A place in flight is another matter: nothing says when it gets free.
        expect([undefined, 'concurrency']).toContain(again(refused.waitMs)?.refusedBy);
        if (!drawn.countRefused) expect(again(refused.waitMs - 1)?.refusedBy).toBe(refused.refusedBy);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What the call would exceed if it were the only one. */
function exceededAlone(call: JudgedCall, asked: Traffic): LimitKind[] {
  return exceededBy(call, { ...judge(asked), calls: [] });
}

/** A refusal names one of the limits that are exceeded; where none is, the call is let in. */
function judgesAsTheRecount(drawn: Traffic): void {
  const judged = judge(drawn);
  for (const call of judged.calls) {
    const exceeded = exceededBy(call, judged);
    if (call.refusedBy === undefined) expect(exceeded).toEqual([]);
    else expect(exceeded).toContain(call.refusedBy);
  }
}
