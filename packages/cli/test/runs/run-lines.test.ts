import { describe, expect, it } from '@jest/globals';
import { runListLines } from '../../src/runs/run-lines.js';
import type { RunView } from '../../src/runs/run-view.js';
import { themeFor } from '../../src/view/theme.js';

const theme = themeFor({ colour: false, unicode: true });

function view(parts: Partial<RunView>): RunView {
  return {
    runId: '20260301T123005-abc123',
    pipeline: 'website',
    startedAt: '2026-03-01T12:30:05.000Z',
    status: 'succeeded',
    makespanMs: 61_000,
    taskTimeMs: 90_000,
    tasks: { succeeded: 40, degraded: 0, reused: 1, failed: 0, skipped: 0, cancelled: 0 },
    notNeeded: {},
    troubles: [],
    missing: [],
    calls: { answered: 30, failed: 0, aborted: 0, replayed: 0 },
    usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, images: 0, pictures: {} },
    cost: { usd: 0.2343, unknownCalls: 0, savedUsd: 0, unknownSaved: 0, phases: [] },
    isFree: false,
    budgetUsd: null,
    budget: null,
    keys: [],
    phases: [],
    ...parts,
  };
}

describe('runListLines', () => {
  it('says of each run what it paid, saved and reused, in less than 80 columns', () => {
    const cost = { usd: 123.456, unknownCalls: 2, savedUsd: 0.00001, unknownSaved: 0, phases: [] };
    const tasks = { ...view({}).tasks, reused: 12_345 };
    const lines = runListLines([view({}), view({ status: 'budget-exhausted', cost, tasks })], theme);
    expect(lines).toEqual([
      'run                     ended                time      paid     saved  reused',
      '20260301T123005-abc123  succeeded          1m 01s   $0.2343     $0.00       1',
      '20260301T123005-abc123  budget-exhausted   1m 01s  $123.46+  <$0.0001   12345',
      '+: calls or records of unknown cost come on top',
    ]);
    for (const line of lines) expect(line.length).toBeLessThan(80);
  });

  it('says of a run that the sandbox answered that nothing was paid', () => {
    expect(runListLines([view({ isFree: true })], theme)[1]).toContain(' nothing ');
  });
});
