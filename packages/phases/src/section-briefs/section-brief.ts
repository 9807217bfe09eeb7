import { outlineOf } from '../brief-outline/outline.js';
import { isNamed } from '../brief/facts.js';
import type { BriefContents } from '../brief/schema.js';
import type { PlannedSection } from '../section-planning/artifact.js';

/**
 * The brief as the writer of one section sees it. A telephone number, a mail address or a price is there only where
 * the section may state it, so that the words of the others hold when it changes.
 */
export function sectionBriefOf(
  brief: BriefContents,
  section: Pick<PlannedSection, 'type' | 'factIds'>,
): BriefContents {
  const { type, factIds } = section;
  // Below questions stands where to ask another one.
  const asks = type === 'faq';
  return outlineOf(brief, {
    phone: asks || isNamed('contact.phone', factIds),
    email: asks || isNamed('contact.email', factIds),
    price: (offering) => isNamed(`${offering}.price`, factIds),
  });
}
