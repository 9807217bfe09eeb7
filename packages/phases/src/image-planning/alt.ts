import { offeringsOf } from '../brief/facts.js';
import { claimsWithoutSource } from '../wording/claims.js';
import { capitalised } from '../wording/sentences.js';
import type { PictureBrief } from './task.js';

/**
 * Alternative text as a screen reader should say it: without "image of", which it says itself. Null when nothing is
 * left, or when the text has a figure or an address that neither the business nor what it offers or shows is described with.
 */
export function cleanAlt(alt: string, brief: PictureBrief): string | null {
  const text = alt
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /^(an?|the)?\s*(close-up )?(image|picture|photo|photograph|illustration|drawing|rendering)\s+(of|showing|that shows)\s+/i,
      '',
    );
  const sources = [
    brief.name,
    brief.location,
    ...brief.imagery,
    ...offeringsOf(brief).flatMap(({ name, description }) => [name, description ?? '']),
  ];
  if (text === '' || claimsWithoutSource(text, sources).length > 0) return null;
  return capitalised(text);
}
