import type { Brief } from '../brief/schema.js';
import { factsOf } from '../brief/facts.js';

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
  if (text === '' || !figuresIn(text).every((figure) => figuresOf(brief).has(figure))) return null;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function figuresOf(brief: Brief): Set<string> {
  return new Set(factsOf(brief).flatMap(({ text }) => figuresIn(text)));
}

function figuresIn(text: string): string[] {
  return text.match(/\d+(?:[.,:]\d+)*/g) ?? [];
}
