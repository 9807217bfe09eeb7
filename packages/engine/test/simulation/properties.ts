import type { RunReport } from '../../src/report.js';
import { phaseName } from '../../src/testing/index.js';
import type { PipelineSpec, RunSpec } from '../../src/testing/index.js';
import { judge } from './judge.js';
import { expectedRun } from './oracle.js';
import type { ExpectedRun } from './oracle.js';
import { simulate } from './simulate.js';
import type { Simulation, SimulationOptions } from './simulate.js';

/**
 * Whatever comes from outside: everything that happens may happen, and what could happen did, at once.
 *
 * @throws Error that says what broke
 */
export async function judgedRun(
  spec: PipelineSpec,
  run: RunSpec,
  options?: SimulationOptions,
): Promise<Simulation> {
  const simulation = await simulate(spec, run, options);
  judge(spec, { events: simulation.report.events, marks: simulation.marks, run });
  return simulation;
}

/**
 * With nothing from outside: every task ends as worked out by hand, at the very time, with the very value.
 *
 * @returns whether the oracle could say
 */
export async function freeRunIsExact(spec: PipelineSpec, options?: SimulationOptions): Promise<boolean> {
  const expected = expectedRun(spec);
  if (expected === undefined) return false;
  const { tasks } = expected;
  const free = spec.map((phase) => ({ ...phase, concurrency: undefined }));
  const { report, built } = await judgedRun(free, {}, options);
  assertSame('the tasks', report.tasks.map(({ task }) => task).toSorted(), [...tasks.keys()].toSorted());
  for (const task of report.tasks) {
    const wanted = tasks.get(task.task);
    if (wanted === undefined) continue;
    assertOneOf(`how ${task.task} ended`, statusOf(task.end), wanted.statuses);
    assertOneOf(`when ${task.task} started`, task.startedAtMs, wanted.startedAtMs);
    assertSame(`when ${task.task} ended`, task.endedAtMs, wanted.endedAtMs);
    if (wanted.attempts !== undefined) assertSame(`attempts of ${task.task}`, task.attempts, wanted.attempts);
  }
  assertValues(free, report, built.artifacts, expected);
  const all = [...tasks.values()];
  assertSame(
    'the makespan',
    report.summary.makespanMs,
    Math.max(0, ...all.map(({ endedAtMs }) => endedAtMs)),
  );
  const quietAtMs = Math.max(0, ...all.map((task) => task.quietAtMs));
  assertSame('the end of the run', report.events.at(-1)?.atMs, quietAtMs);
  const unheard = [...tasks].flatMap(([task, wanted]) => (wanted.unheard ? [task] : []));
  assertSame('who did not listen', report.summary.unresponsive.toSorted(), unheard.toSorted());
  return true;
}

/** What phases gave is what the oracle says, lists in their order. */
export function assertValues(
  spec: PipelineSpec,
  report: RunReport,
  artifacts: Simulation['built']['artifacts'],
  expected: ExpectedRun,
): void {
  spec.forEach((_, place) => {
    const artifact = artifacts[place];
    if (artifact === undefined) return;
    if (artifact.kind === 'artifact') {
      const wanted = expected.tasks.get(phaseName(place))?.value;
      if (report.has(artifact))
        assertSame(`the value of ${phaseName(place)}`, report.value(artifact), wanted);
      return;
    }
    const wanted = expected.lists[place];
    if (wanted === undefined) return;
    const { succeeded, failed } = report.collected(artifact);
    const got = succeeded.map(({ key, value }) => [key, value]);
    const failures = failed.map(({ key }) => key);
    assertSame(`what succeeded of ${phaseName(place)}`, got, wanted.succeeded);
    assertSame(`what failed of ${phaseName(place)}`, failures, wanted.failed);
    // What was collected early may be whole in the end: what did not listen went on.
    const isEarly = spec.some(({ inputs }) => inputs.some(({ from, early }) => early && from === place));
    if (isEarly || !report.has(artifact)) return;
    const values = wanted.succeeded.map(([, value]) => value);
    assertSame(`the items of ${phaseName(place)}`, report.value(artifact), values);
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
