import type { BriefContents, BriefOutline } from '../brief/schema.js';
import { narrowed } from './narrow.js';

/**
 * A brief without what pages state word for word and nothing else depends on: the telephone number, the mail address
 * and the prices. When one of them changes the outline is the same, and so is all that was made of it.
 */
export function outlineOf(brief: BriefContents): BriefOutline {
  return narrowed(brief, {
    phone: () => true,
    email: () => true,
    price: () => true,
  });
}
