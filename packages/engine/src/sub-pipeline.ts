import type { AnyArtifact, ListArtifact } from './declare/artifact.js';
import type { Inputs, InputValues } from './declare/input.js';
import { definePhase } from './declare/phase.js';
import type { Outputs, Phase, PhaseOptions, RunResult, TaskContext } from './declare/phase.js';
import type { Uses } from './declare/resource.js';
import { errors } from './errors.js';
import type { ErrorPlace } from './errors.js';
import type { ErrorRecord, RunEvent } from './events.js';
import { didYouMean } from './graph/suggest.js';
import type { CheckedPipeline } from './graph/check.js';
import { planPipeline } from './plan/plan.js';
import type { Plan } from './plan/plan.js';
import { NothingToDo, meansOf } from './run/attempt.js';
import { parseGiven } from './run/given.js';
import { startPlan } from './run/start.js';
import { parseItems } from './run/outputs.js';
import type { RunValues } from './run/values.js';

/** How a pipeline stands as one phase in another. */
export interface SubPipelineOptions<Name extends string, I extends Inputs, O extends Outputs> extends Pick<
  PhaseOptions<Name, I, O, Uses>,
  | 'name'
  | 'description'
  | 'retry'
  | 'estimateMs'
  | 'timeoutMs'
  | 'taskTimeoutMs'
  | 'hedge'
  | 'fallback'
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
  /** It runs the pipeline. */
  readonly run?: never;
  /** It uses what the phases of the pipeline use. */
  readonly uses?: never;
  /** What its phases make is recorded, and not the whole. */
  readonly reuse?: never;
  /** As `reuse`: change the version of one of its phases. */
  readonly version?: never;
}

/** What a phase may say of itself, and a pipeline that stands as one may not: its phases say it. */
const notOfAPipeline = {
  run: 'it runs the pipeline',
  uses: 'it uses what the phases of the pipeline use',
  reuse: 'what its phases make is recorded, and not the whole',
  version: 'what its phases make is recorded, and not the whole; change the version of one of them',
};

/** What it hands out, by the name of the inner artifact. */
interface HandedOut {
  readonly name: string;
  readonly from: AnyArtifact;
  /** The outer list, where items are handed out as they are made. */
  readonly streamed: ListArtifact | undefined;
}

/**
 * A phase that runs a whole pipeline: once, or once an item. The inner run has the outer one's resources, store, clock
 * and signal; its calls are reported as those of the outer task. It gives items of lists as they are made, and the rest
 * when all of it is; when a condition inside turns any of it off, the phase is turned off, and when a fallback inside
 * answered, it is degraded.
 */
export function subPipeline(
  checked: CheckedPipeline,
  options: SubPipelineOptions<string, Inputs, Outputs>,
): Phase {
  const { declaration } = checked;
  checkOptions(options);
  const inner = new Map<string, AnyArtifact>();
  for (const { outputs } of declaration.phases) {
    for (const artifact of Object.values(outputs)) inner.set(artifact.name, artifact);
  }
  const { inputs, outputs } = options;
  checkNames(declaration.name, options.name, Object.keys(inputs), Object.keys(declaration.given), 'inputs');
  checkNames(declaration.name, options.name, Object.keys(outputs), [...inner.keys()], 'outputs');
  const handedOut = Object.entries(outputs).flatMap(([name, to]) => {
    const from = inner.get(name);
    return from === undefined ? [] : [handedOutAs(name, from, to)];
  });
  let plan: Plan | undefined;
  return definePhase<string, Inputs, Outputs, Uses>({
    ...options,
    uses: usesOf(declaration.phases),
    // What the inner phases make is recorded task by task; the whole would be recorded a second time.
    reuse: false,
    run: (values, context) => {
      plan ??= planPipeline(checked, { targets: handedOut.map(({ name }) => name) });
      const given = parseGiven(plan, declaration.given, values, {});
      return runInside(plan, given, handedOut, context);
    },
  });
}

async function runInside(
  plan: Plan,
  given: ReturnType<typeof parseGiven>,
  handedOut: readonly HandedOut[],
  context: TaskContext,
): Promise<RunResult<Outputs>> {
  const { reportCall, reportReuse, keyChanged, storeFailed, linger, arrange, degrade, ...means } =
    meansOf(context);
  const { signal } = context;
  const lists = new Map(handedOut.map(({ from, streamed }) => [plan.io.slotOf.get(from.name), streamed]));
  const refusing = new AbortController();
  let fallback: ErrorRecord | undefined;
  const running = startPlan(
    plan,
    given,
    {
      ...means,
      signal: refusing.signal,
      onEvent: (event: RunEvent) => {
        if (event.type === 'call-ended') reportCall(event.call);
        if (event.type === 'key-changed') keyChanged(event.resource, event.change);
        if (event.type === 'store-failed') storeFailed(event.message);
        if (event.type === 'reused-inside') reportReuse(event.savedUsd);
        if (event.type !== 'task-ended') return;
        if (event.end.status === 'degraded') fallback ??= event.end.error;
        if (event.end.status === 'reused') reportReuse(event.end.savedUsd);
      },
    },
    undefined,
    (slot, item) => {
      const list = lists.get(slot);
      if (list === undefined || refusing.signal.aborted) return;
      try {
        // Erased: the list is one of the phase's own outputs, and its schema judges the item.
        context.emit(list as never, item as never);
      } catch (error) {
        // What the outer list does not take fails the phase; the rest of it is of no use then.
        refusing.abort(error);
      }
    },
  );
  const stop = (): void => refusing.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  linger(running.result);
  // What follows does not wait for attempts inside that nobody waits for.
  const made = await running.made();
  signal.removeEventListener('abort', stop);
  refusing.signal.throwIfAborted();
  const place = (): ErrorPlace => ({ task: context.task });
  assertMade(made, handedOut);
  const result = handedOut.map(({ name, from, streamed }) => {
    // A value is the inner artifact's; the outer schema parses it as it does any other.
    const value = made.value(from);
    if (streamed === undefined) return [name, value];
    // All of it has been emitted, in the order in which it came.
    arrange(streamed, parseItems(streamed, value, place).keys.all);
    return [name, []];
  });
  if (fallback !== undefined) degrade(fallback);
  return Object.fromEntries(result) as RunResult<Outputs>;
}

/**
 * @throws NothingToDo when a condition turned off what is not there
 * @throws PhasegraphError `artifact-unavailable` when it failed: that goes before a condition
 */
function assertMade(made: RunValues, handedOut: readonly HandedOut[]): void {
  const kept = handedOut.filter(({ from }) => !made.has(from)).map(({ from }) => made.failureOf(from));
  const condition = kept.find((error) => error?.code === 'turned-off');
  if (condition !== undefined && kept.every((error) => error?.code === 'turned-off'))
    throw new NothingToDo(condition);
}

function handedOutAs(name: string, from: AnyArtifact, to: AnyArtifact): HandedOut {
  const isStreamed = from.kind === 'list' && to.kind === 'list' && to.keyed;
  return { name, from, streamed: isStreamed ? to : undefined };
}

function checkOptions(options: SubPipelineOptions<string, Inputs, Outputs>): void {
  for (const [name, why] of Object.entries(notOfAPipeline))
    if (name in options)
      throw errors.invalidDeclaration(
        `Phase "${options.name}" is a pipeline, and has ${name}, which it cannot have: ${why}`,
        `leave ${name} out`,
      );
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
