import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { isFields } from '../declare/fields.js';
import type { Given } from '../declare/pipeline.js';
import { PhasegraphError, errors, messageOf } from '../errors.js';
import type { ErrorPlace, GivenProblem } from '../errors.js';
import { didYouMean } from '../graph/suggest.js';
import type { Plan } from '../plan/plan.js';
import { Keys } from './keys.js';
import { describeIssues, isKey, readValue } from './outputs.js';
import type { KeyedItems } from './values.js';

/** A given value, parsed. */
export type GivenValue =
  | { readonly artifact: AnyArtifact; readonly value: unknown }
  | { readonly artifact: AnyArtifact; readonly items: KeyedItems };

/**
 * Parses the values that a run is given and its overrides.
 *
 * @throws InvalidGivenError with everything that is missing, unknown or does not fit its schema
 * @throws PhasegraphError `invalid-declaration` when a schema is asynchronous
 */
export function parseGiven(
  plan: Plan,
  given: Given,
  handedIn: unknown,
  override: Readonly<Record<string, unknown>>,
): GivenValue[] {
  const values = isFields(handedIn) ? handedIn : {};
  const problems = unknownNames(given, values);
  const supplied = new Map(Object.entries(override));
  for (const [name, artifact] of Object.entries(given)) {
    // Own names alone: a given artifact may be called "valueOf".
    if (Object.hasOwn(values, name) && !supplied.has(artifact.name))
      supplied.set(artifact.name, values[name]);
  }
  const parsed: GivenValue[] = [];
  for (const artifact of plan.given) {
    const { name } = artifact;
    const called = name in override ? `The override of "${name}"` : `The given artifact "${name}"`;
    if (!supplied.has(name)) {
      const message = `The run needs a value for the given artifact "${name}"; pass it to run().`;
      problems.push({ code: 'missing-value', message, artifact: name, item: undefined });
    } else if (artifact.kind === 'artifact') {
      parsed.push({ artifact, value: parseSingle(artifact, supplied.get(name), { called, problems }) });
    } else parsed.push({ artifact, items: parseList(artifact, supplied.get(name), { called, problems }) });
  }
  if (problems.length > 0) throw errors.invalidGiven(plan.pipeline, problems);
  return parsed;
}

function unknownNames(given: Given, values: Readonly<Record<string, unknown>>): GivenProblem[] {
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(given, name));
  return unknown.map((name) => {
    const similar = didYouMean(name, Object.keys(given));
    const next = similar === undefined ? '' : ` Did you mean "${similar}"?`;
    const message = `"${name}" is not a given artifact of this pipeline.${next}`;
    return { code: 'unknown-name', message, artifact: name, item: undefined };
  });
}

/** What a value is called in messages, and the problems that it adds to. */
interface Found {
  readonly called: string;
  readonly problems: GivenProblem[];
}

/** The value, which is of no use when it has added to the problems. */
function parseSingle(artifact: AnyArtifact, value: unknown, { called, problems }: Found): unknown {
  try {
    const parsed = readValue(artifact, value, nowhere);
    if (parsed.success) return parsed.data;
    problems.push(misfit(called, artifact, describeIssues(parsed.error)));
  } catch (error) {
    problems.push(misfit(called, artifact, thrownBy(error)));
  }
  return undefined;
}

/** The items, which are of no use when they have added to the problems. */
function parseList(list: ListArtifact, value: unknown, { called, problems }: Found): KeyedItems {
  const items: KeyedItems = { keys: new Keys(), values: [] };
  if (!Array.isArray(value)) {
    problems.push(misfit(called, list, 'expected an array of items'));
    return items;
  }
  /** By key, the place of its item; until there is a problem the keys themselves are in their places. */
  let places: Map<string, number> | undefined;
  for (let at = 0; at < value.length; at++) {
    let problem: GivenProblem;
    try {
      const parsed = readValue(list, value[at], nowhere);
      const key: unknown = parsed.success ? list.keyOf?.(parsed.data) : undefined;
      if (!parsed.success) problem = misfit(called, list, describeIssues(parsed.error, at), at);
      else if (!isKey(key)) problem = noKey(called, list, key, at);
      else if (!items.keys.add(key))
        problem = sameKey(called, list, key, places?.get(key) ?? items.keys.all.indexOf(key), at);
      else {
        items.values.push(parsed.data);
        places?.set(key, at);
        continue;
      }
    } catch (error) {
      problem = misfit(called, list, `${thrownBy(error)}\n  → at [${at}]`, at);
    }
    places ??= new Map(items.keys.all.map((key, place) => [key, place]));
    problems.push(problem);
  }
  return items;
}

const nowhere = (): ErrorPlace => ({});

function misfit(called: string, { name }: AnyArtifact, issues: string, item?: number): GivenProblem {
  const message = `${called} does not fit its schema: ${issues}`;
  return { code: 'invalid-value', message, artifact: name, item };
}

function noKey(called: string, { name }: ListArtifact, key: unknown, item: number): GivenProblem {
  const shown = JSON.stringify(key) ?? String(key);
  const message = `${called} has the key ${shown} at [${item}]; a key is a string of 1 to 200 characters.`;
  return { code: 'invalid-key', message, artifact: name, item };
}

function sameKey(
  called: string,
  { name }: ListArtifact,
  key: string,
  first: number,
  item: number,
): GivenProblem {
  const message =
    `${called} does not fit its schema: two items have the key ${JSON.stringify(key)}, ` +
    `at [${first}] and [${item}]; make the keys unique.`;
  return { code: 'duplicate-key', message, artifact: name, item };
}

/** @throws PhasegraphError when it is no fault of the value */
function thrownBy(error: unknown): string {
  if (error instanceof PhasegraphError) throw error;
  return `✖ ${messageOf(error)}`;
}
