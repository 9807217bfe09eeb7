import { z } from 'zod';
import { messageOf } from '../errors.js';
import { hashValue } from './hash-value.js';

/**
 * The hash of what a schema accepts, as 64 hexadecimal digits: of its JSON schema and, where JSON schema has no
 * word for it, of zod's name for the type and of the source text of its functions (refinements, transforms).
 */
export function describeSchema(schema: z.ZodType): string {
  let hash = hashes.get(schema);
  if (hash === undefined) {
    hash = hashValue([jsonSchema(schema, 'input', []), jsonSchema(schema, 'output', [])]);
    hashes.set(schema, hash);
  }
  return hash;
}

const hashes = new WeakMap<z.ZodType, string>();

/** @param around the schemas that this one is inside of: a recursive schema ends where it meets itself */
function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output', around: readonly unknown[]): unknown {
  if (around.includes(schema)) return { within: around.length - around.indexOf(schema) };
  try {
    return z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema: described }) => {
        const { def } = zodSchema._zod;
        const parts = unsaidParts(def).map((part) => jsonSchema(part, io, [...around, schema]));
        // Added to what is there: a pipe and what it ends in share one JSON schema.
        const before: unknown[] = Array.isArray(described['x-zod']) ? described['x-zod'] : [];
        described['x-zod'] = [...before, { type: def.type, code: functionsOf(def), parts }];
      },
    });
  } catch (error) {
    // Not even with `any` for what cannot be said, such as two schemas of one id. The phase's version remains.
    return { unexpressed: schema._zod.def.type, because: messageOf(error) };
  }
}

/** The schemas inside one for which JSON schema has no word at all. */
function unsaidParts(def: z.core.$ZodTypes['_zod']['def']): z.core.$ZodType[] {
  if (def.type === 'map') return [def.keyType, def.valueType];
  return def.type === 'set' ? [def.valueType] : [];
}

/** The source texts of a schema's own functions, of its checks' and, since JSON schema skips it, of a preprocess. */
function functionsOf(def: z.core.$ZodTypes['_zod']['def']): string[] {
  const before = def.type === 'pipe' ? [def.in._zod.def] : [];
  return [def, ...before, ...(def.checks ?? []).map((check) => check._zod.def)].flatMap((holder) =>
    Object.entries(holder)
      // An error's wording changes nothing in what is accepted.
      .filter(([name, value]) => typeof value === 'function' && name !== 'error')
      .map(([name, value]) => `${name}: ${Function.prototype.toString.call(value)}`),
  );
}
