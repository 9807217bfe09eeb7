import { topologicalSort } from 'graphology-dag';
import type { AnyArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import { errors } from '../errors.js';
import type { Problem } from '../errors.js';
import { buildGraph } from '../graph/build.js';
import type { PhaseGraph } from '../graph/build.js';
import { checkPipeline } from '../graph/check.js';
import { didYouMean } from '../graph/suggest.js';
import { selectPhases } from './select.js';
import { rankPhases } from './ranks.js';
import { wirePhases } from './wiring.js';
import type { PlannedList, PlannedPhase } from './wiring.js';

/** What a plan is asked for. */
export interface PlanOptions {
  /** The artifacts wanted, by declaration or by name. Default: all that no other phase takes. */
  readonly targets?: readonly (AnyArtifact | string)[];
  /** The names of artifacts that will be supplied: what only they needed is left out. */
  readonly override?: readonly string[];
  /** How long a task of a phase takes, in milliseconds, as earlier runs have shown: goes before `estimateMs`. */
  readonly durations?: ReadonlyMap<string, number>;
}

/** The frozen graph for the wanted targets. Any number of runs can share one. */
export interface Plan {
  readonly pipeline: string;
  /** The names of the wanted artifacts. */
  readonly targets: readonly string[];
  /** The artifacts that a run must be given, overrides included. */
  readonly given: readonly AnyArtifact[];
  /** In topological order, of equals the one declared first. */
  readonly phases: readonly PlannedPhase[];
  /** Where items come from; `PlannedPhase.origin` points here. */
  readonly lists: readonly PlannedList[];
  /** The part of the pipeline's graph that will run. */
  readonly graph: PhaseGraph;
}

/**
 * Plans a pipeline: checks it whole, leaves out what the targets do not need, orders and ranks the rest.
 *
 * @throws InvalidPipelineError with every problem of the declaration, the targets and the overrides
 */
export function planPipeline(pipeline: PipelineDeclaration, options: PlanOptions = {}): Plan {
  const override = new Set(options.override);
  const targets = options.targets?.map((target) => (typeof target === 'string' ? target : target.name));
  const whole = buildGraph(pipeline);
  const problems = [...checkPipeline(pipeline, whole), ...checkNames(pipeline, targets ?? [], override)];
  if (problems.length > 0) throw errors.invalidPipeline(pipeline.name, problems);

  const wanted = targets ?? leaves(pipeline);
  const { phases, given } = selectPhases(pipeline, wanted, override);
  const graph = buildGraph({ name: pipeline.name, given, phases });
  const byName = new Map(phases.map((phase) => [phase.name, phase]));
  const ordered = topologicalSort(graph).flatMap((node) => byName.get(node) ?? []);
  const ranks = rankPhases(
    graph,
    (name) => options.durations?.get(name) ?? byName.get(name)?.estimateMs ?? 1,
  );
  return Object.freeze({
    pipeline: pipeline.name,
    targets: Object.freeze(wanted),
    given: Object.freeze(Object.values(given)),
    ...wirePhases(ordered, Object.values(given), graph, ranks),
    graph,
  });
}

/** What no phase takes is what the pipeline is for. */
function leaves({ phases }: PipelineDeclaration): string[] {
  const taken = new Set<string>();
  for (const phase of phases)
    for (const input of Object.values(phase.inputs)) taken.add(artifactOf(input).name);
  const given = phases.flatMap((phase) => Object.values(phase.outputs).map(({ name }) => name));
  return given.filter((name) => !taken.has(name));
}

function checkNames(
  pipeline: PipelineDeclaration,
  targets: readonly string[],
  override: ReadonlySet<string>,
): Problem[] {
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

function suggestion(name: string, known: Iterable<string>): string {
  const similar = didYouMean(name, known);
  return similar === undefined ? ` There are: ${[...known].join(', ')}.` : ` Did you mean "${similar}"?`;
}
