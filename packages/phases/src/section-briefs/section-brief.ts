import { narrowed } from '../brief-outline/narrow.js';
import type { BriefContents, NarrowedBrief } from '../brief/schema.js';
import { mayState, type Stating } from './statable.js';

/**
 * The brief as the writer of one section sees it. A telephone number, a mail address or a price is there only where
 * the words of the section may state it, so that the words of the others hold when it changes.
 */
export function sectionBriefOf(brief: BriefContents, section: Stating): NarrowedBrief {
  const ifStatable = (fact: string, stated: string): string | true =>
    mayState(fact, section) ? stated : true;
  return narrowed(brief, {
    phone: (stated) => ifStatable('contact.phone', stated),
    email: (stated) => ifStatable('contact.email', stated),
    price: (stated, offering) => ifStatable(`${offering}.price`, stated),
  });
}
