import type { AnyArtifact } from '../declare/artifact.js';
import type { Phase } from '../declare/phase.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import { errors } from '../errors.js';
import type { Problem } from '../errors.js';
import { buildGraph } from '../graph/build.js';
import type { PhaseGraph } from '../graph/build.js';
import type { CheckedPipeline } from '../graph/check.js';
import { take } from '../graph/names.js';
import type { Names } from '../graph/names.js';
import { didYouMean } from '../graph/suggest.js';
import { Io } from './io.js';
import { PlannedPhase } from './planned-phase.js';
import { rankPhases, urgencyOf } from './ranks.js';
import { selectPhases } from './select.js';
import { none, wirePhases } from './wiring.js';
import type { PlannedList, Wiring } from './wiring.js';

/** What a plan is asked for. */
export interface PlanOptions {
  /**
   * The artifacts wanted, by declaration or by name. Default: all that no other phase takes, but for what is given
   * beside a list that is collected early.
   */
  readonly targets?: readonly (AnyArtifact | string)[];
  /** The names of artifacts that will be supplied: what only they needed is left out. */
  readonly override?: readonly string[];
  /** How long a task of a phase takes, in milliseconds, as earlier runs have shown: goes before `estimateMs`. */
  readonly durations?: ReadonlyMap<string, number>;
}

/** The frozen graph for the wanted targets. Any number of runs can share one. */
export class Plan {
  /** The name of the pipeline. */
  readonly pipeline: string;
  /** The names of the wanted artifacts. */
  readonly targets: readonly string[];
  /** The artifacts that a run must be given, overrides included. */
  readonly given: readonly AnyArtifact[];
  /** @internal The phases as they were declared, in topological order. */
  readonly declared: readonly Phase[];
  /** @internal Who waits for whom, by the places of `phases`. */
  readonly wiring: Wiring;
  /** @internal Where values are, by the places of `phases`. */
  readonly io: Io;
  /** @internal By phase: its place among all, the most urgent first. */
  readonly urgency: Int32Array;
  readonly #ranks: Float64Array;
  readonly #estimates: Float64Array;
  #phases: readonly PlannedPhase[] | undefined;

  /** @internal Made by `pipeline.plan()`. */
  constructor(
    parts: Pick<Plan, 'pipeline' | 'targets' | 'given' | 'declared' | 'wiring' | 'io' | 'urgency'>,
    { ranks, estimates }: { ranks: Float64Array; estimates: Float64Array },
  ) {
    this.pipeline = parts.pipeline;
    this.targets = Object.freeze(parts.targets);
    this.given = Object.freeze(parts.given);
    this.declared = Object.freeze(parts.declared);
    this.wiring = Object.freeze(parts.wiring);
    this.io = parts.io;
    this.urgency = parts.urgency;
    this.#ranks = ranks;
    this.#estimates = estimates;
    Object.freeze(this);
  }

  /** In topological order; written out when they are first asked for. */
  get phases(): readonly PlannedPhase[] {
    return (this.#phases ??= Object.freeze(
      this.declared.map(
        (phase, index) =>
          new PlannedPhase(phase, index, this.wiring, this.#ranks, this.#estimates, this.declared),
      ),
    ));
  }

  /** @internal The upward rank of a phase by its place, in milliseconds. */
  rankOf(index: number): number {
    return this.#ranks[index] ?? 0;
  }

  /** @internal Where items come from; `PlannedPhase.origin` points here. */
  get lists(): readonly PlannedList[] {
    return this.wiring.lists;
  }

  /** The part of the pipeline's graph that will run, made anew each time it is asked for. */
  get graph(): PhaseGraph {
    const given = Object.fromEntries(this.given.map((artifact) => [artifact.name, artifact]));
    return buildGraph({ name: this.pipeline, given, phases: this.declared });
  }
}

/**
 * Plans a pipeline: leaves out what the targets do not need, and ranks the rest.
 *
 * @throws InvalidPipelineError with every problem of the targets and the overrides
 * @throws PhasegraphError `invalid-option` when the targets are an empty list
 */
