import { z } from 'zod';

/** The names of the fields at a path of a schema; none where there are no fields, or any. */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** What a schema says of the field at a path. */
export function describedAt(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  const parent = schemaAt(schema, path.slice(0, -1));
  const key = path.at(-1);
  if (!(parent instanceof z.ZodObject) || typeof key !== 'string') return undefined;
  const field: unknown = parent.shape[key];
  return field instanceof z.ZodType ? field.description : undefined;
}

function schemaAt(root: z.ZodType, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((schema, part) => {
    if (schema instanceof z.ZodObject) return unwrapped(schema.shape[String(part)]);
    if (schema instanceof z.ZodRecord) return unwrapped(schema.valueType);
    return schema instanceof z.ZodArray ? unwrapped(schema.element) : undefined;
  }, unwrapped(root));
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  return schema;
}
