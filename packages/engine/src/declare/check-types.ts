import type { AnyArtifact, Artifact, ListArtifact } from './artifact.js';
import type { Collect, Each, Input, Inputs, Optional } from './input.js';
import type { Outputs, Phase } from './phase.js';
import type { Given } from './pipeline.js';

declare const problem: unique symbol;

/** Stands in the place of a phase that does not fit its pipeline: nothing is assignable to it, and the message says why. */
export interface WiringError<Message extends string> {
  readonly [problem]: Message;
}

/**
 * The phases of a pipeline, each replaced by a {@link WiringError} when it does not fit: the compiler then points at
 * that element and quotes the message. Phases whose names are not known to it, which were loaded at run time, pass;
 * `definePipeline` checks them when it is called.
 */
export type CheckedPhases<
  G extends Given,
  P extends readonly Phase[],
  All extends readonly Phase[] = P,
> = string extends All[number]['name'] ? P : { readonly [K in keyof P]: CheckedPhase<P[K], Wires<G, All>> };

/** What the phases of a pipeline give, seen from all of them at once: made once, not once a phase. */
interface Wires<G extends Given, P extends readonly Phase[]> {
  /** By the artifact's name: the artifact as it was declared where it is given. */
  readonly artifacts: { [A in G[keyof G] | OutputsOf<P[number]> as A['name']]: A };
  /** By the artifact's name: the names of the phases that give it; more than one is a problem. */
  readonly givers: { [F in P[number] as OutputsOf<F>['name']]: F['name'] };
  readonly given: G[keyof G]['name'];
  /** The names of the artifacts of phases that may fail: those without a fallback. */
  readonly fallible: OutputsOf<Extract<P[number], { readonly fallback: undefined }>>['name'];
}

type OutputsOf<F> = F extends Phase<string, Inputs, infer O extends Outputs> ? O[keyof O] : never;

type CheckedPhase<F, W> =
  F extends Phase<infer Name, infer I, infer O>
    ? [InputProblem<Name, I[keyof I], W> | OutputProblem<Name, O[keyof O]['name'], W>] extends [never]
      ? F
      : WiringError<
          Extract<InputProblem<Name, I[keyof I], W> | OutputProblem<Name, O[keyof O]['name'], W>, string>
        >
    : F;

/** What is wrong with the inputs of a phase, as a message each. */
type InputProblem<Name extends string, I, W> = I extends Input
  ? W extends AnyWiresOf<infer Artifacts, infer Givers, infer Fallible>
    ? ArtifactOf<I> extends { readonly name: infer N extends string }
      ? N extends keyof Artifacts
        ? | (Fits<Artifacts[N], ArtifactOf<I>> extends true
              ? never
              : `phase "${Name}" takes "${N}" with another type than it is given with`)
          | (I extends Collect<ListArtifact, undefined>
              ? N extends Fallible
                ? `phase "${Name}" collects "${N}" and says nothing of failures: "${Quoted<N, Givers>}" has no fallback, so give collect a "min" (a count, a share, or "all")`
                : never
              : never)
        : I extends Optional
          ? never
          : `phase "${Name}" needs "${N}", which nothing gives`
      : never
    : never
  : never;

/** What is wrong with the outputs of a phase: another gives one of them as well. */
type OutputProblem<Name extends string, N, W> = W extends {
  readonly givers: infer Givers;
  readonly given: infer GivenName;
}
  ? N extends string
    ? N extends GivenName
      ? `phase "${Name}" gives "${N}", which the run is given already`
      : N extends keyof Givers
        ? [Givers[N]] extends [Name]
          ? never
          : `phase "${Name}" gives "${N}", and so does "${Exclude<Extract<Givers[N], string>, Name>}"`
        : never
    : never
  : never;

interface AnyWiresOf<Artifacts, Givers, Fallible> {
  readonly artifacts: Artifacts;
  readonly givers: Givers;
  readonly fallible: Fallible;
}

type Quoted<N, Givers> = N extends keyof Givers ? Extract<Givers[N], string> : '';

type ArtifactOf<I> =
  I extends Each<infer L>
    ? L
    : I extends Collect<infer L>
      ? L
      : I extends Optional<infer A>
        ? A
        : I extends AnyArtifact
          ? I
          : never;

/** Whether what is given can be taken as what is wanted: the same kind, and a value that fits. */
type Fits<Had, Wanted> =
  Had extends ListArtifact<string, infer HadItem>
    ? Wanted extends ListArtifact<string, infer WantedItem>
      ? HadItem extends WantedItem
        ? true
        : false
      : false
    : Had extends Artifact<string, infer HadValue>
      ? Wanted extends Artifact<string, infer WantedValue>
        ? HadValue extends WantedValue
          ? true
          : false
        : false
      : false;