export function planPipeline(
  { declaration, names, order }: CheckedPipeline,
  options: PlanOptions = {},
): Plan {
  const override = new Set(options.override);
  const asked = options.targets?.map((target) => (typeof target === 'string' ? target : target.name));
  if (asked?.length === 0)
    throw errors.invalidOption(
      `The targets of "${declaration.name}" are an empty list, and nothing would run`,
      'name what is wanted, or leave them out for everything',
    );
  const problems = checkNames(declaration, asked ?? [], override);
  if (problems.length > 0) throw errors.invalidPipeline(declaration.name, problems);

  const slots = (some: Iterable<string>): number[] =>
    Array.from(some, (name) => names.slotOf.get(name) ?? none);
  const targets = asked === undefined ? leavesOf(names) : slots(asked);
  const selection = selectPhases(names, order, targets, new Set(slots(override)));
  const declared = Array.from(selection.phases, (phase) => phaseAt(names, phase));
  const wiring = wirePhases(names, selection);
  const estimates = estimatesOf(declared, options.durations);
  const ranks = rankPhases(wiring, estimates);
  return new Plan(
    {
      pipeline: declaration.name,
      targets: asked ?? targets.map((slot) => names.artifacts[slot]?.name ?? ''),
      given: names.artifacts.filter((_, slot) => selection.supplied[slot] === 1),
      declared,
      wiring,
      io: new Io(names, selection, wiring),
      urgency: urgencyOf(ranks, declared),
    },
    { ranks, estimates },
  );
}

function estimatesOf(
  phases: readonly Phase[],
  durations: ReadonlyMap<string, number> | undefined,
): Float64Array {
  const estimates = new Float64Array(phases.length);
  for (let index = 0; index < phases.length; index++) {
    const phase = phases[index];
    estimates[index] = durations?.get(phase?.name ?? '') ?? phase?.estimateMs ?? 1;
  }
  return estimates;
}

/** What no phase takes is what the pipeline is for, but for what is cut short when enough was collected beside it. */
function leavesOf(names: Names): number[] {
  const { phases, artifacts, takeStart, takeSlot, takeKind, takeName, giveStart, giveSlot, givenBy } = names;
  const taken = new Uint8Array(artifacts.length);
  const cutShort = new Uint8Array(phases.length);
  for (let phase = 0; phase < phases.length; phase++) {
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) {
      const slot = takeSlot[at] ?? 0;
      taken[slot] = 1;
      if (takeKind[at] !== take.collect) continue;
      const input = phases[phase]?.inputs[takeName[at] ?? ''];
      if (input?.kind === 'collect' && input.early) cutShort[givenBy[slot] ?? 0] = 1;
    }
  }
  const leaves: number[] = [];
  for (let phase = 0; phase < phases.length; phase++) {
    if (cutShort[phase] === 1) continue;
    for (let at = giveStart[phase] ?? 0; at < (giveStart[phase + 1] ?? 0); at++) {
      const slot = giveSlot[at] ?? 0;
      if (taken[slot] === 0) leaves.push(slot);
    }
  }
  return leaves;
}

function phaseAt({ phases }: Names, index: number): Phase {
  const phase = phases[index];
  if (phase === undefined) throw errors.internal(`there is no phase ${index}`);
  return phase;
}

function checkNames(
  pipeline: PipelineDeclaration,
  targets: readonly string[],
  override: ReadonlySet<string>,
): Problem[] {
  if (targets.length === 0 && override.size === 0) return [];
  const outputs = new Map<string, AnyArtifact>();
  for (const phase of pipeline.phases)
    for (const output of Object.values(phase.outputs)) outputs.set(output.name, output);
  const givenNames = new Set(Object.values(pipeline.given).map(({ name }) => name));
  const problems: Problem[] = [];
  for (const name of targets) {
    if (outputs.has(name) || givenNames.has(name)) continue;
    problems.push({
      code: 'unknown-target',
      message: `The target "${name}" is given by no phase.${suggestion(name, outputs.keys())}`,
      phases: [],
    });
  }
  for (const name of override) {
    const output = outputs.get(name);
    if (output === undefined) {
      problems.push({
        code: 'unknown-override',
        message: `The override "${name}" is given by no phase.${suggestion(name, outputs.keys())}`,
        phases: [],
      });
    } else if (output.kind === 'list' && !output.keyed) {
      problems.push({
        code: 'unknown-override',
        message:
          `The override "${name}" is a list whose items take their keys from the tasks that give them, ` +
          'so its items cannot be told apart. Override the list that it is mapped over, or replace() the phase.',
        phases: pipeline.phases
          .filter((phase) => Object.values(phase.outputs).includes(output))
          .map((phase) => phase.name),
      });
    }
  }
  return problems;
}

function suggestion(name: string, names: Iterable<string>): string {
  // Read twice, which an iterator cannot be.
  const known = [...names];
  const similar = didYouMean(name, known);
  return similar === undefined ? ` There are: ${known.join(', ')}.` : ` Did you mean "${similar}"?`;
}
