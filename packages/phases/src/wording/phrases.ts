import { capitalised } from './sentences.js';

/** `a, b and c`, as British English writes it. */
export function listed(parts: readonly string[]): string {
  // A part that has an "and" of its own would run into the last one.
  const last = parts.at(-1);
  if (
    last !== undefined &&
    parts.length > 1 &&
    parts.slice(0, -1).some((part) => /\b(and|or)\b|,/.test(part))
  ) {
    return `${parts.slice(0, -1).join(', ')}, and ${last}`;
  }
  return lists.format(parts);
}

/** `a bakery`, `an estate agency`, `an MOT garage`. */
export function withArticle(noun: string): string {
  const first = noun.split(/[\s-]/)[0] ?? noun;
  const spelled = /^[A-Z]{2,4}$/.test(first);
  const vowel = spelled
    ? /^[AEFHILMNORSX]/.test(first)
    : /^([aeiou]|hour|honest|heir)/i.test(first) && !/^(uni[^nm]|use|usu|eu|one\b|once\b)/i.test(first);
  return `${vowel ? 'an' : 'a'} ${noun}`;
}

/**
 * A text as it stands inside a sentence: its first letter small, unless its first word is a name as far as can be
 * told: one of `names`, a day, a month, an abbreviation, or a word that is not known to be a common one.
 */
export function inSentence(text: string, names: ReadonlySet<string> = new Set()): string {
  const first = /^[\p{Letter}’'-]+/u.exec(text)?.[0] ?? '';
  if (first === '' || names.has(first) || /\p{Lu}/u.test(first.slice(1)) || first === 'I') return text;
  if (properWords.test(first)) return text;
  return first.charAt(0).toLowerCase() + text.slice(1);
}

/** The words of a text that are written with a capital although they open no sentence: names, as far as can be told. */
export function namesIn(text: string): string[] {
  return text
    .split(/[^\p{Letter}’'-]+/u)
    .slice(1)
    .filter((word) => /^\p{Lu}/u.test(word));
}

/** `in Ludlow`, `near Bath`, `online`: a location as it follows what is there. */
export function placed(location: string): string {
  if (/^remote(ly)?$/i.test(location.trim())) return 'remotely';
  if (/^(in|near|at|on|around|across|online|worldwide|nationwide|throughout|between|by)\b/i.test(location)) {
    return location.charAt(0).toLowerCase() + location.slice(1);
  }
  return `in ${location}`;
}

/** The town of a location: `Ludlow` of "Ludlow, Shropshire". */
export function townOf(location: string): string {
  return location.split(',')[0]?.trim() ?? location;
}

/** Whether a kind of business is something that there is one of ("bakery", "plumber") and not an activity ("plumbing"). */
export function isCountable(industry: string): boolean {
  const head = industry.trim().split(/\s+/).at(-1)?.toLowerCase() ?? '';
  return !/\b(and|&)\b/i.test(industry) && !uncountable.test(head) && !/[^siuk]s$/.test(head);
}

/** A kind of business as it opens a line: `Yoga studio`. */
export function industryLine(industry: string): string {
  return capitalised(industry.trim());
}

const uncountable =
  /(ing|ness|ics|graphy|pentry|inery|istry|ture|ware|ance|ment|tion|apy|care)$|^(art|yoga|pilates|law|music|design|support|software|hire|retail|repair|services|solutions|repairs|works)$/;

const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const properWords =
  /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(s|’s)?$|^(January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|Lent|Advent|English|British|Scottish|Welsh|Irish|French|Italian|German|Spanish|Greek|Turkish|Indian|Chinese|Japanese|Thai|Korean|Danish|Swedish|Dutch|Polish|Portuguese|European|American|Victorian|Georgian|Edwardian|London|Londoners)$/;
