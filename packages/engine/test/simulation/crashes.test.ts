import { describe, expect, it } from '@jest/globals';
import { definePipeline } from '../../src/pipeline.js';
import type { Phase } from '../../src/declare/phase.js';
import type { TaskEnd } from '../../src/events.js';
import type { RunReport } from '../../src/report.js';
import { buildPipeline, runOptions, virtualClock } from '../../src/testing/index.js';
import type { BuiltPipeline, PhaseSpec, PipelineSpec, VirtualClock } from '../../src/testing/index.js';
import { answering, oracle } from '../run/answering.js';
import type { Answering } from '../run/answering.js';
import { eachPipeline, timeless } from './check.js';
import { forgetfulStore } from './forgetful-store.js';
import type { ForgetfulStore } from './forgetful-store.js';
import { assertSame } from './properties.js';

const callMs = 3;
/** Longer than any drawn run takes. */
const withinMs = 60_000;

/** A process that runs a drawn pipeline whose phases make calls, until it has ended or is killed. */
interface Life {
  readonly clock: VirtualClock;
  readonly built: BuiltPipeline;
  readonly model: Answering;
  readonly ended: Promise<RunReport>;
}

function begin(spec: PipelineSpec, clock: VirtualClock, store: ForgetfulStore): Life {
  const built = buildPipeline(spec, clock);
  const model = answering(async (question) => {
    await clock.sleep(callMs);
    return `re: ${question}`;
  });
  const phases = built.phases.map((phase, place) => withCalls(phase, spec[place]));
  const { name, given } = built.pipeline;
  const pipeline = definePipeline({ name, given, phases });
  const options = { ...runOptions({}, spec, clock), store: watched(store), resources: { oracle: model } };
  return { clock, built, model, ended: pipeline.run({ seed: 1 }, options) };
}

/** What an answer was recorded for is not to be asked again. */
function watched(store: ForgetfulStore): ForgetfulStore {
  return {
    ...store,
    saveCall: (call) => {
      if (store.findCall(call.key) !== undefined)
        throw new Error(`a call of ${call.phase} was answered, and is made again`);
      return store.saveCall(call);
    },
  };
}

/** The phase, asking before it does anything; one whose time is measured does not, nor does one that promises nothing. */
function withCalls(phase: Phase, drawn: PhaseSpec | undefined): Phase {
  if (drawn === undefined || drawn.inner > 0 || drawn.timeoutMs !== undefined || drawn.durationMs === 0)
    return phase;
  // Erased when it was declared.
  const run = phase.run as (values: unknown, context: unknown) => unknown;
  const asking = async (values: unknown, context: { oracle: { ask(text: string): Promise<string> } }) => {
    await context.oracle.ask(
      JSON.stringify(values, (name, value: unknown) => (name === 'error' ? 0 : value)),
    );
    return run(values, context);
  };
  return { ...phase, uses: { oracle }, run: asking };
}

/**
 * What a run made, as text: whatever was made before counts as made. Of a task that needs two things which both fail to
 * come, the first to do so is named, and what was made before comes sooner: why it never ran is not compared, nor what
 * follows from that. With conditions that is whether it counts as a failure, without them only how the run ends.
 */
function outcomeOf({ artifacts }: BuiltPipeline, report: RunReport, conditions: boolean): string {
  const made = artifacts.map((artifact) => {
    if (artifact.kind === 'artifact') return report.has(artifact) ? [report.value(artifact)] : 'nothing';
    const { succeeded, failed } = report.collected(artifact);
    return [succeeded, conditions ? [] : failed.map(({ key }) => key).toSorted()];
  });
  const ends = report.tasks.map(({ task, end }) => `${task} ${endOf(end)}`);
  const fellShort = report.status === 'failed' || report.status === 'partial';
  return JSON.stringify({ made, ends: ends.toSorted(), status: fellShort ? 'fell short' : report.status });
}

function endOf(end: TaskEnd): string {
  if (end.status === 'reused') return 'succeeded';
  const neverRan =
    end.status === 'skipped' || (end.status === 'failed' && end.error.code === 'quorum-not-met');
  return neverRan ? 'never ran' : end.status;
}

/** Without what depends on when it happens. A part of a pipeline that is a phase may be taken, and that is in time. */
function steady(spec: PipelineSpec): PipelineSpec {
  return timeless(spec).map((phase): PhaseSpec =>
    phase.inner === 0 ? phase : { ...phase, timeoutMs: undefined, fails: 'throws' },
  );
}

describe('a run whose process is killed, and that is run again', () => {
  it('comes to what it would have come to, wherever it is killed, and asks nothing twice', async () => {
    let kills = 0;
    let replays = 0;
    await eachPipeline(async (drawnSpec, number) => {
      const conditions = number % 2 === 0;
      const spec = steady(conditions ? drawnSpec : drawnSpec.map((phase) => ({ ...phase, when: [true] })));
      const calm = virtualClock();
      const undisturbed = begin(spec, calm, forgetfulStore(calm));
      const wanted = outcomeOf(undisturbed.built, await calm.run(undisturbed.ended, withinMs), conditions);
      const lengthMs = calm.now();

      let clock = virtualClock();
      let store = forgetfulStore(clock);
      // Up to three kills: at any moment of the run, what is left of it being shorter each time.
      for (let kill = 0; kill <= number % 3; kill++) {
        const life = begin(spec, clock, store);
        await clock.advance(((number * (kill + 7)) % 101) * 0.01 * lengthMs);
        kills++;
        void life.ended.catch(() => undefined);
        clock = virtualClock();
        store = store.afterCrash(clock);
      }
      const last = begin(spec, clock, store);
      const report = await clock.run(last.ended, withinMs);
      assertSame('what it came to', outcomeOf(last.built, report, conditions), wanted);
      replays += report.summary.calls.replayed;
    }, 400);
    expect(kills).toBeGreaterThan(600);
    expect(replays).toBeGreaterThan(100);
  });
});
