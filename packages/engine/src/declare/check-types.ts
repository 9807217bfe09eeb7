import type { AnyArtifact, Artifact, ListArtifact } from './artifact.js';
import type { Collect, Each, Input, Inputs, Optional } from './input.js';
import type { Picked } from './pick.js';
import type { Outputs, Phase } from './phase.js';
import type { Given } from './pipeline.js';
import type { ClientOf } from './resource.js';

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
export type CheckedPhases<G extends Given, P extends readonly Phase[], All extends readonly Phase[] = P> =
  HasUnknownNames<G, All> extends true ? P : { readonly [K in keyof P]: CheckedPhase<P[K], Wires<G, All>> };

/** Everything that is wrong with a pipeline, as a message each; `never` when nothing is. */
export type WiringProblems<G extends Given, All extends readonly Phase[]> =
  HasUnknownNames<G, All> extends true ? never : PhaseProblem<All[number], Wires<G, All>>;

/** Whether a phase or an artifact has a name that is only known to be a string. */
type HasUnknownNames<G extends Given, P extends readonly Phase[]> = string extends P[number]['name']
  ? true
  : string extends (G[keyof G] | OutputsOf<P[number]>)['name']
    ? true
    : false;

/** What the phases of a pipeline give, seen from all of them at once: made once, not once a phase. */
interface Wires<G extends Given, P extends readonly Phase[]> {
  /** By the artifact's name: the artifact as it was declared where it is given. */
  readonly artifacts: { [A in G[keyof G] | OutputsOf<P[number]> as A['name']]: A };
  /** By the artifact's name: the names of the phases that give it; more than one is a problem. */
  readonly givers: { [F in P[number] as OutputsOf<F>['name']]: F['name'] };
  readonly given: G[keyof G]['name'];
  /** The names of the artifacts of phases that may fail: those without a fallback. */
  readonly fallible: OutputsOf<Extract<P[number], { readonly fallback: undefined }>>['name'];
  /** By the name of what a mapped phase gives: the names of the lists that it is mapped over. */
  readonly mappedOver: { [F in P[number] as OutputsOf<F>['name']]: EachOf<F> };
  /** By the resource's name: the types of client that phases use it as. */
  readonly clients: { [R in UsedBy<P[number]> as R['name']]: ClientOf<R> };
}

/** The resources of a phase; a phase declared in place that uses nothing has any number of nothings. */
type UsedBy<F> =
  F extends Phase<string, Inputs, Outputs, infer U> ? (string extends keyof U ? never : U[keyof U]) : never;

type OutputsOf<F> = F extends Phase<string, Inputs, infer O extends Outputs> ? O[keyof O] : never;

type EachOf<F> =
  F extends Phase<string, infer I>
    ? WholeOf<I[keyof I]> extends infer X
      ? X extends Each<infer L>
        ? L['name']
        : never
      : never
    : never;

type CheckedPhase<F, W> = [PhaseProblem<F, W>] extends [never] ? F : WiringError<PhaseProblem<F, W>>;

/** What is wrong with a phase, as a message each. */
type PhaseProblem<F, W> =
  F extends Phase<infer Name, infer I, infer O>
    ? W extends AnyWires
      ? Extract<
          | InputProblem<Name, WholeOf<I[keyof I]>, W>
          | OutputProblem<Name, O[keyof O]['name'], W>
          | ResourceProblem<Name, UsedBy<F>, W>,
          string
        >
      : never
    : never;

/** What is asked of {@link Wires}. */
interface AnyWires {
  readonly artifacts: object;
  readonly givers: object;
  readonly given: string;
  readonly fallible: string;
  readonly mappedOver: object;
  readonly clients: object;
}

/**
 * Has what stands under one name: asked of a type with a property a phase, this looks at that property alone, where
 * `keyof` would list them all, for each input of each phase.
 */
type Under<N extends string, What> = { readonly [K in N]: What };

/** What is wrong with the inputs of a phase, as a message each. */
type InputProblem<Name extends string, I, W extends AnyWires> = I extends Input
  ? ArtifactOf<I> extends { readonly name: infer N extends string }
    ? string extends N
      ? never
      : W['artifacts'] extends Under<N, infer Had>
        ? | (Fits<Had, ArtifactOf<I>> extends true
              ? never
              : `phase "${Name}" takes "${N}" with another type than it is given with`)
          | (I extends Collect<ListArtifact, undefined>
              ? FirstFallible<N, W> extends infer From extends string
                ? `phase "${Name}" collects "${N}" and says nothing of failures: "${GiverOf<From, W>}" has no fallback, so give collect a "min" (a count, a share, or "all")`
                : never
              : never)
        : I extends Optional
          ? never
          : `phase "${Name}" needs "${N}", which nothing gives`
    : never
  : never;

/** What is wrong with the outputs of a phase: another gives one of them as well. */
type OutputProblem<Name extends string, N, W extends AnyWires> = N extends string
  ? N extends W['given']
    ? `phase "${Name}" gives "${N}", which the run is given already`
    : W['givers'] extends Under<N, infer By>
      ? [By] extends [Name]
        ? never
        : `phase "${Name}" gives "${N}", and so does "${Exclude<Extract<By, string>, Name>}"`
      : never
  : never;

/** What is wrong with the resources of a phase: another uses one of them as something else. */
type ResourceProblem<Name extends string, R, W extends AnyWires> = R extends {
  readonly name: infer N extends string;
}
  ? W['clients'] extends Under<N, infer Clients>
    ? true extends IsOther<ClientOf<R>, Clients>
      ? `phase "${Name}" uses the resource "${N}" with another type of client than other phases do`
      : never
    : never
  : never;

/** Whether some client is neither what is wanted nor a part of it: nothing then needs to be both. */
type IsOther<Wanted, Clients> = Clients extends unknown
  ? [Clients] extends [Wanted]
    ? false
    : [Wanted] extends [Clients]
      ? false
      : true
  : never;

/**
 * The lists in which an item may be missing that is missing in `N` for it: `N` itself, when its phase may fail, or one of
 * those that the phase is mapped over, however far back.
 */
type FirstFallible<N, W extends AnyWires, Seen = never> = N extends Seen
  ? never
  : N extends W['fallible']
    ? N
    : N extends string
      ? W['mappedOver'] extends Under<N, infer Over>
        ? FailingItems<Over, W, Seen | N>
        : never
      : never;

/** Of lists that a phase is mapped over only those count that are made item by item: what is given whole has all items. */
type FailingItems<N, W extends AnyWires, Seen> = N extends string
  ? W['mappedOver'] extends Under<N, infer Over>
    ? [Over] extends [never]
      ? never
      : FirstFallible<N, W, Seen>
    : never
  : never;

type GiverOf<N extends string, W extends AnyWires> =
  W['givers'] extends Under<N, infer By> ? Extract<By, string> : '';

/** An input, or what a part is taken of. */
type WholeOf<I> = I extends Picked<infer F> ? F : I;

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
