import type { z } from 'zod';
import { hashValue } from './hash-value.js';
import { describeSchema } from './describe-schema.js';

/** What decides whether a task would do the same work again. */
export interface TaskWork {
  readonly phase: string;
  /** The way to the task's item in a mapped phase, which `run` can read; `undefined` in any other. */
  readonly key?: string | undefined;
  /**
   * Of a task inside of a pipeline that runs as a phase: the ids of the tasks that it is inside of, the outermost first. Two
   * of them may ask a model the same, and mean two answers.
   */
  readonly path?: readonly string[] | undefined;
  readonly version: string;
  /** The source text of the phase's `run`, as the phase was declared with it. */
  readonly code: string;
  /** The schemas of the phase's outputs, by the artifact's name. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  /** The values that it takes, by the name under which it takes them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the resources that it uses add (a model's name, a server), by the resource's name. */
  readonly resources: Readonly<Record<string, string | undefined>>;
}

/**
 * The hash of what a task would do, as 64 hexadecimal digits: two tasks with one fingerprint give the same result
 * as far as the engine can see. What `run` reaches outside of its own text, such as a function that it imports, it
 * cannot see: the phase's `version` is there to say so.
 *
 * @throws PhasegraphError `unrecordable-value` when an input cannot be hashed; see {@link hashValue}
 */
export function fingerprintOf(work: TaskWork): string {
  const { key, path = [] } = work;
  return hashValue({
    // Counts up when fingerprints are made in another way, so that none of the old ones is taken for a new one.
    fingerprint: 1,
    phase: work.phase,
    // What has none keeps the fingerprint that it had before keys, and ways to the inside, were part of it.
    ...(key !== undefined && { key }),
    ...(path.length > 0 && { path }),
    version: work.version,
    code: work.code,
    schemas: mapped(work.schemas, describeSchema),
    inputs: mapped(work.inputs, hashValue),
    resources: work.resources,
  });
}

function mapped<T>(record: Readonly<Record<string, T>>, hash: (value: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, hash(value)]));
}
