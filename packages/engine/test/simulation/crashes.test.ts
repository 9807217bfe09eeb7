import { describe, expect, it } from '@jest/globals';
import type { TaskEnd } from '../../src/events.js';
import type { RunReport } from '../../src/report.js';
import { buildPipeline, runOptions, virtualClock } from '../../src/testing/index.js';
import type { BuiltPipeline, PhaseSpec, PipelineSpec, VirtualClock } from '../../src/testing/index.js';
import { withCalls, worldOf } from './asked-world.js';
import type { World } from './asked-world.js';
import { eachPipeline, timeless } from './check.js';
import { forgetfulStore } from './forgetful-store.js';
import type { Committed, ForgetfulStore } from './forgetful-store.js';
import { assertSame } from './properties.js';

/** Longer than any drawn run takes. */
const withinMs = 60_000;
/** How many commits of a run are tried as its last: all, where there are no more. */
const mostCrashPoints = 5;

/** A process that runs a drawn pipeline whose phases make calls, until it has ended or is killed. */
interface Life {
  readonly clock: VirtualClock;
  readonly store: ForgetfulStore;
  readonly built: BuiltPipeline;
  readonly world: World;
  readonly ended: Promise<RunReport>;
}

function begin(spec: PipelineSpec, committed: readonly Committed[] = []): Life {
  const clock = virtualClock();
  const store = forgetfulStore(clock, committed);
  const built = buildPipeline(spec, clock, withCalls);
  const world = worldOf(clock, store);
  const options = { ...runOptions({}, spec, clock), store, resources: { oracle: world } };
  return { clock, store, built, world, ended: built.pipeline.run({ seed: 1 }, options) };
}

async function toItsEnd({ clock, ended, world }: Life): Promise<RunReport> {
  const report = await clock.run(ended, withinMs);
  assertSame('faults', world.faults, []);
  return report;
}

/** Kills it after so long; gives what is left of it. */
async function kill({ clock, store, ended, world }: Life, afterMs: number): Promise<readonly Committed[]> {
  await clock.advance(afterMs);
  void ended.catch(() => undefined);
  assertSame('faults', world.faults, []);
  return [...store.committed];
}

/**
 * What a run made, as text: whatever was made before counts as made. Of a task that needs two things which both fail to
 * come, the first to do so is named, and what was made before comes sooner: why it never ran is not compared, nor what
 * follows from that. With conditions that is whether it counts as a failure, and so how the run ends; without them, whether
 * the run has failed or is partial.
 */
function outcomeOf({ artifacts }: BuiltPipeline, report: RunReport, conditions: boolean): string {
  const made = artifacts.map((artifact) => {
    if (artifact.kind === 'artifact') return report.has(artifact) ? [report.value(artifact)] : 'nothing';
    const { succeeded, failed } = report.collected(artifact);
    return [succeeded, conditions ? [] : failed.map(({ key }) => key).toSorted()];
  });
  const ends = report.tasks.map(({ task, end }) => `${task} ${endOf(end)}`);
  return JSON.stringify({ made, ends: ends.toSorted(), status: statusOf(report, conditions) });
}

function statusOf({ status }: RunReport, conditions: boolean): string {
  if (status === 'failed' || status === 'partial') return conditions ? 'ended' : 'fell short';
  return conditions && (status === 'succeeded' || status === 'degraded') ? 'ended' : status;
}

function endOf(end: TaskEnd): string {
  if (end.status === 'reused') return 'succeeded';
  const neverRan =
    end.status === 'skipped' || (end.status === 'failed' && end.error.code === 'quorum-not-met');
  return neverRan ? 'never ran' : end.status;
}

/**
 * Without what depends on when it happens; a part of a pipeline that is a phase may be taken, and that is in time. What
 * fails in all of its attempts fails for ever: killed after the last of them, it would have as many again.
 */
function steady(spec: PipelineSpec): PipelineSpec {
  return timeless(spec).map((phase): PhaseSpec => {
    const failures = phase.failures.map((count) =>
      count < phase.attempts ? count : Number.MAX_SAFE_INTEGER,
    );
    return phase.inner === 0
      ? { ...phase, failures }
      : { ...phase, failures, timeoutMs: undefined, fails: 'throws' };
  });
}

/** The tasks whose results a further run takes as they are: those that made something, and are recorded as a whole. */
function recordable({ tasks }: RunReport, spec: PipelineSpec): string[] {
  return tasks.flatMap(({ task, phase, end }) => {
    const isWhole = spec[Number(phase.slice(1))]?.inner === 0;
    return isWhole && endOf(end) === 'succeeded' ? [task] : [];
  });
}

/** How many writes are committed after each that counts; a part of those numbers, spread over the run, where they are many. */
function crashPoints(committed: readonly Committed[], number: number): number[] {
  const points = committed.flatMap(({ what }, at) => (what === 'other' ? [] : [at + 1]));
  const every = Math.max(1, points.length / mostCrashPoints);
  const offset = number % Math.ceil(every);
  return points.filter(
    (_, at) => Math.floor((at + offset) / every) !== Math.floor((at - 1 + offset) / every),
  );
}

describe('a run whose process is killed, and that is run again', () => {
  it('comes to what it would have come to, wherever it is killed, and asks nothing twice', async () => {
    const counts = { prefixes: 0, kills: 0, replayed: 0, reused: 0 };
    await eachPipeline(async (drawnSpec, number) => {
      const conditions = number % 2 === 0;
      const spec = steady(conditions ? drawnSpec : drawnSpec.map((phase) => ({ ...phase, when: [true] })));
      const undisturbed = begin(spec);
      const whole = await toItsEnd(undisturbed);
      const wanted = outcomeOf(undisturbed.built, whole, conditions);
      const { committed } = undisturbed.store;
      const lengthMs = undisturbed.clock.now();

      const finish = async (left: readonly Committed[]): Promise<RunReport> => {
        const last = begin(spec, left);
        const report = await toItsEnd(last);
        assertSame('what it came to', outcomeOf(last.built, report, conditions), wanted);
        counts.replayed += report.summary.calls.replayed;
        counts.reused += report.tasks.filter(({ end }) => end.status === 'reused').length;
        return report;
      };
      for (const point of crashPoints(committed, number)) {
        counts.prefixes++;
        await finish(committed.slice(0, point));
      }
      // Up to three kills in one run: at any moment of it, what is left being shorter each time.
      let left: readonly Committed[] = [];
      for (let turn = 0; turn <= number % 3; turn++) {
        counts.kills++;
        left = await kill(begin(spec, left), ((number * (turn + 7)) % 101) * 0.01 * lengthMs);
      }
      await finish(left);
      // And what has ended: all that was made is there.
      const again = await finish(committed);
      const taken = again.tasks.flatMap(({ task, end }) => (end.status === 'reused' ? [task] : []));
      assertSame('what is reused', taken.toSorted(), recordable(whole, spec).toSorted());
    }, 400);
    expect(counts.prefixes).toBeGreaterThan(1_000);
    expect(counts.kills).toBeGreaterThan(600);
    expect(counts.replayed).toBeGreaterThan(1_000);
    expect(counts.reused).toBeGreaterThan(1_000);
  });
});
