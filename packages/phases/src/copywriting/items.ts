import { offeringsOf } from '../brief/facts.js';
import type { CopyItem } from './artifact.js';
import type { Desk } from './desk.js';
import { unreachable } from '../unreachable.js';

/** What the items of a section can show. */
export type ItemKind = 'fact' | 'offering' | 'step' | 'faq' | 'testimonial' | 'person' | 'legal';

/** The items of a kind that a section may show, in the words and the order of the brief. */
export function itemsOf(desk: Desk, kind: ItemKind): CopyItem[] {
  const shown = new Set(desk.facts.map(({ id }) => id.split('.').slice(0, 2).join('.')));
  return everyItem(desk, kind)
    .filter(({ ref }) => shown.has(ref))
    .map(({ ref, title, text }) => ({
      ref,
      title: title.slice(0, 160),
      text: text ?? null,
      factIds: desk.facts.map(({ id }) => id).filter((id) => id === ref || id.startsWith(`${ref}.`)),
    }));
}

function everyItem(
  { brief }: Desk,
  kind: ItemKind,
): { ref: string; title: string; text: string | null | undefined }[] {
  const numbered = <Item>(
    list: readonly Item[],
    say: (item: Item) => { title: string; text: string | undefined },
  ) => list.map((item, at) => ({ ref: `${kind}.${at + 1}`, ...say(item) }));
  switch (kind) {
    case 'offering':
      return offeringsOf(brief).map(({ id, name, description }) => ({
        ref: id,
        title: name,
        text: description,
      }));
    case 'fact':
      return numbered(brief.facts, ({ value, label }) => ({ title: value, text: label }));
    case 'step':
      return numbered(brief.process, ({ title, text }) => ({ title, text }));
    case 'faq':
      return numbered(brief.faqs, ({ question, answer }) => ({ title: question, text: answer }));
    case 'testimonial':
      return numbered(brief.testimonials, ({ name, quote }) => ({ title: name, text: quote }));
    case 'person':
      return numbered(brief.people, ({ name, bio, role }) => ({ title: name, text: bio ?? role }));
    case 'legal':
      return numbered(brief.legal, (text) => ({ title: text, text }));
    default:
      return unreachable(kind);
  }
}
