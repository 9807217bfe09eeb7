import type { AnyArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { Phase } from '../declare/phase.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import { errors } from '../errors.js';
import type { Problem } from '../errors.js';
import { buildGraph } from '../graph/build.js';
import type { PhaseGraph } from '../graph/build.js';
import { didYouMean } from '../graph/suggest.js';
import { numberArtifacts } from './io.js';
import type { Io } from './io.js';
import { PlannedPhase } from './planned-phase.js';
import { rankPhases, urgencyOf } from './ranks.js';
import { selectPhases } from './select.js';
import { wirePhases } from './wiring.js';
import type { PlannedList, Wiring } from './wiring.js';

/** What a plan is asked for. */
export interface PlanOptions {
  /** The artifacts wanted, by declaration or by name. Default: all that no other phase takes. */
  readonly targets?: readonly (AnyArtifact | string)[];
  /** The names of artifacts that will be supplied: what only they needed is left out. */
  readonly override?: readonly string[];
  /** How long a task of a phase takes, in milliseconds, as earlier runs have shown: goes before `estimateMs`. */
  readonly durations?: ReadonlyMap<string, number>;
}

/** A pipeline that was found whole, with its phases in topological order. */
export interface CheckedPipeline {
  readonly declaration: PipelineDeclaration;
  readonly ordered: readonly Phase[];
}

/** The frozen graph for the wanted targets. Any number of runs can share one. */
export class Plan {
  /** The name of the pipeline. */
  readonly pipeline: string;
  /** The names of the wanted artifacts. */
  readonly targets: readonly string[];
  /** The artifacts that a run must be given, overrides included. */
  readonly given: readonly AnyArtifact[];
  /** In topological order. */
  readonly phases: readonly PlannedPhase[];
  /** @internal Who waits for whom, by the places of `phases`. */
  readonly wiring: Wiring;
  /** @internal Where values are, by the places of `phases`. */
  readonly io: Io;
  /** @internal By phase: its place among all, the most urgent first. */
  readonly urgency: Int32Array;

  /** @internal Made by `pipeline.plan()`. */
  constructor(parts: Pick<Plan, 'pipeline' | 'targets' | 'given' | 'phases' | 'wiring' | 'io' | 'urgency'>) {
    this.pipeline = parts.pipeline;
    this.targets = Object.freeze(parts.targets);
    this.given = Object.freeze(parts.given);
    this.phases = Object.freeze(parts.phases);
    this.wiring = Object.freeze(parts.wiring);
    this.io = Object.freeze(parts.io);
    this.urgency = parts.urgency;
    Object.freeze(this);
  }

  /** @internal Where items come from; `PlannedPhase.origin` points here. */
  get lists(): readonly PlannedList[] {
    return this.wiring.lists;
  }

  /** The part of the pipeline's graph that will run, made anew each time it is asked for. */
  get graph(): PhaseGraph {
    const given = Object.fromEntries(this.given.map((artifact) => [artifact.name, artifact]));
    return buildGraph({ name: this.pipeline, given, phases: this.phases.map(({ phase }) => phase) });
  }
}

/**
 * Plans a pipeline: leaves out what the targets do not need, and ranks the rest.
 *
 * @throws InvalidPipelineError with every problem of the targets and the overrides
 */
export function planPipeline({ declaration, ordered }: CheckedPipeline, options: PlanOptions = {}): Plan {
  const override = new Set(options.override);
  const targets = options.targets?.map((target) => (typeof target === 'string' ? target : target.name));
  const problems = checkNames(declaration, targets ?? [], override);
  if (problems.length > 0) throw errors.invalidPipeline(declaration.name, problems);

  const wanted = targets ?? leavesOf(ordered, declaration);
  const { phases, given } = selectPhases({ ...declaration, phases: ordered }, wanted, override);
  const wiring = wirePhases(phases, given);
  const { durations } = options;
  const estimates = Float64Array.from(
    phases,
    ({ name, estimateMs = 1 }) => durations?.get(name) ?? estimateMs,
  );
  const ranks = rankPhases(wiring, estimates);
  return new Plan({
    pipeline: declaration.name,
    targets: wanted,
    given,
    phases: phases.map((phase, index) => new PlannedPhase(phase, index, wiring, ranks, estimates, phases)),
    wiring,
    io: numberArtifacts(phases, given, wiring),
    urgency: urgencyOf(
      ranks,
      Float64Array.from(phases, ({ priority }) => priority),
    ),
  });
}

/** What no phase takes is what the pipeline is for. */
function leavesOf(ordered: readonly Phase[], { phases }: PipelineDeclaration): string[] {
  const taken = new Set<string>();
  for (const { inputs } of ordered)
    for (const input of Object.values(inputs)) taken.add(artifactOf(input).name);
  const leaves: string[] = [];
  for (const { outputs } of phases) {
    for (const { name } of Object.values(outputs)) if (!taken.has(name)) leaves.push(name);
  }
  return leaves;
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
