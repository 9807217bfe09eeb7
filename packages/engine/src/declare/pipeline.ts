import { errors } from '../errors.js';
import { checkName } from './artifact.js';
import type { AnyArtifact, ValueOf } from './artifact.js';
import { shown } from './fields.js';
import type { Phase } from './phase.js';
import type { Resource, Uses } from './resource.js';

/** The artifacts that a run is given, by the name under which `run` takes them. */
export type Given = Readonly<Record<string, AnyArtifact>>;

/** The values of given artifacts. */
export type GivenValues<G extends Given> = { readonly [K in keyof G]: ValueOf<G[K]> };

/** Phases and given artifacts, not yet checked. */
export interface PipelineDeclaration<G extends Given = Given, P extends readonly Phase[] = readonly Phase[]> {
  /** Letters, digits, `-` and `_`. */
  readonly name: string;
  /** The artifacts that a run must be given. */
  readonly given: G;
  /** Their order is only a tie-break: what a phase waits for is what it takes. */
  readonly phases: P;
}

type Union<T> = (T extends unknown ? (value: T) => void : never) extends (value: infer R) => void ? R : never;

type UsesOf<P> = P extends Phase<string, infer _I, infer _O, infer U> ? U : never;

/**
 * The providers of one phase's resources, by the resource's own name. A phase that was declared in place, inside of a
 * list of phases, and uses nothing has taken its type from the list: it uses any number of nothings.
 */
type ResourcesOfUses<U> = U extends Uses
  ? string extends keyof U
    ? Record<never, never>
    : {
        readonly [K in keyof U as U[K]['name']]: U[K] extends { readonly name: string }
          ? Resource<NonNullable<U[K][keyof U[K] & symbol]>>
          : never;
      }
  : never;

/** What a run of these phases needs in `resources`. */
export type ResourcesOf<P extends readonly Phase[]> = Union<ResourcesOfUses<UsesOf<P[number]>>>;

/** Freezes a declaration, with every name looked at. */
export function declarePipeline<const G extends Given, const P extends readonly Phase[]>(
  declaration: PipelineDeclaration<G, P>,
): PipelineDeclaration<G, P> {
  checkName('pipeline', declaration.name);
  const loaded: unknown = declaration.phases;
  if (!Array.isArray(loaded))
    throw errors.invalidDeclaration(
      `Pipeline "${declaration.name}" has phases: ${shown(loaded)}`,
      'hand them over as a list of what definePhase() returned',
    );
  // Copies of a record and a tuple have the type of what was copied; spread widens the tuple.
  const phases = Object.freeze([...declaration.phases]) as unknown as P;
  return Object.freeze({ name: declaration.name, given: Object.freeze({ ...declaration.given }), phases });
}
