import type { z } from 'zod';
import { unreachable } from '../unreachable.js';

/** What a rule wants, to be read after `expected`. */
export function expectation(issue: z.core.$ZodIssue): string {
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
    // Schemas of files that people write raise none of these; a rule that does is still told in its own words.
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
  record: 'fields',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const formats: Record<string, string> = {
  email: 'an e-mail address such as "hello@example.com"',
  url: 'a web address such as "https://example.com"',
};

function sized(least: string, size: number, origin: string): string {
  switch (origin) {
    case 'string':
      return size === 1 && least === 'at least' ? 'some text' : `${least} ${size} characters`;
    case 'number':
    case 'int':
      return `a number of ${least} ${size}`;
    default:
      return `${least} ${size} ${size === 1 ? 'entry' : 'entries'}`;
  }
}
