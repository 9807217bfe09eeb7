import { isKeywords, stringList, type JsonSchema } from '../schema-value/json-schema.js';

/**
 * A value that is close to a valid one and breaks the schema: without the first of the required fields, or, where none
 * is required, of another type altogether.
 */
export function brokenValue(value: unknown, schema: JsonSchema): unknown {
  const [required] = isKeywords(schema) ? stringList(schema['required']) : [];
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && required !== undefined && Object.hasOwn(value, required)) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== required));
  }
  return isObject ? [] : {};
}
