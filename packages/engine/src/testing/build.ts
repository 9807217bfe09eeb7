import { z } from 'zod';
import { artifact, artifactList } from '../declare/artifact.js';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { collect, each, optional } from '../declare/input.js';
import type { Input } from '../declare/input.js';
import { definePhase } from '../declare/phase.js';
import type { Phase, TaskContext } from '../declare/phase.js';
import { definePipeline } from '../pipeline.js';
import type { Pipeline } from '../pipeline.js';
import { digest, failuresOf, itemsOf, phaseName } from './spec.js';
import type { PhaseSpec, PipelineSpec } from './spec.js';
import type { VirtualClock } from './virtual-clock.js';

const seed = artifact('seed', z.number());
const Item = z.object({ id: z.string() });

/** A drawn pipeline, ready to run. */
export interface BuiltPipeline {
  /** Its phases are named `p0`, `p1` and so on. */
  readonly pipeline: Pipeline;
  /** By place: the artifact that the phase gives. */
  readonly artifacts: readonly AnyArtifact[];
}

/** Makes a drawn pipeline real: its phases wait, fail and give as drawn, in the time of `clock`. */
export function buildPipeline(spec: PipelineSpec, clock: VirtualClock): BuiltPipeline {
  const artifacts = spec.map((phase, place): AnyArtifact => {
    const name = `a${place}`;
    if (phase.gives === 'items') return artifactList(name, Item, { key: ({ id }) => id });
    return phase.over === undefined ? artifact(name, z.number()) : artifactList(name, z.number());
  });
  const phases = spec.map((phase, place) => phaseOf(phase, place, artifacts, clock));
  return { pipeline: definePipeline({ name: 'drawn', given: { seed }, phases }), artifacts };
}

function phaseOf(
  phase: PhaseSpec,
  place: number,
  artifacts: readonly AnyArtifact[],
  clock: VirtualClock,
): Phase {
  const output = artifacts[place];
  if (output === undefined) throw new Error(`there is no phase ${place}`);
  const give = (inputs: unknown, key: string | undefined): Record<string, unknown> => ({
    out: phase.gives === 'items' ? itemsOf(phase) : digest([place, key, plain(inputs)]),
  });
  const inputs: Record<string, Input> = phase.over === undefined && phase.inputs.length === 0 ? { seed } : {};
  if (phase.over !== undefined) inputs['item'] = each(listAt(artifacts, phase.over));
  phase.inputs.forEach(({ from, need, min }, at) => {
    const artifact = artifacts[from];
    if (artifact === undefined) throw new Error(`there is no phase ${from}`);
    inputs[`in${at}`] =
      need === 'quorum'
        ? collect(listAt(artifacts, from), { min })
        : need === 'optional'
          ? optional(artifact)
          : artifact;
  });
  const run = async (values: unknown, context: TaskContext): Promise<Record<string, unknown>> => {
    const { attempt, key, signal } = context;
    let waited = 0;
    if (phase.gives === 'items' && phase.emits) {
      for (const item of itemsOf(phase)) {
        // Erased: the list is the phase's own output, and the item fits its schema.
        context.emit(output as never, item as never);
        await clock.sleep(1, signal);
        waited++;
      }
    }
    await clock.sleep(phase.durationMs - waited, signal);
    if (attempt <= failuresOf(phase, key)) throw new Error(`attempt ${attempt} of ${context.task} fails`);
    return give(values, key);
  };
  return definePhase({
    name: phaseName(place),
    inputs,
    outputs: { out: output },
    retry: { attempts: phase.attempts, baseMs: 0 },
    estimateMs: phase.durationMs,
    run,
    ...(phase.fallback && {
      fallback: (values: unknown, _error: unknown, { key }: { key: string | undefined }) => give(values, key),
    }),
  });
}

function listAt(artifacts: readonly AnyArtifact[], place: number): ListArtifact {
  const list = artifacts[place];
  if (list?.kind !== 'list') throw new Error(`phase ${place} gives no list`);
  return list;
}

/** Inputs as data that does not depend on the order in which items came: lists of lists have none of their own. */
function plain(inputs: unknown): unknown {
  return Object.entries(inputs as Record<string, unknown>).map(([name, value]) => [name, sorted(value)]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(item)).toSorted();
  if (typeof value !== 'object' || value === null || !('succeeded' in value) || !('failed' in value))
    return value;
  const { succeeded, failed } = value as Record<'succeeded' | 'failed', { key: string; value?: unknown }[]>;
  const entries = succeeded.map((item) => JSON.stringify([item.key, item.value]));
  return [entries.toSorted(), failed.map(({ key }) => key).toSorted()];
}
