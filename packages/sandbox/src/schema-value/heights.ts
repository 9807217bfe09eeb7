import {
  isKeywords,
  isSchema,
  numberOr,
  schemaList,
  schemasByName,
  stringList,
  typesOf,
  type JsonSchema,
  type Keywords,
} from './json-schema.js';
import { resolveRef } from './resolve-ref.js';

/**
 * How many references the smallest value of each schema has to pass through; Infinity where every value would be
 * infinite. Choosing the lower branch of a recursive schema is what makes building a value end. The heights of the
 * references are the least fixed point, found by iteration from Infinity downwards.
 */
export function schemaHeights(root: JsonSchema): (schema: JsonSchema) => number {
  const byRef = new Map<string, number>();
  collectRefs(root, byRef);
  for (let changed = true; changed;) {
    changed = false;
    for (const [ref, known] of byRef) {
      const height = heightOf(resolveRef(root, ref), byRef);
      if (height < known) {
        byRef.set(ref, height);
        changed = true;
      }
    }
  }
  const found = new WeakMap<Keywords, number>();
  return (schema) => {
    if (typeof schema === 'boolean') return heightOf(schema, byRef);
    const height = found.get(schema) ?? heightOf(schema, byRef);
    found.set(schema, height);
    return height;
  };
}

function heightOf(schema: JsonSchema, byRef: ReadonlyMap<string, number>): number {
  if (schema === false) return Infinity;
  if (schema === true) return 0;
  const height = (part: JsonSchema): number => heightOf(part, byRef);
  const all = [
    typeof schema['$ref'] === 'string' ? 1 + (byRef.get(schema['$ref']) ?? Infinity) : 0,
    ...schemaList(schema['allOf']).map(height),
    lowest(schemaList(schema['anyOf']).map(height)),
    lowest(schemaList(schema['oneOf']).map(height)),
  ];
  if (!('enum' in schema) && !('const' in schema)) {
    all.push(lowest(typesOf(schema).map((type) => heightOfType(schema, type, height))));
  }
  return Math.max(...all);
}

function heightOfType(schema: Keywords, type: string, height: (part: JsonSchema) => number): number {
  if (type === 'object') {
    const required = stringList(schema['required']);
    const parts = schemasByName(schema['properties']).filter(([name]) => required.includes(name));
    return Math.max(0, ...parts.map(([, part]) => height(part)));
  }
  if (type === 'array') {
    const least = numberOr(schema['minItems'], 0);
    const tuple = schemaList(schema['prefixItems'] ?? schema['items']);
    const items = tuple.slice(0, least);
    if (least > tuple.length && isSchema(schema['items'])) items.push(schema['items']);
    return Math.max(0, ...items.map(height));
  }
  return 0;
}

function lowest(heights: number[]): number {
  return heights.length === 0 ? 0 : Math.min(...heights);
}

function collectRefs(value: unknown, byRef: Map<string, number>): void {
  if (Array.isArray(value)) {
    for (const item of value) collectRefs(item, byRef);
  } else if (isKeywords(value)) {
    if (typeof value['$ref'] === 'string') byRef.set(value['$ref'], Infinity);
    for (const part of Object.values(value)) collectRefs(part, byRef);
  }
}
