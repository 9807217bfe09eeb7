import { hasType } from './strict-rules.js';
import type { JsonSchema } from './strict-schema.js';

/**
 * Rewrites what zod makes of a schema into the strict subset, as far as nothing is lost: closes objects, turns exclusive
 * unions into plain ones, and moves constraints that the subset lacks into descriptions, where the model reads them.
 */
export function sayInWords(schema: JsonSchema): JsonSchema {
  const rest: JsonSchema = {};
  const words: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (annotations.has(keyword)) continue;
    const said = inWords(keyword, value, schema);
    if (said === undefined) rest[keyword] = rewrite(keyword, value);
    else if (said !== '') words.push(said);
  }
  if (hasType(schema, 'object')) rest['additionalProperties'] ??= false;
  if (words.length > 0) {
    const description = typeof schema['description'] === 'string' ? `${schema['description']} ` : '';
    rest['description'] = `${description}(${words.join('; ')})`;
  }
  // Branches of zod's discriminated unions exclude each other by themselves.
  if (Array.isArray(rest['oneOf']) && !('anyOf' in rest)) {
    rest['anyOf'] = rest['oneOf'];
    delete rest['oneOf'];
  }
  return rest;
}

/** Keywords that say nothing about the value. */
const annotations = new Set(['$schema', '$id', 'id', '$comment', 'examples', 'deprecated', 'readOnly']);

/** Formats that the provider knows. */
const knownFormats = new Set('date-time time date duration email hostname ipv4 ipv6 uuid'.split(' '));

/** The constraint as words, '' where it says nothing; `undefined` where it may stay. */
function inWords(keyword: string, value: unknown, schema: JsonSchema): string | undefined {
  switch (keyword) {
    case 'minLength':
      return value === 1 ? 'not empty' : `at least ${String(value)} characters`;
    case 'maxLength':
      return `at most ${String(value)} characters`;
    case 'minimum':
    case 'maximum':
      // The bounds that `z.int()` sets say no more than "integer".
      return Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER ? '' : undefined;
    case 'format':
      return knownFormats.has(String(value)) ? undefined : formatInWords(value, schema);
    case 'contentEncoding':
      return 'format' in schema ? '' : `encoded as ${String(value)}`;
    case 'pattern':
      return patternInWords(value, schema);
    case 'allOf':
      return allPatternsInWords(value);
    default:
      return undefined;
  }
}

function formatInWords(format: unknown, schema: JsonSchema): string {
  // Zod names a format after its string checks (`starts_with`); their patterns stand beside it.
  return 'pattern' in schema && format !== 'base64'
    ? ''
    : 'allOf' in schema
      ? ''
      : `format ${String(format)}`;
}

function patternInWords(pattern: unknown, schema: JsonSchema): string | undefined {
  // Zod gives a pattern with each of its formats, and the provider holds the format by its own.
  if (typeof schema['format'] === 'string' && knownFormats.has(schema['format'])) return '';
  if (schema['format'] === 'base64') return '';
  // Strict decoding knows regular languages only: no looking around, no reference back.
  return /\(\?[=!<]|\\[1-9]|\\k</.test(String(pattern)) ? matches(pattern) : undefined;
}

/** Several patterns of one string; `undefined` for a real intersection. */
function allPatternsInWords(parts: unknown): string | undefined {
  if (!Array.isArray(parts)) return undefined;
  const patterns = parts.map((part: unknown) =>
    typeof part === 'object' && part !== null && 'pattern' in part ? part.pattern : undefined,
  );
  return patterns.includes(undefined) ? undefined : patterns.map(matches).join('; ');
}

function matches(pattern: unknown): string {
  return `matches the regular expression ${String(pattern)}`;
}

function rewrite(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case 'properties':
    case '$defs':
    case 'definitions':
      return isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rewritePart(part)]))
        : value;
    case 'items':
      return rewritePart(value);
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(value) ? value.map(rewritePart) : value;
    default:
      return value;
  }
}

function rewritePart(part: unknown): unknown {
  return isRecord(part) ? sayInWords(part) : part;
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
