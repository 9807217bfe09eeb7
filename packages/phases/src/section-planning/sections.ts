import type { NarrowedBrief } from '../brief/schema.js';
import { tradeOf } from '../trade/trade.js';
import type { SectionType } from './artifact.js';
import { groupIds, type Draft } from './draft.js';
import { unreachable } from '../unreachable.js';

/** The figures that a strip shows: four at most. */
export function factsOnShow(brief: NarrowedBrief): NarrowedBrief['facts'] {
  return brief.facts.slice(0, 4);
}

/**
 * A section that shows one kind of facts, all of them; none for a type that is not of that kind.
 *
 * @param statements true sentences to lead it in
 */
export function groupSection(
  type: SectionType,
  brief: NarrowedBrief,
  statements: readonly string[] = [],
): Draft[] {
  const { people } = tradeOf(brief.industry);
  const section = (purpose: string, kind: string, list: readonly unknown[]): Draft[] => [
    { type, purpose, factIds: [...groupIds(kind, list.length), ...statements] },
  ];
  switch (type) {
    case 'process':
      return section('Show how it goes, step by step', 'step', brief.process);
    case 'faq':
      return section('Answer what people ask before they decide', 'faq', brief.faqs);
    case 'team':
      return section(`Introduce the people whom ${people} will meet`, 'person', brief.people);
    case 'testimonials':
      return section(`Let ${people} say how it was, in their own words`, 'testimonial', brief.testimonials);
    case 'gallery':
      return section('Give an impression in pictures', 'imagery', brief.imagery);
    case 'legal-text':
      return section('State what has to be stated', 'legal', brief.legal);
    case 'hero':
    case 'facts':
    case 'offerings':
    case 'story':
    case 'visit':
    case 'contact':
    case 'cta':
      return [];
    default:
      return unreachable(type);
  }
}

/** Running text of true sentences. */
export function story(factIds: readonly string[]): Draft {
  return { type: 'story', purpose: 'Say what is behind it, in true sentences', factIds: [...factIds] };
}

/** Whom it is for, when the brief has no more to say. */
export function audienceStory(brief: NarrowedBrief): Draft {
  return {
    type: 'story',
    purpose: 'Say whom it is for, so that visitors recognise themselves',
    factIds: ['name', 'location', ...groupIds('audience', brief.audiences.length)],
  };
}
