import { z } from 'zod';
import { briefSchema } from './schema.js';

/** The names of the fields at a path of the brief's schema; none where there are no fields. */
export function fieldsAt(path: readonly PropertyKey[]): string[] {
  const found = schemaAt(path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** What the schema says of the field at a path. */
export function describedAt(path: readonly PropertyKey[]): string | undefined {
  const parent = schemaAt(path.slice(0, -1));
  const key = path.at(-1);
  if (!(parent instanceof z.ZodObject) || typeof key !== 'string') return undefined;
  const field: unknown = parent.shape[key];
  return field instanceof z.ZodType ? field.description : undefined;
}

function schemaAt(path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((schema, part) => {
    if (schema instanceof z.ZodObject) return unwrapped(schema.shape[String(part)]);
    return schema instanceof z.ZodArray ? unwrapped(schema.element) : undefined;
  }, unwrapped(briefSchema));
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  return schema;
}
