import { factsOf, isNamed, type Fact } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import type { PlannedSection, SectionType } from '../section-planning/artifact.js';

/** What decides which facts the words of a section may state. */
export type Stating = Pick<PlannedSection, 'type' | 'factIds'>;

/**
 * Whether the words of a section may state a fact: it was planned with it, and does not show it by itself. What a
 * section is rendered with from the brief stands beside its words, and holds when they do not know it.
 */
export function mayState(fact: string, { type, factIds }: Stating): boolean {
  if (rendered[type]?.test(fact)) return false;
  return isNamed(fact, [...factIds, ...(alsoStated[type] ?? [])]);
}

/** The facts that the words of a section may state, as far as its brief has their words. */
export function statableFacts(brief: NarrowedBrief, section: Stating): Fact[] {
  return factsOf(brief).filter(({ id }) => mayState(id, section));
}

/** What the component of a section shows in the words of the brief, of the particulars that change by themselves. */
const rendered: Partial<Record<SectionType, RegExp>> = {
  visit: /^contact\.phone$/,
  contact: /^contact\.(phone|email)$/,
  offerings: /^(product|service)\.\d+\.price$/,
};

/** Below questions stands where to ask another one, whatever was planned. */
const alsoStated: Partial<Record<SectionType, readonly string[]>> = {
  faq: ['contact.phone', 'contact.email'],
};
