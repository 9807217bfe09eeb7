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
    hash = hashValue([jsonSchema(schema, 'input'), jsonSchema(schema, 'output')]);
    hashes.set(schema, hash);
  }
  return hash;
}

const hashes = new WeakMap<z.ZodType, string>();

/** Functions that do not change what a schema accepts or gives: an error's wording. */
const irrelevant = ['error'];

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  try {
    return z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema: described }) => {
        const { def } = zodSchema._zod;
        described['x-type'] = def.type;
        const sources = [def, ...(def.checks ?? []).map((check) => check._zod.def)].flatMap(functionSources);
        if (sources.length > 0) described['x-code'] = sources;
      },
    });
  } catch (error) {
    // Not even with `any` for what cannot be said, such as two schemas of one id. The phase's version remains.
    return { unexpressed: schema._zod.def.type, because: messageOf(error) };
  }
}

function functionSources(def: object): string[] {
  return Object.entries(def)
    .filter(([name, value]) => typeof value === 'function' && !irrelevant.includes(name))
    .map(([name, value]) => `${name}: ${Function.prototype.toString.call(value)}`);
}
