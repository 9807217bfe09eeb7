import { knownFactsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import type { PlannedSection, SectionType } from './artifact.js';

/** A section before it has its key and its place. */
export type Draft = Pick<PlannedSection, 'type' | 'purpose' | 'factIds'>;

export type WantedPage = { slug: string; title: string; purpose: string | null };

/** The ids of the groups of facts of a kind: `fact.1`, `fact.2`. */
export function groupIds(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${kind}.${at + 1}`);
}

/** Everything that a visitor needs to come by, as far as the brief has it. */
export function visitFacts(brief: NarrowedBrief): string[] {
  const known = new Set(knownFactsOf(brief).map(({ id }) => id));
  return [
    ...['contact.address', 'contact.map', 'contact.phone'].filter((id) => known.has(id)),
    ...groupIds('hours', brief.hours.length),
    ...['hours.note'].filter((id) => known.has(id)),
  ];
}

/** Every way to get in touch that the brief has. */
export function contactFacts(brief: NarrowedBrief): string[] {
  const known = new Set(knownFactsOf(brief).map(({ id }) => id));
  return ['contact.phone', 'contact.email', 'contact.address', 'contact.prompt'].filter((id) =>
    known.has(id),
  );
}

/** Whether anybody can get in touch. */
export function isContactable(brief: NarrowedBrief): boolean {
  const { phone, email, formAction } = brief.contact;
  return phone !== undefined || email !== undefined || formAction !== undefined;
}

/** Whether there is a place or a time to come. */
export function isVisitable(brief: NarrowedBrief): boolean {
  return brief.contact.address !== undefined || brief.hours.length > 0;
}

/** The calls to action of the brief. */
export function actionFacts(brief: NarrowedBrief): string[] {
  return groupIds('action', brief.callsToAction.length);
}

/** The texts that items of sections show in the words of the brief: no running text beside them says them again. */
export function fixedTexts(types: readonly SectionType[], brief: NarrowedBrief): string[] {
  const shown = new Set(types);
  return [
    ...(shown.has('process') ? brief.process.map(({ text }) => text) : []),
    ...(shown.has('faq') ? brief.faqs.map(({ answer }) => answer) : []),
    ...(shown.has('offerings')
      ? [...(brief.products ?? []), ...(brief.services ?? [])].map(({ description }) => description ?? '')
      : []),
    ...(shown.has('team') || shown.has('story') ? brief.people.map(({ bio }) => bio ?? '') : []),
    // The footer of every page has these, and its hours card the remark on the hours.
    ...brief.legal,
    brief.hoursNote ?? '',
    brief.tagline ?? '',
  ].filter((text) => text !== '');
}
