import { errors, ApiError } from './api-error.js';
import {
  optionalBoolean,
  optionalString,
  paramOf,
  requiredObject,
  requiredString,
  type Fields,
} from './fields.js';
import type { JsonSchema } from './schema-value/json-schema.js';
import { strictProblems } from './strict-schema.js';

/** What kind of text a call asks for. */
export type TextFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly name: string;
      readonly schema: JsonSchema;
      readonly strict: boolean;
      readonly description: string | undefined;
    };

/**
 * Reads `text.format` of the responses endpoint, or `response_format` of chat completions, which keeps the schema one
 * level deeper, in `json_schema`.
 */
export function readTextFormat(format: Fields | undefined): TextFormat {
  if (!format) return { type: 'text' };
  const type = requiredString(format, 'type');
  if (type === 'text' || type === 'json_object') return { type };
  if (type !== 'json_schema') {
    const supported = "Supported values are: 'json_object', 'json_schema', and 'text'.";
    throw errors.wrongValue(paramOf(format, 'type'), type, supported);
  }
  return readJsonSchemaFormat(
    format.path === 'response_format' ? requiredObject(format, 'json_schema') : format,
    format,
  );
}

function readJsonSchemaFormat(fields: Fields, format: Fields): TextFormat {
  const name = requiredString(fields, 'name');
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    const expected =
      "Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$', of 64 characters at most.";
    throw errors.wrongValue(paramOf(fields, 'name'), name, expected);
  }
  const schema = requiredObject(fields, 'schema').values;
  const strict = optionalBoolean(fields, 'strict') ?? false;
  const problems = strict ? strictProblems(schema) : [];
  if (problems.length > 0) {
    throw new ApiError(400, {
      message: `Invalid schema for response_format '${name}': ${problems.join(' ')}`,
      // The two endpoints name the schema's place and the error differently.
      ...(fields === format
        ? { code: 'invalid_json_schema', param: paramOf(format, 'schema') }
        : { param: 'response_format' }),
    });
  }
  return { type: 'json_schema', name, schema, strict, description: optionalString(fields, 'description') };
}
