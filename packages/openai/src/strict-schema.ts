import { z } from 'zod';
import { errors } from './errors.js';
import { strictProblems } from './strict-rules.js';
import { sayInWords } from './say-in-words.js';

/** A JSON schema, or a part of one. */
export type JsonSchema = Record<string, unknown>;

/**
 * The schema as strict structured outputs take it. Constraints that the provider's subset lacks (lengths of strings and
 * the like) are said in the descriptions instead; the answer is checked against all of them when it comes.
 *
 * Made once for a schema, however often it is asked for.
 *
 * @param name what the answer is called, for the error
 * @throws ModelError `schema-unsupported`, naming every problem and its path
 */
export function strictSchema(name: string, schema: z.ZodType): JsonSchema {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw errors.invalidName(name);
  let known = checked.get(schema);
  if (known === undefined) checked.set(schema, (known = check(schema)));
  if (known.problems.length > 0) throw errors.schemaUnsupported(name, known.problems);
  return known.schema;
}

const checked = new WeakMap<z.ZodType, { schema: JsonSchema; problems: readonly string[] }>();

function check(schema: z.ZodType): { schema: JsonSchema; problems: readonly string[] } {
  let raw: JsonSchema;
  try {
    // `input`: what the model writes is what goes into the parse. What JSON has no type for becomes `{}`, which the
    // rules refuse with its path; zod's own refusal would not name it.
    raw = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  } catch (error) {
    return { schema: {}, problems: [error instanceof Error ? error.message : String(error)] };
  }
  const strict = sayInWords(raw);
  return { schema: strict, problems: strictProblems(strict) };
}
