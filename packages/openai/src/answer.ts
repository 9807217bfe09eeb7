import type { z } from 'zod';
import { strictSchema } from './strict-schema.js';

/** What a model is to answer: made by {@link answer}. */
export interface Answer<T> {
  /** What the answer is called, for the model and in reports: 1 to 64 letters, digits, `_` and `-`. */
  readonly name: string;
  /** What the answer is: an object within the subset of JSON Schema that strict structured outputs know. */
  readonly schema: z.ZodType<T>;
}

/**
 * Declares what a model is to answer, beside the phase that asks for it, so that a schema to which no model can be held is
 * refused there and not by the first call: `const title = answer('title', z.object({ title: z.string() }))`, and in the
 * phase `model.object({ ...title, instructions, input })`.
 *
 * @param name what the answer is called, for the model and in reports: 1 to 64 letters, digits, `_` and `-`
 * @param schema a `z.object()`; optional fields are `.nullable()`. Lengths of strings and the like are told to the model in
 *   descriptions, and checked when the answer comes
 * @throws ModelError `schema-unsupported`, naming every problem and its path
 */
export function answer<T>(name: string, schema: z.ZodType<T>): Answer<T> {
  strictSchema(name, schema);
  return Object.freeze({ name, schema });
}
