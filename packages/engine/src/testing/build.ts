import { z } from 'zod';
import { artifact, artifactList } from '../declare/artifact.js';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { collect, each, optional } from '../declare/input.js';
import type { Input } from '../declare/input.js';
import { definePhase } from '../declare/phase.js';
import type { Phase, TaskContext } from '../declare/phase.js';
import { definePipeline } from '../pipeline.js';
import type { Pipeline } from '../pipeline.js';
import { innerPhase } from './inner.js';
import { artifactName, conditionHolds, durationOf, failuresOf, itemsOf, phaseName, valueOf } from './spec.js';
import type { InputSpec, PhaseSpec, PipelineSpec } from './spec.js';

/** The time in which drawn phases take theirs: a virtual clock, or whatever else decides when they go on. */
export interface Sleeper {
  /** Waits; rejects with the signal's reason when that fires first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** An attempt that was made: what it worked on tells whether two did the same. */
export interface Work {
  /** The task's id. */
  readonly task: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Its inputs, as text. */
  readonly inputs: string;
}

/** A drawn pipeline, ready to run. */
export interface BuiltPipeline {
  /** Its phases are named `p0`, `p1` and so on. */
  readonly pipeline: Pipeline;
  /** By place. */
  readonly phases: readonly Phase[];
  /** By place: the artifact that the phase gives. */
  readonly artifacts: readonly AnyArtifact[];
  /** Every attempt that its phases have made so far, in all runs. */
  readonly work: readonly Work[];
}

const seed = artifact('seed', z.number());
const Item = z.object({ id: z.string(), take: z.number() });

/**
 * Makes a drawn pipeline real: its phases wait, fail, hang and give as drawn, in the time of `clock`.
 *
 * @param dress what a phase that does drawn work is made into; of a pipeline that is a phase, the one inside of it
 */
export function buildPipeline(
  spec: PipelineSpec,
  clock: Sleeper,
  dress: (phase: Phase, drawn: PhaseSpec) => Phase = (phase) => phase,
): BuiltPipeline {
  const artifacts = spec.map((phase, place): AnyArtifact => {
    const name = artifactName(place);
    if (phase.gives === 'items') return artifactList(name, Item, { key: ({ id }) => id });
    return phase.over === undefined ? artifact(name, z.number()) : artifactList(name, z.number());
  });
  const work: Work[] = [];
  const phases = spec.map((phase, place) => phaseOf(phase, place, { artifacts, clock, work, dress }));
  const pipeline = definePipeline({ name: 'drawn', given: { seed }, phases });
  return { pipeline, phases, artifacts, work };
}

function phaseOf(
  phase: PhaseSpec,
  place: number,
  {
    artifacts,
    clock,
    work,
    dress,
  }: {
    artifacts: readonly AnyArtifact[];
    clock: Sleeper;
    work: Work[];
    dress: (phase: Phase, drawn: PhaseSpec) => Phase;
  },
): Phase {
  const output = artifactAt(artifacts, place);
  const give = (inputs: unknown, key: string | undefined, take: number): Record<string, unknown> => ({
    out: phase.gives === 'items' ? itemsOf(phase, take) : valueOf(phase, place, key, plain(inputs)),
  });
  const inputs: Record<string, Input> = phase.over === undefined && phase.inputs.length === 0 ? { seed } : {};
  if (phase.over !== undefined) inputs['item'] = each(listAt(artifacts, phase.over));
  phase.inputs.forEach((input, at) => (inputs[`in${at}`] = inputOf(input, artifacts)));
  const bodyOf =
    (lasting: PhaseSpec) =>
    async (values: unknown, context: TaskContext): Promise<Record<string, unknown>> => {
      const { attempt, key, task } = context;
      const signal = phase.deaf ? undefined : context.signal;
      work.push({ task, attempt, inputs: JSON.stringify(values, withoutErrors) });
      const fails = attempt <= failuresOf(phase, key);
      let waited = 0;
      if (phase.gives === 'items' && phase.emits) {
        for (const item of itemsOf(phase, attempt)) {
          // Erased: the list is the phase's own output, and the item fits its schema.
          context.emit(output as never, item as never);
          await clock.sleep(1, signal);
          waited++;
        }
      }
      if (fails && phase.fails === 'hangs') await hang(signal);
      await clock.sleep(durationOf(lasting, attempt, key) - waited, signal);
      if (fails) throw new Error(`attempt ${attempt} of ${task} fails`);
      return give(values, key, attempt);
    };
  if (phase.inner > 0) {
    const noteIdle = (values: unknown): void =>
      void work.push({ task: phaseName(place), attempt: 1, inputs: JSON.stringify(values, withoutErrors) });
    return innerPhase(phase, place, { inputs, output, clock, bodyOf, noteIdle, dress });
  }
  const runAtOnce = (values: unknown, { attempt, key, task }: TaskContext): Record<string, unknown> => {
    work.push({ task, attempt, inputs: JSON.stringify(values, withoutErrors) });
    if (attempt <= failuresOf(phase, key)) throw new Error(`attempt ${attempt} of ${task} fails`);
    return give(values, key, attempt);
  };
  const { fallbackMs, timeoutMs, taskTimeoutMs, hedgeAfterMs, concurrency, group, priority } = phase;
  const defined = definePhase({
    name: phaseName(place),
    inputs,
    outputs: { out: output },
    retry: { attempts: phase.attempts, baseMs: 0 },
    estimateMs: phase.durationMs,
    priority,
    run: phase.durationMs === 0 ? runAtOnce : bodyOf(phase),
    ...(phase.when.includes(false) && {
      when: (values: unknown) => conditionHolds(phase, Reflect.get(Object(values), 'item')),
    }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(taskTimeoutMs !== undefined && { taskTimeoutMs }),
    ...(hedgeAfterMs !== undefined && { hedge: { afterMs: hedgeAfterMs, budget: 1 } }),
    ...(concurrency !== undefined && { concurrency }),
    ...(group !== undefined && { group }),
    ...(fallbackMs !== undefined && {
      fallback: (values: unknown, _error: unknown, context: Pick<TaskContext, 'key' | 'signal'>) => {
        const given = give(values, context.key, 0);
        if (fallbackMs === 0) return given;
        return clock.sleep(fallbackMs, phase.deaf ? undefined : context.signal).then(() => given);
      },
    }),
  });
  return dress(defined, phase);
}

function inputOf({ from, need, min, early }: InputSpec, artifacts: readonly AnyArtifact[]): Input {
  if (need === 'quorum') return collect(listAt(artifacts, from), { min, early });
  const taken = artifactAt(artifacts, from);
  return need === 'optional' ? optional(taken) : taken;
}

/** Never goes on, but for a signal. */
function hang(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function artifactAt(artifacts: readonly AnyArtifact[], place: number): AnyArtifact {
  const found = artifacts[place];
  if (found === undefined) throw new RangeError(`There is no phase ${place}.`);
  return found;
}

function listAt(artifacts: readonly AnyArtifact[], place: number): ListArtifact {
  const list = artifactAt(artifacts, place);
  if (list.kind !== 'list') throw new TypeError(`Phase ${place} gives no list.`);
  return list;
}

/** Of what failed only the keys count. */
function withoutErrors(name: string, value: unknown): unknown {
  return name === 'error' ? undefined : value;
}

/** Inputs as data: of what failed only the keys count. */
function plain(inputs: unknown): unknown {
  return Object.entries(inputs as Record<string, unknown>).map(([name, value]) => [
    name,
    withoutWording(value),
  ]);
}

function withoutWording(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('succeeded' in value) || !('failed' in value))
    return value;
  const { succeeded, failed } = value as Record<'succeeded' | 'failed', { key: string; value?: unknown }[]>;
  return [succeeded.map((item) => [item.key, item.value]), failed.map(({ key }) => key)];
}
