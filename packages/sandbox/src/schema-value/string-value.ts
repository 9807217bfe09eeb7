import { numberOr, type Keywords } from './json-schema.js';
import { patternValue } from './pattern-value.js';

/** Where in the value a string stands: what it is called, and which item of which lists it belongs to. */
export interface StringPlace {
  readonly name: string;
  readonly serial: readonly number[];
}

/** The longest string that is made; a `minLength` above it is refused. */
const LONGEST = 100_000;

/**
 * A string for a schema. It reads like its property's name ("Sample page title 2"), is unlike the one of the next
 * item of the same list, and keeps to format, pattern and lengths. Undefined when nothing does.
 */
export function stringValue(schema: Keywords, place: StringPlace): string | undefined {
  const lengths = { min: numberOr(schema['minLength'], 0), max: numberOr(schema['maxLength'], Infinity) };
  if (lengths.min > LONGEST || lengths.min > lengths.max) return undefined;
  const seed = place.serial.reduce((sum, index) => sum * 5 + index, 0);
  const format = typeof schema['format'] === 'string' ? FORMATS[schema['format']] : undefined;
  if (format) {
    const value = format(seed);
    return fits(schema, value, lengths) ? value : undefined;
  }
  const plain = wordings(place).find((text) => fits(schema, fitted(text, lengths), lengths));
  if (plain !== undefined) return fitted(plain, lengths);
  return typeof schema['pattern'] === 'string' ? patternValue(schema['pattern'], lengths, seed) : undefined;
}

/** One value a format and seed, from the ranges that are set aside for documentation where there are such. */
const FORMATS: Readonly<Record<string, (seed: number) => string>> = {
  date: (seed) => day(seed),
  time: (seed) => `09:${twoDigits(seed % 60)}:00Z`,
  'date-time': (seed) => `${day(seed)}T09:00:00Z`,
  duration: (seed) => `PT${seed + 1}H`,
  email: (seed) => `sample${seed + 1}@example.com`,
  'idn-email': (seed) => `sample${seed + 1}@example.com`,
  hostname: (seed) => `sample${seed + 1}.example.com`,
  'idn-hostname': (seed) => `sample${seed + 1}.example.com`,
  uri: (seed) => `https://example.com/sample-${seed + 1}`,
  iri: (seed) => `https://example.com/sample-${seed + 1}`,
  'uri-reference': (seed) => `/sample-${seed + 1}`,
  'iri-reference': (seed) => `/sample-${seed + 1}`,
  uuid: (seed) => `00000000-0000-4000-8000-${(seed + 1).toString(16).padStart(12, '0')}`,
  ipv4: (seed) => `192.0.2.${(seed % 254) + 1}`,
  ipv6: (seed) => `2001:db8::${((seed % 65_535) + 1).toString(16)}`,
  'json-pointer': (seed) => `/sample/${seed}`,
  regex: () => '^sample$',
};

function day(seed: number): string {
  return `2026-${twoDigits((Math.floor(seed / 28) % 12) + 1)}-${twoDigits((seed % 28) + 1)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Ways to write the place's name, the likeliest first: most patterns for keys, slugs and names accept one of them. */
function wordings(place: StringPlace): string[] {
  const words = place.name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const numbers = place.serial.map((index) => String(index + 1));
  const sentence = [`Sample ${words.join(' ') || 'text'}`, numbers.join('.')]
    .filter((part) => part !== '')
    .join(' ');
  const parts = ['sample', ...words, ...numbers];
  const slug = parts.join('-');
  const isKey = ['id', 'key', 'slug', 'code'].includes(words.at(-1) ?? '');
  return [
    ...(isKey ? [slug, sentence] : [sentence, slug]),
    parts.join('_'),
    parts.join(''),
    parts.join('').toUpperCase(),
  ];
}

/** Text made as long as asked for, or as short; the end is kept, because it is what tells list items apart. */
function fitted(text: string, lengths: { min: number; max: number }): string {
  if (text.length > lengths.max) return lengths.max === 0 ? '' : text.slice(-lengths.max);
  return text.length < lengths.min ? `${`${text} `.repeat(lengths.min).slice(0, lengths.min - 1)}.` : text;
}

function fits(schema: Keywords, value: string, lengths: { min: number; max: number }): boolean {
  if (value.length < lengths.min || value.length > lengths.max) return false;
  return typeof schema['pattern'] !== 'string' || matches(schema['pattern'], value);
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return new RegExp(pattern).test(value);
  }
}
