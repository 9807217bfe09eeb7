import { offeringsOf } from '../brief/facts.js';
import type { Brief } from '../brief/schema.js';
import type { CopyItem, SectionCopy } from '../copywriting/artifact.js';
import type { Section } from '../layout-generation/artifact.js';

/** An item of a section as it is shown. */
export interface ShownItem {
  /** The fact that it shows, such as `product.2`; null for free text. */
  readonly ref: string | null;
  readonly title: string;
  readonly text: string | null;
  /** A price, in the words of the brief. */
  readonly price: string | null;
  /** What the price is for; the role of a person; who somebody quoted is. */
  readonly detail: string | null;
  /** The heading that it stands under. */
  readonly group: string | null;
}

/**
 * The items of a section: order and running text are the copy's; names, figures, prices, questions, answers and
 * quotations are the brief's. An item that names a fact which the brief does not have is left out, and a section
 * whose copy lists nothing shows the facts that it was planned with.
 */
export function itemsOf(section: Section, copy: SectionCopy | undefined, brief: Brief): ShownItem[] {
  const kind = section.items;
  if (kind === null) return [];
  const known = new Map(itemsOfBrief(brief).map((item) => [item.ref, item]));
  const shown = (copy?.items ?? [])
    .map((item) => shownItem(item, known, kind.from === null))
    .filter((item) => item !== undefined);
  const listed = shown.length > 0 ? shown : planned(section, [...known.values()]);
  return listed.slice(0, kind.max);
}

function shownItem(
  item: CopyItem,
  known: ReadonlyMap<string | null, ShownItem>,
  freeText: boolean,
): ShownItem | undefined {
  const fact = known.get(groupOf(item.ref));
  if (fact) return isVerbatim(fact.ref) ? fact : { ...fact, text: item.text ?? fact.text };
  if (!freeText) return undefined;
  return { ref: null, title: item.title, text: item.text, price: null, detail: null, group: null };
}

function planned(section: Section, known: readonly ShownItem[]): ShownItem[] {
  const kinds = section.items?.from === 'offering' ? ['product', 'service'] : [section.items?.from ?? ''];
  return known.filter(({ ref }) => {
    if (ref === null || !kinds.includes(ref.split('.')[0] ?? '')) return false;
    return section.factIds.some((id) => id === ref || id.startsWith(`${ref}.`) || ref.startsWith(`${id}.`));
  });
}

/** `product.2.price` belongs to `product.2`. */
function groupOf(ref: string | null): string | null {
  return ref === null ? null : ref.split('.').slice(0, 2).join('.');
}

/** What nobody may reword. */
function isVerbatim(ref: string | null): boolean {
  return /^(faq|testimonial|person|legal|fact)\./.test(ref ?? '');
}

function itemsOfBrief(brief: Brief): ShownItem[] {
  const none = { text: null, price: null, detail: null, group: null };
  return [
    ...offeringsOf(brief).map((offering) => ({
      ref: offering.id,
      title: offering.name,
      text: offering.description ?? null,
      price: offering.price ?? null,
      detail: offering.unit ?? null,
      group: offering.group ?? null,
    })),
    ...brief.facts.map((fact, at) => ({
      ...none,
      ref: `fact.${at + 1}`,
      title: fact.value,
      text: fact.label,
    })),
    ...brief.process.map((step, at) => ({
      ...none,
      ref: `step.${at + 1}`,
      title: step.title,
      text: step.text,
    })),
    ...brief.faqs.map((faq, at) => ({
      ...none,
      ref: `faq.${at + 1}`,
      title: faq.question,
      text: faq.answer,
    })),
    ...brief.testimonials.map((said, at) => ({
      ...none,
      ref: `testimonial.${at + 1}`,
      title: said.name,
      text: said.quote,
      detail: said.detail ?? null,
    })),
    ...brief.people.map((person, at) => ({
      ...none,
      ref: `person.${at + 1}`,
      title: person.name,
      text: person.bio ?? null,
      detail: person.role,
    })),
    ...brief.legal.map((text, at) => ({ ...none, ref: `legal.${at + 1}`, title: '', text })),
  ];
}
