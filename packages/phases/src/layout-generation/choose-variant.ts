import type { Character } from '../design-strategy/artifact.js';
import type { PlannedSection } from '../section-planning/artifact.js';
import { unreachable } from '../unreachable.js';

/**
 * The variant of a section by rule.
 *
 * @param before the sections above it on its page
 * @param page the place of the page, counted from 0: the home page
 */
export function chooseVariant(
  section: PlannedSection,
  before: readonly PlannedSection[],
  character: Character,
  page: number,
): string {
  const again = before.filter(({ type }) => type === section.type).length;
  const count = (kind: RegExp) =>
    new Set(section.factIds.map((id) => kind.exec(id)?.[0]).filter(Boolean)).size;
  switch (section.type) {
    case 'hero':
      return page === 0 ? heroes[character] : 'banner';
    case 'facts': {
      const figures = count(/^fact\.\d+/);
      if (figures <= 3 && (character === 'bold' || character === 'playful')) return 'band';
      return character === 'technical' || character === 'playful' ? 'cards' : 'strip';
    }
    case 'offerings':
      return offeringVariant(count(/^(product|service)\.\d+/), character, page);
    case 'story':
      if (section.factIds.every((id) => !/^(statement|fact)/.test(id))) return 'statement';
      if (count(/^(statement\.\d+|fact\.\d+)/) < 2) return 'statement';
      if (again > 0 || page > 0) return count(/^(statement\.\d+|fact\.\d+)/) >= 3 ? 'columns' : 'statement';
      return 'media';
    case 'process': {
      const steps = count(/^step\.\d+/);
      if (character === 'formal' || character === 'technical') return steps <= 5 ? 'timeline' : 'cards';
      return character === 'bold' || character === 'playful' ? 'cards' : 'numbered';
    }
    case 'gallery':
      return count(/^imagery\.\d+/) >= 5 ? 'mosaic' : 'row';
    case 'visit':
      return page === 0 ? 'band' : 'split';
    case 'faq':
      return character === 'formal' || count(/^faq\.\d+/) > 8 ? 'stacked' : 'split';
    case 'testimonials':
      return count(/^testimonial\.\d+/) === 1 ? 'single' : 'quotes';
    case 'team':
      return character === 'formal' || character === 'calm' ? 'list' : 'cards';
    case 'contact':
      return section.factIds.some((id) => id === 'contact' || id === 'contact.email') ? 'form' : 'details';
    case 'cta':
      return page % 2 === 0 ? 'band' : 'panel';
    case 'legal-text':
      return 'prose';
    default:
      return unreachable(section.type);
  }
}

/** A list where there is much to compare or where pictures would say nothing; cards where few can stand large. */
function offeringVariant(count: number, character: Character, page: number): string {
  if (page > 0 || count > 10 || character === 'formal' || character === 'technical') return 'list';
  if (count > 3 && (character === 'warm' || character === 'calm')) return 'showcase';
  return count <= 6 && count > 1 ? 'cards' : count > 1 ? 'showcase' : 'list';
}

const heroes: Record<Character, string> = {
  warm: 'frame',
  formal: 'split',
  bold: 'cover',
  calm: 'split',
  playful: 'frame',
  technical: 'stacked',
};
