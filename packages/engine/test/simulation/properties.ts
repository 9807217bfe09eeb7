import type { RunReport } from '../../src/report.js';
import type { MakeScheduler } from '../../src/run/loop.js';
import { phaseName } from '../../src/testing/index.js';
import type { PipelineSpec, RunSpec } from '../../src/testing/index.js';
import { judge } from './judge.js';
import { anyValue, expectedTasks } from './oracle.js';
import type { ExpectedTask } from './oracle.js';
import { simulate } from './simulate.js';
import type { Simulation } from './simulate.js';

/**
 * Whatever comes from outside: everything that happens may happen, and what could happen did, at once.
 *
 * @throws Error that says what broke
 */
export async function judgedRun(
  spec: PipelineSpec,
  run: RunSpec,
  schedule?: MakeScheduler,
): Promise<Simulation> {
  const simulation = await simulate(spec, run, schedule && { schedule });
  judge(spec, { events: simulation.report.events, marks: simulation.marks, run });
  return simulation;
}

/**
 * With nothing from outside: every task ends as worked out by hand, at the very time, with the very value.
 *
 * @returns whether the oracle could say
 */
export async function freeRunIsExact(spec: PipelineSpec, schedule?: MakeScheduler): Promise<boolean> {
  const expected = expectedTasks(spec);
  if (expected === undefined) return false;
  const free = spec.map((phase) => ({ ...phase, concurrency: undefined }));
  const { report, built } = await judgedRun(free, {}, schedule);
  assertSame('the tasks', report.tasks.map(({ task }) => task).toSorted(), [...expected.keys()].toSorted());
  for (const task of report.tasks) {
    const wanted = expected.get(task.task);
    if (wanted === undefined) continue;
    assertOneOf(`how ${task.task} ended`, statusOf(task.end), wanted.statuses);
    assertOneOf(`when ${task.task} started`, task.startedAtMs, wanted.startedAtMs);
    assertSame(`when ${task.task} ended`, task.endedAtMs, wanted.endedAtMs);
    if (wanted.attempts !== undefined) assertSame(`attempts of ${task.task}`, task.attempts, wanted.attempts);
  }
  assertValues(free, report, built.artifacts, expected);
  const last = Math.max(0, ...[...expected.values()].map(({ endedAtMs }) => endedAtMs));
  assertSame('the makespan', report.summary.makespanMs, last);
  return true;
}

/** What phases gave is what the oracle says. */
export function assertValues(
  spec: PipelineSpec,
  report: RunReport,
  artifacts: Simulation['built']['artifacts'],
  expected: ReadonlyMap<string, ExpectedTask>,
): void {
  spec.forEach(({ gives }, place) => {
    const artifact = artifacts[place];
    if (artifact === undefined || gives === 'items') return;
    const check = (task: string, value: unknown): void => {
      const wanted = expected.get(task)?.value;
      if (wanted !== anyValue) assertSame(`the value of ${task}`, value, wanted);
    };
    if (artifact.kind === 'artifact') {
      if (report.has(artifact)) check(phaseName(place), report.value(artifact));
      return;
    }
    for (const { key, value } of report.collected(artifact).succeeded)
      check(`${phaseName(place)}[${key}]`, value);
  });
}

/** How a task ended; one that a condition turned off has a name of its own here. */
export function statusOf(end: RunReport['tasks'][number]['end']): string {
  return end.status === 'skipped' && end.reason === 'condition' ? 'turned-off' : end.status;
}

function assertOneOf(what: string, got: unknown, wanted: readonly unknown[]): void {
  if (!wanted.includes(got))
    throw new Error(`${what}: got ${show(got)}, expected ${wanted.map(show).join(' or ')}`);
}

/** @throws Error that shows both */
export function assertSame(what: string, got: unknown, wanted: unknown): void {
  if (show(got) !== show(wanted)) throw new Error(`${what}: got ${show(got)}, expected ${show(wanted)}`);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
