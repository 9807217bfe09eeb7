import type { Brief } from '../brief/schema.js';
import { factsOf } from '../brief/facts.js';
import { numbersWithoutSource } from '../wording/numbers.js';
import { capitalised } from '../wording/sentences.js';

/**
 * Alternative text as a screen reader should say it: without "image of", which it says itself. Null when nothing is
 * left, or when the text has a figure that the brief does not have.
 */
export function cleanAlt(alt: string, brief: Brief): string | null {
  const text = alt
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /^(an?|the)?\s*(close-up )?(image|picture|photo|photograph|illustration|drawing|rendering)\s+(of|showing|that shows)\s+/i,
      '',
    );
  const sources = factsOf(brief).map((fact) => fact.text);
  if (text === '' || numbersWithoutSource(text, sources).length > 0) return null;
  return capitalised(text);
}
