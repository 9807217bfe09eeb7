import { schemaHeights } from './heights.js';
import { unreachable } from '../unreachable.js';
import { arrayValue } from './array-value.js';
import {
  isKeywords,
  schemaList,
  typesOf,
  type JsonSchema,
  type Keywords,
  type TypeName,
} from './json-schema.js';
import { constrains, hasNamedType, mergeSchemas } from './merge.js';
import { NoValueError } from './no-value.js';
import { numberValue } from './number-value.js';
import { objectValue } from './object-value.js';
import type { PartBuilder, Place } from './place.js';
import { resolveRef } from './resolve-ref.js';
import { stringValue } from './string-value.js';

/** Parts that are made before all others are kept small, and the most that a value may have. */
const RICH_PARTS = 1000;
const MOST_PARTS = 100_000;

/** Keywords that would have to be solved for, which nobody writes for a model: better refused than got wrong. */
const UNSUPPORTED = [
  'not',
  'if',
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  '$dynamicRef',
];

/**
 * A value that is valid against a JSON schema, the same one each time. Values are rich at the top (optional
 * properties present, lists of two) and as small as the schema allows inside recursion, so that they end. List
 * items differ from each other where the schema leaves room.
 * @throws NoValueError when nothing is valid or the schema uses what is not supported, with the place
 */
export function valueForSchema(schema: JsonSchema): unknown {
  return new Builder(schema).build(schema, { path: '#', name: 'text', serial: [], refs: [], small: false });
}

class Builder implements PartBuilder {
  readonly #root: JsonSchema;
  readonly height: (schema: JsonSchema) => number;
  #parts = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
    this.height = schemaHeights(root);
  }

  build(schema: JsonSchema, place: Place): unknown {
    if (++this.#parts > MOST_PARTS)
      throw new NoValueError(place.path, `it needs more than ${MOST_PARTS} parts`);
    if (schema === false) throw new NoValueError(place.path, 'it allows nothing');
    if (schema === true) return stringValue({}, place);
    const unsupported = UNSUPPORTED.find((keyword) => keyword in schema);
    if (unsupported) throw new NoValueError(place.path, `the keyword "${unsupported}" is not supported`);
    if (typeof schema['$ref'] === 'string') return this.#buildRef(schema, schema['$ref'], place);
    if ('allOf' in schema) return this.#buildAll(schema, place);
    if ('anyOf' in schema) return this.#buildAny(schema, 'anyOf', place);
    if ('oneOf' in schema) return this.#buildAny(schema, 'oneOf', place);
    if ('const' in schema) return this.#buildListed(schema, [schema['const']], place);
    if (Array.isArray(schema['enum'])) return this.#buildListed(schema, schema['enum'], place);
    return this.#buildTyped(schema, place);
  }

  #buildRef(schema: Keywords, ref: string, place: Place): unknown {
    const { $ref: _, ...beside } = schema;
    const target = resolveRef(this.#root, ref);
    const inside: Place = {
      ...place,
      refs: [...place.refs, ref],
      small: place.small || place.refs.includes(ref) || this.#parts > RICH_PARTS,
    };
    // In the small part each reference lowers the height, so this ends; a longer chain means no finite value exists.
    if (inside.refs.length > 500)
      throw new NoValueError(place.path, `"${ref}" leads back to itself without an end`);
    return this.build(constrains(beside) ? mergeSchemas(target, beside) : target, inside);
  }

  #buildAll(schema: Keywords, place: Place): unknown {
    const { allOf, ...beside } = schema;
    const merged = schemaList(allOf)
      .map((member) => this.#dereferenced(member, place))
      .reduce(mergeSchemas, beside);
    return this.build(merged, place);
  }

  #dereferenced(schema: JsonSchema, place: Place): JsonSchema {
    let result = schema;
    for (let hops = 0; isKeywords(result) && typeof result['$ref'] === 'string'; hops++) {
      if (hops > 100)
        throw new NoValueError(place.path, `"${result['$ref']}" leads back to itself without an end`);
      const { $ref, ...beside } = result;
      result = mergeSchemas(resolveRef(this.#root, $ref), beside);
    }
    return result;
  }

  #buildAny(schema: Keywords, keyword: 'anyOf' | 'oneOf', place: Place): unknown {
    const { [keyword]: _, ...beside } = schema;
    const branches = schemaList(schema[keyword]).filter((branch) => this.height(branch) < Infinity);
    if (place.small) branches.sort((one, two) => this.height(one) - this.height(two));
    else branches.sort((one, two) => Number(isNull(one)) - Number(isNull(two)));
    let reason: unknown = new NoValueError(place.path, `no branch of "${keyword}" has a finite value`);
    for (const branch of branches) {
      try {
        return this.build(constrains(beside) ? { allOf: [beside, branch] } : branch, place);
      } catch (error) {
        if (!(error instanceof NoValueError)) throw error;
        reason = error;
      }
    }
    throw reason;
  }

  #buildListed(schema: Keywords, values: unknown[], place: Place): unknown {
    const usable = values.filter((value) => hasNamedType(schema, value));
    const preferred = usable.some((value) => value !== null)
      ? usable.filter((value) => value !== null)
      : usable;
    if (preferred.length === 0) throw new NoValueError(place.path, 'none of its listed values has its type');
    return preferred[(place.serial.at(-1) ?? 0) % preferred.length];
  }

  #buildTyped(schema: Keywords, place: Place): unknown {
    const types = typesOf(schema);
    if (place.small && types.includes('null')) return null;
    let reason: unknown = new NoValueError(place.path, 'it names no type');
    for (const type of types.filter((name) => name !== 'null' || types.length === 1)) {
      try {
        return this.#buildType(type, schema, place);
      } catch (error) {
        if (!(error instanceof NoValueError)) throw error;
        reason = error;
      }
    }
    if (types.includes('null')) return null;
    throw reason;
  }

  #buildType(type: TypeName, schema: Keywords, place: Place): unknown {
    const index = place.serial.at(-1) ?? 0;
    switch (type) {
      case 'object':
        return objectValue(schema, place, this);
      case 'array':
        return arrayValue(schema, place, this);
      case 'string':
        return (
          stringValue(schema, place) ??
          impossible(place, 'no string was found for its format, pattern and lengths')
        );
      case 'number':
      case 'integer':
        return (
          numberValue(schema, type === 'integer', index + 1) ??
          impossible(place, 'no number is inside its bounds')
        );
      case 'boolean':
        return index % 2 === 0;
      case 'null':
        return null;
      default:
        return unreachable(type);
    }
  }
}

function isNull(schema: JsonSchema): boolean {
  return isKeywords(schema) && schema['type'] === 'null';
}

function impossible(place: Place, why: string): never {
  throw new NoValueError(place.path, why);
}
