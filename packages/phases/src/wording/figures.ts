import { readPrice } from '../seo-strategy/price.js';
import { numbersIn } from './numbers.js';

/** Something that a text states in figures. */
export interface Figure {
  /** As it stands in the text. */
  readonly written: string;
  /** Where it stands in the text. */
  readonly at: number;
  /** The same for every way of writing it: `money:GBP 4.8`, `time:450` (minutes), `number:1450`, `phone:01632960444`. */
  readonly key: string;
  /** The keys that a text with this figure in it supports: "£4.80" also supports a plain 4.80. */
  readonly supports: readonly string[];
}

/**
 * The figures of a text: telephone numbers, prices, times of day, percentages, numbers in digits and in words. "One"
 * is left out: it is an article as often as it is a number.
 */
export function figuresIn(text: string): Figure[] {
  let rest = text;
  const found: Figure[] = [];
  for (const reader of readers) {
    rest = rest.replace(reader.pattern, (written, ...groups: unknown[]) => {
      const at = groups.find((group) => typeof group === 'number') ?? 0;
      const keys = reader.read(written);
      if (keys === null) return written;
      const [key, ...others] = keys;
      found.push({ written: written.trim(), at, key, supports: [key, ...others] });
      // What was read is blanked out, so that what follows keeps its place and no digit is read twice.
      return ' '.repeat(written.length);
    });
  }
  return found.toSorted((one, other) => one.at - other.at);
}

type Keys = readonly [string, ...string[]];

interface Reader {
  readonly pattern: RegExp;
  /** The keys of a match, the figure's own first; null when it is none. */
  read(written: string): Keys | null;
}

const amount = String.raw`\d+(?:[.,'\u00a0 ]\d{3})*(?:[.,]\d{1,2})?`;
const sign = '[£€$¥]|(?:GBP|EUR|USD|CHF)';

/** In the order in which they are tried: what is long and sure first. */
const readers: readonly Reader[] = [
  {
    // A number that is called has seven digits or more, with spaces, dots, dashes or brackets between them.
    pattern: /(?<![\p{L}\d.,:])\+?\(?\d(?:[\d ()/.-]|\u00a0){5,}\d(?![\d:])/gu,
    read: (written) => {
      const digits = written.replace(/\D/g, '');
      return digits.length >= 7 && digits.length <= 15 && !/\d[.,]\d/.test(written) && !written.includes('  ')
        ? [`phone:${digits}`, `phone:${digits.slice(-9)}`]
        : null;
    },
  },
  {
    pattern: new RegExp(`(?:${sign})\\s?${amount}(?!\\d)|(?<![\\d.,])${amount}\\s?(?:${sign})`, 'g'),
    read: (written) => {
      const price = readPrice(written);
      return price === null ? null : [`money:${price.currency} ${price.amount}`, `number:${price.amount}`];
    },
  },
  {
    pattern:
      /(?<![\d.,])(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b)|(?<![\d.,])(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)/gi,
    read: (written) => [`time:${minutesOf(written)}`],
  },
  {
    pattern: /(?<![\p{L}\d.,])\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b)/giu,
    read: (written) => {
      const value = numberIn(written);
      return value === undefined ? null : [`percent:${value}`];
    },
  },
  {
    pattern: /(?<![\p{L}\d]|\p{L}-)\d+(?:[.,:]\d+)*/gu,
    read: (written) => {
      const value = numberIn(written);
      return value === undefined ? null : [`number:${value}`];
    },
  },
  {
    pattern: /\p{L}+(?:-\p{L}+)?/gu,
    read: (written) => {
      const value = numberIn(written);
      return value === undefined ? null : [`number:${value}`];
    },
  },
];

/** The number of a match: 4.80 is 4.8. What has more marks than a number, as a date, stays as it is. */
function numberIn(written: string): string | undefined {
  const [value] = numbersIn(written);
  return value === undefined || Number.isNaN(Number(value)) ? value : String(Number(value));
}

/** Minutes since midnight. */
function minutesOf(written: string): number {
  const [hours = 0, minutes = 0] = (written.match(/\d+/g) ?? []).map(Number);
  if (!/[ap]\.?m/i.test(written)) return hours * 60 + minutes;
  return ((hours % 12) + (/p\.?m/i.test(written) ? 12 : 0)) * 60 + minutes;
}
