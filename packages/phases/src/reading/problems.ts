import type { z } from 'zod';
import { expectation } from './expectation.js';
import type { FileProblem } from './file-error.js';
import type { FileKind } from './file-kind.js';
import { inWords, inWordsUnquoted } from './in-words.js';
import { nearest } from './nearest.js';
import type { Place, Places } from './places.js';
import { describedAt, fieldsAt } from './schema-fields.js';

type Issue = z.core.$ZodIssue;

/** The mistakes that a parse found, each at its place and in words for the author, in the order of the text. */
export function problemsOf(
  issues: readonly Issue[],
  value: unknown,
  places: Places,
  kind: FileKind,
): FileProblem[] {
  return issues
    .filter((issue) => !isAboutAnotherType(issue, issues))
    .flatMap((issue) => problemsOfIssue(issue, value, places, kind))
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));
}

/** A list's rule of size also counts the letters of a text that stands in its place, which helps nobody. */
function isAboutAnotherType({ code, path }: Issue, issues: readonly Issue[]): boolean {
  if (code !== 'too_small' && code !== 'too_big') return false;
  return issues.some((other) => other.code === 'invalid_type' && written(other.path) === written(path));
}

function problemsOfIssue(issue: Issue, value: unknown, places: Places, kind: FileKind): FileProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField(path, key, valueAt(value, [...path, key]), places, kind));
  }
  const found = valueAt(value, path);
  const message =
    found === undefined ? missing(issue, kind) : faulty(issue, found, places.sourceOf(path), kind);
  return [problem(path, places.of(path), message)];
}

function problem(path: readonly PropertyKey[], place: Place, message: string): FileProblem {
  return { path: written(path), ...place, message };
}

function unknownField(
  path: readonly PropertyKey[],
  key: string,
  value: unknown,
  places: Places,
  { schema, called, quotesValues = true }: FileKind,
): FileProblem {
  const place = places.ofKey(path, key);
  const at = [...path, key];
  // `{ name: Wreath, description: Dried, with ribbon }`: YAML takes what follows the comma for a field.
  if (quotesValues && /\s/.test(key) && value === null) {
    return problem(
      at,
      place,
      'looks like the rest of a text with a comma in it; put the whole text in quotes',
    );
  }
  const known = fieldsAt(schema, path);
  const near = nearest(key, known);
  if (near !== undefined) return problem(at, place, `is not a field here. Did you mean "${near}"?`);
  const where = path.length === 0 ? called : `"${written(path)}"`;
  const fields = `its fields are ${known.join(', ')}`;
  return quotesValues
    ? problem(at, place, `is not a field of ${where}; ${fields}`)
    : problem(path, place, `what stands here is not a field of ${where}; ${fields}`);
}

function missing(issue: Issue, { schema }: FileKind): string {
  if (issue.code === 'custom') return issue.message;
  const described = describedAt(schema, issue.path);
  return `is missing; expected ${expectation(issue)}${described === undefined ? '' : ` (${described})`}`;
}

function faulty(
  issue: Issue,
  found: unknown,
  source: string | undefined,
  { quotesValues = true }: FileKind,
): string {
  // A rule across fields says in its own words what it wants.
  if (issue.code === 'custom') return issue.message;
  const said = quotesValues ? inWords(found) : inWordsUnquoted(found, isAboutNumber(issue));
  if (isOwnForm(issue)) return `${issue.message}; found ${said}`;
  const hint = hintFor(issue, found, quotesValues ? source : undefined);
  return `expected ${expectation(issue)}, found ${said}${hint}`;
}

/** Whether a rule about the form of a text says in its own words what it wants. */
function isOwnForm(issue: Issue): boolean {
  return issue.code === 'invalid_format' && expectation(issue) === issue.message;
}

function isAboutNumber(issue: Issue): boolean {
  if (issue.code === 'invalid_type') return issue.expected === 'number' || issue.expected === 'int';
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return false;
  return issue.origin === 'number' || issue.origin === 'int';
}

function hintFor(issue: Issue, found: unknown, source: string | undefined): string {
  if (issue.code === 'invalid_type' && issue.expected === 'string' && isPlain(found)) {
    return `; put it in quotes${source === undefined ? '' : `: ${JSON.stringify(source)}`}`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'array') return '; begin each entry with "- "';
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const near = nearest(found, issue.values.map(String));
    return near === undefined ? '' : `. Did you mean "${near}"?`;
  }
  return '';
}

function isPlain(found: unknown): boolean {
  return typeof found === 'number' || typeof found === 'boolean';
}

/** `products[1].price` */
function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, part) => (typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined),
    value,
  );
}
