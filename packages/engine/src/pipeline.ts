import type { AnyArtifact } from './declare/artifact.js';
import type { Inputs } from './declare/input.js';
import type { FallbackIn, Outputs, Phase } from './declare/phase.js';
import type { CheckedPhases } from './declare/check-types.js';
import type {
  AllUses,
  CheckedHandIn,
  CheckedHandOut,
  CheckedMerge,
  CheckedNames,
  CheckedOverride,
  CheckedReplacement,
  NotMadeBy,
  Replaced,
  Without,
} from './declare/compose-types.js';
import { declarePipeline } from './declare/pipeline.js';
import type { Given, GivenValues, PipelineDeclaration, ResourcesOf } from './declare/pipeline.js';
import { errors } from './errors.js';
import type { Problem } from './errors.js';
import { buildGraph } from './graph/build.js';
import type { PhaseGraph } from './graph/build.js';
import { checkPipeline } from './graph/check.js';
import type { CheckedPipeline } from './graph/check.js';
import { onlyWhatFits } from './graph/misfits.js';
import { didYouMean } from './graph/suggest.js';
import { planPipeline } from './plan/plan.js';
import type { Plan, PlanOptions } from './plan/plan.js';
import { RunHandle } from './handle.js';
import type { RunReport } from './report.js';
import { parseGiven } from './run/given.js';
import { startPlan } from './run/start.js';
import { checkOptions } from './run/options.js';
import type { RunOptions } from './run/options.js';
import { throughByPhase } from './run/through.js';
import { subPipeline } from './sub-pipeline.js';
import type { SubPipelineOptions } from './sub-pipeline.js';

/** Options of a run of these phases: `resources` are required when some phase uses one; `N` is what is overridden. */
type PipelineRunOptions<P extends readonly Phase[], N extends string> = Omit<
  RunOptions,
  'resources' | 'override'
> & {
  /**
   * What to make, by declaration or by name. Default: all that no other phase takes, but for what is given beside a
   * list that is collected early.
   */
  readonly targets?: readonly (AnyArtifact | string)[];
  /** Values that replace what phases would make, by the artifact's name. What only they needed does not run. */
  readonly override?: CheckedOverride<P, N>;
} & ([keyof ResourcesOf<P>] extends [never]
    ? { readonly resources?: RunOptions['resources'] }
    : { readonly resources: ResourcesOf<P> });

/** The options, left out when nothing in them is required. */
type RunArguments<P extends readonly Phase[], N extends string> = [keyof ResourcesOf<P>] extends [never]
  ? [options?: PipelineRunOptions<P, N>]
  : [optionsWithResources: PipelineRunOptions<P, N>];

/**
 * Phases and given artifacts, checked as a whole. Immutable: what changes it returns a new one.
 */
export class Pipeline<const G extends Given = Given, const P extends readonly Phase[] = readonly Phase[]> {
  readonly #declaration: PipelineDeclaration<G, P>;
  #graph: PhaseGraph | undefined;
  readonly #checked: CheckedPipeline;
  /** The plan for everything, which most runs share. */
  #wholePlan: Plan | undefined;

