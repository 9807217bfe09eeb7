import leven from 'leven';
import type { z } from 'zod';
import type { BriefProblem } from './read-error.js';
import type { Place, Places } from './read-places.js';
import { describedAt, fieldsAt } from './read-schema.js';
import { unreachable } from '../unreachable.js';

type Issue = z.core.$ZodIssue;

/** The mistakes that a parse found, each at its place and in words for the author, in the order of the text. */
export function problemsOf(issues: readonly Issue[], value: unknown, places: Places): BriefProblem[] {
  return issues
    .filter((issue) => !isAboutAnotherType(issue, issues))
    .flatMap((issue) => problemsOfIssue(issue, value, places))
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));
}

/** A list's rule of size also counts the letters of a text that stands in its place, which helps nobody. */
function isAboutAnotherType({ code, path }: Issue, issues: readonly Issue[]): boolean {
  if (code !== 'too_small' && code !== 'too_big') return false;
  return issues.some((other) => other.code === 'invalid_type' && written(other.path) === written(path));
}

function problemsOfIssue(issue: Issue, value: unknown, places: Places): BriefProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem(
        [...path, key],
        places.ofKey(path, key),
        unknownField(path, key, valueAt(value, [...path, key])),
      ),
    );
  }
  const found = valueAt(value, path);
  return [
    problem(
      path,
      places.of(path),
      found === undefined ? missing(issue) : faulty(issue, found, places.sourceOf(path)),
    ),
  ];
}

function problem(path: readonly PropertyKey[], place: Place, message: string): BriefProblem {
  return { path: written(path), ...place, message };
}

function unknownField(path: readonly PropertyKey[], key: string, value: unknown): string {
  // `{ name: Wreath, description: Dried, with ribbon }`: YAML takes what follows the comma for a field.
  if (/\s/.test(key) && value === null) {
    return 'looks like the rest of a text with a comma in it; put the whole text in quotes';
  }
  const known = fieldsAt(path);
  const near = nearest(key, known);
  return near === undefined
    ? `is not a field of ${path.length === 0 ? 'a brief' : `"${written(path)}"`}; its fields are ${known.join(', ')}`
    : `is not a field here. Did you mean "${near}"?`;
}

function missing(issue: Issue): string {
  if (issue.code === 'custom') return issue.message;
  const described = describedAt(issue.path);
  return `is missing; expected ${expectation(issue)}${described === undefined ? '' : ` (${described})`}`;
}

function faulty(issue: Issue, found: unknown, source: string | undefined): string {
  // A rule across fields, or about the form of a text, says in its own words what it wants.
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_format' && formats[issue.format] === undefined) {
    return `${issue.message}; found ${inWords(found)}`;
  }
  const hint = hintFor(issue, found, source);
  return `expected ${expectation(issue)}, found ${inWords(found)}${hint}`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map((option) => JSON.stringify(option)).join(', ')}`;
    case 'too_small':
      return sized('at least', Number(issue.minimum), issue.origin);
    case 'too_big':
      return sized('at most', Number(issue.maximum), issue.origin);
    case 'invalid_format':
      return formats[issue.format] ?? issue.message;
    // The schema of a brief raises none of these; a rule that does is still told in its own words.
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      return `another value (${issue.message})`;
    default:
      return unreachable(issue);
  }
}

const kinds: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'fields',
  number: 'a number',
  boolean: 'true or false',
};

const formats: Record<string, string> = {
  email: 'an e-mail address such as "hello@example.com"',
  url: 'a web address such as "https://example.com"',
};

function sized(least: string, size: number, origin: string): string {
  if (origin === 'string')
    return size === 1 && least === 'at least' ? 'some text' : `${least} ${size} characters`;
  return `${least} ${size} ${size === 1 ? 'entry' : 'entries'}`;
}

function hintFor(issue: Issue, found: unknown, source: string | undefined): string {
  if (issue.code === 'invalid_type' && issue.expected === 'string' && isPlain(found)) {
    return `; put it in quotes: ${JSON.stringify(source ?? String(found))}`;
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

function inWords(found: unknown): string {
  if (found === null) return 'nothing';
  if (Array.isArray(found)) return `a list of ${found.length}`;
  if (typeof found === 'object') return 'fields';
  if (typeof found === 'number') return `the number ${found}`;
  if (typeof found === 'boolean') return String(found);
  const text = typeof found === 'string' ? found : typeof found;
  if (text.length <= 60) return JSON.stringify(text);
  return `${text.length} characters, ${JSON.stringify(`${text.slice(0, 40)}…`)}`;
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

/** The known name that a mistyped one most likely means: at most a third of its letters away. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((one, other) => one.distance - other.distance)[0]?.candidate;
}
