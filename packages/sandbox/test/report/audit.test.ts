import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LimitMode } from '../../src/limits/group-use.js';
import { audit } from '../../src/report/audit.js';
import { judge, traffic, type JudgedCall, type JudgedTraffic } from '../limits/judged-traffic.js';

describe.each<LimitMode>(['rolling', 'bucket'])('the audit of %s limits', (mode) => {
  it('finds nothing that was let in wrongly', () => {
    fc.assert(
      fc.property(traffic(mode), (drawn) => {
        const { calls, periods, rules } = judge(drawn);
        expect(audit(calls, periods, rules).breaches).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds every call that was let in wrongly', () => {
    fc.assert(
      fc.property(traffic(mode), fc.nat(), (drawn, which) => {
        const judged = judge(drawn);
        const refused = judged.calls.filter(({ refusedBy }) => refusedBy !== undefined);
        const planted = refused[which % refused.length];
        if (!planted?.refusedBy) return;
        const { breaches, peaks } = auditOf(judged, (call) => (call === planted ? letIn(call) : call));
        expect(breaches).toBeGreaterThan(0);
        expect(
          peaks.find(({ kind, breaches: over }) => kind === planted.refusedBy && over > 0),
        ).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the audit', () => {
  it('says how near to each limit things came, and when', () => {
    const quiet = { key: 'k1' as const, model: 'm' as const, tokens: 10, images: 0, waitMs: 0, ends: [] };
    const steps = [quiet, { ...quiet, waitMs: 59_999 }, { ...quiet, waitMs: 1, ends: [7, 90] }];
    const { calls, periods, rules } = judge({
      steps,
      limits: { rpm: 5, tpm: 100 },
      changes: [],
      mode: 'rolling',
      countRefused: true,
      keepsReserved: false,
    });
    const start = periods[0]?.fromMs ?? 0;
    expect(audit(calls, periods, rules)).toEqual({
      breaches: 0,
      peaks: [
        // The first call left the window in the moment in which the third came.
        peak('requests', { used: 2, limit: 5, atMs: start + 59_999 }),
        peak('tokens', { used: 100, limit: 100, atMs: start + 60_000 }),
        {
          kind: 'concurrency',
          group: 'shared',
          keyId: 'k1',
          used: 2,
          limit: null,
          atMs: start + 59_999,
          breaches: 0,
        },
      ],
    });
  });
});

function auditOf(
  { calls, periods, rules }: JudgedTraffic,
  change: (call: JudgedCall) => JudgedCall,
): ReturnType<typeof audit> {
  return audit(calls.map(change), periods, rules);
}

function letIn(call: JudgedCall): JudgedCall {
  return { ...call, verdict: 'served', cost: { ...call.cost, settled: call.cost.reserved } };
}

function peak(
  kind: 'requests' | 'tokens',
  numbers: { used: number; limit: number; atMs: number },
): ReturnType<typeof audit>['peaks'][number] {
  return { kind, group: 'shared', model: 'm', ...numbers, breaches: 0 };
}
