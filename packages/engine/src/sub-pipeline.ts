import type { AnyArtifact } from './declare/artifact.js';
import type { Inputs, InputValues } from './declare/input.js';
import { definePhase } from './declare/phase.js';
import type { Outputs, Phase, PhaseOptions, RunResult } from './declare/phase.js';
import type { Uses } from './declare/resource.js';
import { errors } from './errors.js';
import { didYouMean } from './graph/suggest.js';
import type { CheckedPipeline } from './graph/check.js';
import { planPipeline } from './plan/plan.js';
import type { Plan } from './plan/plan.js';
import { RunReport } from './report.js';
import { NothingToDo, meansOf } from './run/attempt.js';
import { parseGiven } from './run/given.js';
import { startPlan } from './run/loop.js';

/** How a pipeline stands as one phase in another. */
export interface SubPipelineOptions<Name extends string, I extends Inputs, O extends Outputs> extends Pick<
  PhaseOptions<Name, I, O, Uses>,
  | 'name'
  | 'description'
  | 'version'
  | 'retry'
  | 'estimateMs'
  | 'timeoutMs'
  | 'taskTimeoutMs'
  | 'concurrency'
  | 'group'
  | 'priority'
> {
  /** What the outer pipeline hands in, by the name of the inner pipeline's given artifact. */
  readonly inputs: I;
  /** Whether there is anything to do, as in a phase. Asked when the inputs exist. */
  when?(inputs: InputValues<I>): boolean;
  /** What it hands out: outer artifacts, by the name of the inner one whose value they take. */
  readonly outputs: O;
}

/**
 * A phase that runs a whole pipeline: once, or once an item. The inner run has the outer one's resources, store, clock
 * and signal; its calls are reported as those of the outer task. It gives its outputs when all of them are made; when
 * a condition inside turns one of them off, the phase is turned off.
 */
export function subPipeline(
  checked: CheckedPipeline,
  options: SubPipelineOptions<string, Inputs, Outputs>,
): Phase {
  const { declaration } = checked;
  const inner = new Map<string, AnyArtifact>();
  for (const { outputs } of declaration.phases) {
    for (const artifact of Object.values(outputs)) inner.set(artifact.name, artifact);
  }
  const { inputs, outputs, ...rest } = options;
  checkNames(declaration.name, options.name, Object.keys(inputs), Object.keys(declaration.given), 'inputs');
  checkNames(declaration.name, options.name, Object.keys(outputs), [...inner.keys()], 'outputs');
  const targets = Object.keys(outputs);
  let plan: Plan | undefined;
  return definePhase<string, Inputs, Outputs, Uses>({
    ...rest,
    inputs,
    outputs,
    uses: usesOf(declaration.phases),
    // What the inner phases make is recorded task by task; the whole would be recorded a second time.
    reuse: false,
    run: async (values, context) => {
      plan ??= planPipeline(checked, { targets });
      const { reportCall, ...means } = meansOf(context);
      const given = parseGiven(plan, declaration.given, values, {});
      const { signal } = context;
      const running = startPlan(plan, given, {
        ...means,
        signal,
        onEvent: (event) => {
          if (event.type === 'call-ended') reportCall(event.call);
        },
      });
      const { values: made, ...result } = await running.result;
      signal.throwIfAborted();
      const wanted = targets.map((name) => [name, innerArtifact(inner, name)] as const);
      const kept = wanted.flatMap(([, artifact]) => (made.has(artifact) ? [] : [made.failureOf(artifact)]));
      const condition = kept.find((error) => error?.code === 'turned-off');
      // A failure goes before a condition: a pipeline that fails alone fails as a phase.
      if (condition !== undefined && kept.every((error) => error?.code === 'turned-off'))
        throw new NothingToDo(condition);
      const report = new RunReport({ ...result, values: made });
      // A value is the inner artifact's; the outer schema parses it as it does any other.
      return Object.fromEntries(
        wanted.map(([name, artifact]) => [name, report.value(artifact)]),
      ) as RunResult<Outputs>;
    },
  });
}

function innerArtifact(inner: ReadonlyMap<string, AnyArtifact>, name: string): AnyArtifact {
  const artifact = inner.get(name);
  if (artifact === undefined) throw errors.internal('an output of a pipeline used as a phase is not there');
  return artifact;
}

function checkNames(
  pipeline: string,
  phase: string,
  names: readonly string[],
  known: readonly string[],
  what: 'inputs' | 'outputs',
): void {
  const unknown = names.filter((name) => !known.includes(name));
  const missing = what === 'inputs' ? known.filter((name) => !names.includes(name)) : [];
  for (const name of unknown) {
    const similar = didYouMean(name, known);
    throw errors.invalidDeclaration(
      `Phase "${phase}" has ${what}.${name}, and pipeline "${pipeline}" ${what === 'inputs' ? 'is given' : 'makes'} no "${name}"`,
      similar === undefined ? `there are: ${known.join(', ')}` : `did you mean "${similar}"?`,
    );
  }
  for (const name of missing) {
    throw errors.invalidDeclaration(
      `Phase "${phase}" has no inputs.${name}, which pipeline "${pipeline}" is given`,
      'map it to an artifact of the outer pipeline',
    );
  }
}

/** The resources of all phases, by the resource's own name. */
function usesOf(phases: readonly Phase[]): Uses {
  return Object.fromEntries(
    phases.flatMap(({ uses }) => Object.values(uses).map((used) => [used.name, used])),
  );
}
