import type { WiringError, WiringProblems } from './check-types.js';
import type { AnyArtifact, ListArtifact, ValueOf } from './artifact.js';
import type { Inputs, InputValues } from './input.js';
import type { Outputs, OutputValue, Phase } from './phase.js';
import type { Given } from './pipeline.js';

/** The artifacts that phases give, by the artifact's name. */
type OutputsOf<P extends readonly Phase[]> = {
  [F in P[number] as F['outputs'][keyof F['outputs']]['name']]: F['outputs'][keyof F['outputs']];
};

/** Given artifacts, but for those that phases make. */
export type NotMadeBy<G extends Given, P extends readonly Phase[]> = {
  readonly [K in keyof G as G[K]['name'] extends keyof OutputsOf<P> ? never : K]: G[K];
};

/** The resources of all phases, by the resource's own name. */
export type AllUses<P extends readonly Phase[]> = {
  readonly [R in UsedBy<P[number]> as R['name']]: R;
};

type UsedBy<F> =
  F extends Phase<string, Inputs, Outputs, infer U> ? (string extends keyof U ? never : U[keyof U]) : never;

/** Phases without those of some names. Not a tuple: the compiler goes only so deep into those. */
export type Without<P extends readonly Phase[], N extends string> = string extends P[number]['name']
  ? P
  : readonly Exclude<P[number], { readonly name: N }>[];

/** Names of phases to leave out, each replaced by an error when the others cannot do without them. */
export type CheckedNames<N extends readonly string[], G extends Given, P extends readonly Phase[]> = [
  WiringProblems<G, Without<P, N[number]>>,
] extends [never]
  ? N
  : { readonly [K in keyof N]: WiringError<WiringProblems<G, Without<P, N[number]>>> };

/** A list of phases with `Q` in the place of the one of its name, or else of the one that gives what it gives. */
export type Replaced<P extends readonly Phase[], Q extends Phase> = string extends Q['name']
  ? P
  : {
      readonly [K in keyof P]: Q['name'] extends P[number]['name']
        ? P[K]['name'] extends Q['name']
          ? Q
          : P[K]
        : [OutputNames<Q>] extends [never]
          ? P[K]
          : [OutputNames<Q>] extends [OutputNames<P[K]>]
            ? Q
            : P[K];
    };

type OutputNames<F> = F extends Phase<string, Inputs, infer O extends Outputs> ? O[keyof O]['name'] : never;

/** A phase that takes the place of another, or an error when there is none such or the others do not go with it. */
export type CheckedReplacement<Q extends Phase, G extends Given, P extends readonly Phase[]> = string extends
  Q['name'] | P[number]['name']
  ? Q
  : Q['name'] extends Replaced<P, Q>[number]['name']
    ? [WiringProblems<G, Replaced<P, Q>>] extends [never]
      ? Q
      : WiringError<WiringProblems<G, Replaced<P, Q>>>
    : WiringError<`no phase is named "${Q['name']}" or gives what it gives, so there is nothing to replace`>;

/** Values for artifacts that phases would give, by the artifact's name; or an error in the place of one. */
export type CheckedOverride<P extends readonly Phase[], N extends string> = {
  readonly [K in N]?: K extends keyof OutputsOf<P>
    ? OverrideValue<Extract<OutputsOf<P>[K], { readonly name: K }>, K>
    : string extends K
      ? unknown
      : WiringError<`no phase gives "${K}", so there is nothing to override`>;
};

/** The items of a list without keys have those of the tasks that give them: handed in as a whole they have none. */
type OverrideValue<A, K extends string> =
  A extends ListArtifact<string, infer _Item, false>
    ? WiringError<`"${K}" cannot be overridden: its items have no keys, so declare it with a "key"`>
    : ValueOf<A>;

/** Nothing more to ask of a pipeline that is merged, or an error when both together do not fit. */
export type CheckedMerge<G extends Given, P extends readonly Phase[]> = [WiringProblems<G, P>] extends [never]
  ? unknown
  : WiringError<WiringProblems<G, P>>;

/** What a pipeline that stands as a phase is handed: for each given artifact of it an input whose value fits. */
export type CheckedHandIn<G extends Given, I extends Inputs> = {
  readonly [K in keyof I]: K extends keyof G
    ? InputValues<I>[K] extends ValueOf<G[K]>
      ? I[K]
      : WiringError<`"${K & string}" is handed in with another type than the pipeline is given it with`>
    : WiringError<`the pipeline is given no "${K & string}"`>;
} & { readonly [K in Exclude<keyof G, keyof I>]: unknown };

/** What a pipeline that stands as a phase hands out: outer artifacts that can hold what the inner ones of their names hold. */
export type CheckedHandOut<P extends readonly Phase[], O extends Outputs> = string extends keyof OutputsOf<P>
  ? O
  : {
      readonly [K in keyof O]: K extends keyof OutputsOf<P>
        ? InnerValue<OutputsOf<P>[K]> extends OutputValue<O[K]>
          ? O[K]
          : WiringError<`"${K & string}" is handed out with another type than the pipeline makes it with`>
        : WiringError<`the pipeline makes no "${K & string}"`>;
    };

type InnerValue<A> = A extends AnyArtifact ? ValueOf<A> : never;