  /** Use {@link definePipeline}. */
  constructor(declaration: PipelineDeclaration<G, P>) {
    this.#declaration = declarePipeline(declaration);
    const checked = checkPipeline(this.#declaration);
    if (!('order' in checked)) throw errors.invalidPipeline(declaration.name, checked);
    this.#checked = checked;
  }

  /** The inferred graph, made when it is first asked for: not to be changed. */
  get graph(): PhaseGraph {
    return (this.#graph ??= buildGraph(this.#declaration));
  }

  /** The name that it was declared with. */
  get name(): string {
    return this.#declaration.name;
  }

  /** The artifacts that a run must be given. */
  get given(): G {
    return this.#declaration.given;
  }

  /** Its phases, as they were declared. */
  get phases(): P {
    return this.#declaration.phases;
  }

  /**
   * The pipeline with more phases.
   *
   * @throws InvalidPipelineError with every problem of the result
   */
  with<const Q extends readonly Phase[]>(
    ...phases: Q & CheckedPhases<G, Q, readonly [...P, ...Q]>
  ): Pipeline<G, readonly [...P, ...Q]> {
    const added: readonly Phase[] = phases;
    // A tuple of both, which a spread of a generic tuple is not known to be.
    const all = [...this.#declaration.phases, ...added] as unknown as readonly [...P, ...Q];
    return new Pipeline({ ...this.#declaration, phases: all });
  }

  /**
   * The pipeline with `phase` in the place of the one of its name, or else of the one that gives the same artifacts.
   *
   * @throws InvalidPipelineError when there is none, or with every problem of the result
   */
  replace<const Q extends Phase>(phase: Q & CheckedReplacement<Q, G, P>): Pipeline<G, Replaced<P, Q>> {
    const { name, phases } = this.#declaration;
    const { misfits } = onlyWhatFits({ name, given: {}, phases: [phase] });
    if (misfits.length > 0) throw errors.invalidPipeline(name, misfits);
    const gives = namesOf(phase);
    const old =
      phases.find((known) => known.name === phase.name) ??
      phases.find((known) => gives.length > 0 && gives.every((output) => namesOf(known).includes(output)));
    if (old === undefined) {
      const known = phases.map((one) => one.name);
      throw errors.invalidPipeline(name, [
        {
          code: 'unknown-replacement',
          message:
            `No phase is named "${phase.name}" or gives ${gives.map((output) => `"${output}"`).join(', ')}, so there is ` +
            `nothing to replace. Use with() to add a phase.${suggestion(phase.name, known)}`,
          phases: [phase.name],
        },
      ]);
    }
    // The same as the type says, phase by phase.
    const replaced = phases.map((known) => (known === old ? phase : known)) as unknown as Replaced<P, Q>;
    return new Pipeline({ ...this.#declaration, phases: replaced });
  }

  /**
   * The pipeline without some phases, by name.
   *
   * @throws InvalidPipelineError when there is no such phase, or with every problem of the result
   */
  without<const N extends readonly P[number]['name'][]>(
    ...names: N & CheckedNames<N, G, P>
  ): Pipeline<G, Without<P, N[number]>> {
    const { name, phases } = this.#declaration;
    const gone: readonly string[] = names;
    const unknown = gone.filter((wanted) => !phases.some((phase) => phase.name === wanted));
    if (unknown.length > 0) {
      const known = phases.map((phase) => phase.name);
      throw errors.invalidPipeline(
        name,
        unknown.map((wanted) => ({
          code: 'unknown-phase',
          message: `No phase is named "${wanted}".${suggestion(wanted, known)}`,
          phases: [],
        })),
      );
    }
    // What is left of the tuple, which a filter of it is not known to be.
    const left = phases.filter((phase) => !gone.includes(phase.name)) as unknown as Without<P, N[number]>;
    return new Pipeline({ ...this.#declaration, phases: left });
  }

  /**
   * The phases of both pipelines as one, under this one's name. What one of them is given and the other makes is no
   * longer given.
   *
   * @throws InvalidPipelineError with every problem of the result
   */
  merge<H extends Given, Q extends readonly Phase[]>(
    other: Pipeline<H, Q> & CheckedMerge<NotMadeBy<G & H, readonly [...P, ...Q]>, readonly [...P, ...Q]>,
  ): Pipeline<NotMadeBy<G & H, readonly [...P, ...Q]>, readonly [...P, ...Q]> {
    const clashes = givenTwice(this, other);
    if (clashes.length > 0) throw errors.invalidPipeline(this.name, clashes);
    const phases: readonly Phase[] = [...this.phases, ...other.phases];
    const made = new Set(phases.flatMap(namesOf));
    const given = Object.entries({ ...this.given, ...other.given }).filter(([, { name }]) => !made.has(name));
    // The same as the type says, entry by entry.
    return new Pipeline({
      name: this.name,
      given: Object.fromEntries(given) as NotMadeBy<G & H, readonly [...P, ...Q]>,
      phases: phases as unknown as readonly [...P, ...Q],
    });
  }

  /**
   * The pipeline as one phase of another: its given artifacts become inputs, some of what it makes becomes outputs.
   * With an `each` among the inputs it runs once an item.
   *
   * ```ts
   * const writing = essay.asPhase({ name: 'write-essay', inputs: { topic: each(topics) }, outputs: { essay: essays } });
   * ```
   *
   * @throws PhasegraphError `invalid-declaration` for names that the pipeline does not have
   */
  asPhase<
    const Name extends string,
    const I extends Inputs,
    const O extends Outputs,
    const Options extends {
      /** That there is one, or none, is part of the phase's type. */
      readonly fallback?: unknown;
    } = object,
  >(
    options: SubPipelineOptions<Name, I, O> &
      Options & {
        readonly inputs: CheckedHandIn<G, I>;
        readonly outputs: CheckedHandOut<P, O>;
      },
  ): Phase<Name, I, O, AllUses<P>, FallbackIn<Options>> {
    // Erased inside: inputs and outputs are checked by name here and by value when it runs.
    const erased = options as unknown as SubPipelineOptions<string, Inputs, Outputs>;
    return subPipeline(this.#checked, erased) as unknown as Phase<
      Name,
      I,
      O,
      AllUses<P>,
      FallbackIn<Options>
    >;
  }

  /** Plans for the wanted targets, without running anything. */
  plan(options: PlanOptions = {}): Plan {
    const { targets, override = [], durations } = options;
    const whole = targets === undefined && override.length === 0 && (durations?.size ?? 0) === 0;
    if (!whole) return planPipeline(this.#checked, options);
    return (this.#wholePlan ??= planPipeline(this.#checked));
  }

  /**
   * Runs the pipeline to its end. What a phase does never rejects: the report says what became of every task.
   *
   * @throws InvalidGivenError with every problem of the given values and the overrides, before anything starts
   * @throws PhasegraphError `invalid-option`, `unknown-resource`, `invalid-pipeline` or, for a given artifact whose
   *   schema is asynchronous, `invalid-declaration`, before anything starts
   */
  async run<N extends string = never>(
    given: GivenValues<G>,
    ...options: RunArguments<P, N>
  ): Promise<RunReport> {
    return this.start(given, ...options).result;
  }

  /**
   * Starts a run and returns a handle to it: its events as they happen, its result, and the means to pause and to
   * cancel it.
   *
   * @throws PhasegraphError as {@link run}
   */
  start<N extends string = never>(given: GivenValues<G>, ...[options]: RunArguments<P, N>): RunHandle {
    const { targets, override, ...rest } = options ?? {};
    // Erased here: the names and values are checked at run time against the plan's own artifacts.
    const supplied: Readonly<Record<string, unknown>> = override ?? {};
    const runOptions = rest as RunOptions;
    const plan = this.plan({
      ...(targets !== undefined && { targets }),
      override: Object.keys(supplied),
      durations: learned(runOptions, this.#declaration.phases),
    });
    checkOptions(plan, runOptions);
    const values = parseGiven(plan, this.#declaration.given, given, supplied);
    return new RunHandle(startPlan(plan, values, runOptions));
  }
}

/**
 * Checks phases and given artifacts as a whole and makes them a pipeline. The order of the phases is only a
 * tie-break: what a phase waits for is what it takes.
 *
 * @throws InvalidPipelineError with every problem at once
 */
export function definePipeline<const G extends Given, const P extends readonly Phase[]>(
  declaration: Omit<PipelineDeclaration<G>, 'phases'> & {
    readonly given: G;
    /** A phase that does not fit is a type error at its place, with a message that names the artifact. */
    readonly phases: P & CheckedPhases<G, P>;
  },
): Pipeline<G, P> {
  return new Pipeline<G, P>(declaration);
}

/**
 * Every problem of phases and given artifacts, without making them a pipeline: for phases that were loaded at run time.
 *
 * @returns nothing, when {@link definePipeline} would take them
 */
export function checkGraph(declaration: PipelineDeclaration): readonly Problem[] {
  const checked = checkPipeline(declarePipeline(declaration));
  return 'order' in checked ? [] : checked;
}

function suggestion(name: string, known: readonly string[]): string {
  const similar = didYouMean(name, known);
  return similar === undefined ? '' : ` Did you mean "${similar}"?`;
}

type GivenTo = Pick<PipelineDeclaration, 'name' | 'given'>;

/** Names under which two pipelines are given different artifacts: as one they would be given one of them. */
function givenTwice(one: GivenTo, other: GivenTo): Problem[] {
  return Object.entries(one.given).flatMap(([name, artifact]): Problem[] => {
    const second = Object.hasOwn(other.given, name) ? other.given[name]?.name : artifact.name;
    if (second === artifact.name) return [];
    const message =
      `Pipeline "${one.name}" is given "${artifact.name}" under the name "${name}", and pipeline "${other.name}" ` +
      `"${second}". Give one of them under another name.`;
    return [{ code: 'conflicting-artifact', message, phases: [] }];
  });
}

function namesOf(phase: Phase): string[] {
  return Object.values(phase.outputs).map(({ name }) => name);
}

/** What the store has learned of the phases' durations; nothing, when it cannot be read: the run reports that itself. */
function learned(
  { store, resources = {} }: RunOptions,
  phases: readonly Phase[],
): ReadonlyMap<string, number> {
  try {
    const names = phases.map(({ name }) => name);
    return store?.learnedDurations(names, throughByPhase(phases, resources)) ?? new Map();
  } catch {
    return new Map();
  }
}
