import { describe, expect, it } from '@jest/globals';
import type { RunEvent, RunReport } from '@phasegraph/engine';
import {
  buildPipeline,
  drawSpec,
  pipelineSpec,
  seededRandom,
  virtualClock,
} from '@phasegraph/engine/testing';
import type { PipelineSpec } from '@phasegraph/engine/testing';
import fc from 'fast-check';
import { expectedTasks } from './oracle.js';

interface Options {
  readonly concurrency?: number;
  readonly abortAtMs?: number;
  readonly seed?: number;
}

async function runSpec(
  spec: PipelineSpec,
  { concurrency, abortAtMs, seed = 1 }: Options = {},
): Promise<RunReport> {
  const clock = virtualClock();
  const { pipeline } = buildPipeline(spec, clock);
  const controller = new AbortController();
  if (abortAtMs !== undefined) clock.setTimer(abortAtMs, () => controller.abort());
  // A drawn pipeline is typed as any pipeline: what it is given is one number.
  const given = { seed: 1 } as Parameters<typeof pipeline.run>[0];
  return clock.run(
    pipeline.run(given, {
      clock,
      random: seededRandom(seed),
      signal: controller.signal,
      resources: {},
      ...(concurrency !== undefined && { concurrency }),
    }),
  );
}

/** Prints the drawn graph with whatever fails. */
function checkSpecs(check: (spec: PipelineSpec, number: number) => Promise<void>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(pipelineSpec(), fc.nat({ max: 60 }), async (spec, number) => {
      try {
        await check(spec, number);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${drawSpec(spec)}`, {
          cause: error,
        });
      }
    }),
    { numRuns: 500 },
  );
}

describe('any pipeline', () => {
  it('ends every task once, as its inputs decide, at the moment they decide it', () =>
    checkSpecs(async (spec) => {
      const report = await runSpec(spec);
      const expected = expectedTasks(spec);
      expect(report.tasks.map(({ task }) => task).toSorted()).toEqual([...expected.keys()].toSorted());
      for (const { task, end, startedAtMs, endedAtMs } of report.tasks) {
        const wanted = expected.get(task);
        expect({ task, startedAtMs, endedAtMs }).toEqual({
          task,
          startedAtMs: wanted?.startedAtMs,
          endedAtMs: wanted?.endedAtMs,
        });
        expect(wanted?.statuses).toContain(end.status);
      }
      const last = Math.max(...[...expected.values()].map(({ endedAtMs }) => endedAtMs));
      expect(report.summary.makespanMs).toBe(last);
    }));

  it('gives the values of a run one after another, whatever runs beside what', () =>
    checkSpecs(async (spec, number) => {
      const clock = virtualClock();
      const { artifacts } = buildPipeline(spec, clock);
      const free = await runSpec(spec);
      const capped = await runSpec(spec, { concurrency: 1 + (number % 4) });
      const expected = expectedTasks(spec);
      const statuses = (report: RunReport): string[] =>
        report.tasks
          .map(({ task, end }) => `${task} ${end.status === 'failed' ? 'skipped' : end.status}`)
          .toSorted();
      expect(statuses(capped)).toEqual(statuses(free));
      spec.forEach((phase, place) => {
        const artifact = artifacts[place];
        if (artifact === undefined || phase.gives === 'items') return;
        for (const report of [free, capped]) {
          if (artifact.kind === 'artifact') {
            if (report.has(artifact)) expect(report.value(artifact)).toBe(expected.get(`p${place}`)?.value);
          } else {
            for (const { key, value } of report.collected(artifact).succeeded) {
              expect(value).toBe(expected.get(`p${place}[${key}]`)?.value);
            }
          }
        }
      });
    }));

  it('never runs more at once than it may, and never leaves a slot free that a ready task could have', () =>
    checkSpecs(async (spec, number) => {
      const concurrency = 1 + (number % 4);
      const report = await runSpec(spec, { concurrency });
      expect(highestConcurrency(report.events)).toBeLessThanOrEqual(concurrency);
    }));

  it('blames a phase that itself failed', () =>
    checkSpecs(async (spec) => {
      const report = await runSpec(spec);
      const failed = new Set(
        report.tasks.flatMap(({ phase, end }) => (end.status === 'failed' ? [phase] : [])),
      );
      for (const { end } of report.tasks) if (end.status === 'skipped') expect(failed).toContain(end.because);
    }));

  it('ends when it is aborted, and starts nothing after', () =>
    checkSpecs(async (spec, abortAtMs) => {
      const report = await runSpec(spec, { abortAtMs });
      const created = report.events.flatMap((event) => (event.type === 'task-created' ? [event.task] : []));
      expect(report.tasks.map(({ task }) => task).toSorted()).toEqual(created.toSorted());
      for (const { startedAtMs } of report.tasks) expect(startedAtMs ?? 0).toBeLessThanOrEqual(abortAtMs);
      expect(report.summary.makespanMs).toBeLessThanOrEqual(
        Math.max(abortAtMs, ...report.tasks.map(({ endedAtMs }) => endedAtMs)),
      );
    }));

  it('gives the same log, byte for byte, from the same seed', () =>
    checkSpecs(async (spec, seed) => {
      const [first, second] = [await runSpec(spec, { seed }), await runSpec(spec, { seed })];
      expect(JSON.stringify(second.events)).toBe(JSON.stringify(first.events));
    }));
});

function highestConcurrency(events: readonly RunEvent[]): number {
  const running = new Set<string>();
  let highest = 0;
  for (const event of events) {
    if (event.type === 'attempt-started') running.add(event.task);
    if (event.type === 'attempt-failed' || event.type === 'task-ended') running.delete(event.task);
    highest = Math.max(highest, running.size);
  }
  return highest;
}
