import { quotedIn } from '../../wording/quotations.js';
import type { Passage } from './passages.js';
import type { Sources } from './sources.js';
import { bare } from './sources.js';

/** The quotations of a passage: what stands in quotation marks, or all of it where it is given as somebody's words. */
export function quotationsIn({ text, quoted, attribution }: Passage): string[] {
  if (quoted && !attribution) return [text];
  // A word or two in quotation marks are a term and not what anybody said.
  return quotedIn(text).filter((quotation) => bare(quotation).split(' ').length > 2);
}

/** Whether the brief has the words, whole and in this order. */
export function isInBrief(quotation: string, sources: Sources): boolean {
  const words = ` ${bare(quotation)} `;
  return sources.texts.some((text) => ` ${text} `.includes(words));
}
