import { errors } from './api-error.js';

/** A JSON object of a request, with the path that its fields have in error messages. */
export interface Fields {
  readonly values: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/**
 * Reads the body of a request at the border: what these functions return is of the type that they say, and what is
 * not is answered with 400 and the `param`. `null` counts as absent, unknown fields are ignored.
 */
export function bodyFields(body: unknown): Fields {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return { values: body as Record<string, unknown>, path: '' }; // an object by the check before
  }
  throw errors.unreadableBody('the body is not an object');
}

export function paramOf(fields: Fields, name: string): string {
  return fields.path === '' ? name : `${fields.path}.${name}`;
}

export function requiredString(fields: Fields, name: string): string {
  const value = optionalString(fields, name);
  if (value === undefined) throw errors.missing(paramOf(fields, name));
  return value;
}

export function optionalString(fields: Fields, name: string): string | undefined {
  const value = present(fields, name);
  if (value === undefined || typeof value === 'string') return value;
  throw errors.wrongType(paramOf(fields, name), 'a string', value);
}

export function optionalBoolean(fields: Fields, name: string): boolean | undefined {
  const value = present(fields, name);
  if (value === undefined || typeof value === 'boolean') return value;
  throw errors.wrongType(paramOf(fields, name), 'a boolean', value);
}

export function optionalNumber(fields: Fields, name: string, min: number, max: number): number | undefined {
  const value = present(fields, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw errors.wrongType(paramOf(fields, name), 'a number', value);
  if (value < min || value > max) {
    throw errors.wrongValue(paramOf(fields, name), value, `Expected a number between ${min} and ${max}.`);
  }
  return value;
}

export function optionalInteger(fields: Fields, name: string, min: number, max: number): number | undefined {
  const value = present(fields, name);
  if (value !== undefined && !Number.isInteger(value)) {
    throw errors.wrongType(paramOf(fields, name), 'an integer', value);
  }
  return optionalNumber(fields, name, min, max);
}

export function optionalChoice<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = optionalString(fields, name);
  if (value === undefined) return undefined;
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  const listed = choices.map((each) => `'${each}'`).join(', ');
  throw errors.wrongValue(paramOf(fields, name), value, `Supported values are: ${listed}.`);
}

export function optionalObject(fields: Fields, name: string): Fields | undefined {
  const value = present(fields, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value) || value === null) {
    throw errors.wrongType(paramOf(fields, name), 'an object', value);
  }
  return { values: value as Record<string, unknown>, path: paramOf(fields, name) }; // an object by the check before
}

export function requiredObject(fields: Fields, name: string): Fields {
  const value = optionalObject(fields, name);
  if (value === undefined) throw errors.missing(paramOf(fields, name));
  return value;
}

function present(fields: Fields, name: string): unknown {
  const value = Object.hasOwn(fields.values, name) ? fields.values[name] : undefined;
  return value === null ? undefined : value;
}
