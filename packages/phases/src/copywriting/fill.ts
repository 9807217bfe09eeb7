import { placeOf, roadOf } from './place.js';
import { bareWords, capitalised, likeness } from '../wording/sentences.js';
import type { Desk } from './desk.js';
import { line, type Line } from './finish.js';
import { pageHeading } from './sections/page-hero.js';
import type { Bank } from './headings.js';

/**
 * The lines of a bank that suit a business: those of its place, else of its family, else the general ones; filled in, in
 * the order of this business, without those that need a fact that the brief does not have or that repeat the page's title.
 */
export function fromBank(bank: Bank, matter: string, desk: Desk): Line[] {
  const own = bank[placeOf(desk)] ?? bank[desk.trade.family] ?? [];
  // The general ones follow as a reserve for a place that is too narrow.
  const opening = desk.isHome ? '' : pageHeading(desk);
  const templates = [...desk.vary(matter, own), ...desk.vary(matter, bank.all ?? [])];
  return (
    templates
      .map((template) => filled(template, desk))
      .filter((option) => option !== null)
      .filter(({ text }) => desk.isHome || !echoes(text, opening))
      // A business that speaks of itself by name does not say "we".
      .toSorted((one, other) => (desk.designContext.voice.person === 'we' ? 0 : saysWe(one) - saysWe(other)))
  );
}

/** Whether a heading has most of its words from the one that the page opens with. */
function echoes(text: string, opening: string): boolean {
  return bareWords(text) === bareWords(opening) || likeness(text, opening) >= 0.5;
}

function saysWe({ text }: Line): number {
  return /\b(we|us|our)\b/i.test(text) ? 1 : 0;
}

function filled(template: string, desk: Desk): Line | null {
  const from: string[] = [];
  let missing = false;
  const text = template.replace(/\{([^}]+)\}/g, (_, slot: string) => {
    const value = valueOf(slot, desk);
    if (value === null) missing = true;
    else if (value.from) from.push(value.from);
    return value?.text ?? '';
  });
  return missing ? null : line(text, ...from);
}

function valueOf(slot: string, desk: Desk): { text: string; from?: string } | null {
  switch (slot) {
    case 'name':
      return { text: desk.brief.name, from: 'name' };
    case 'people':
      return { text: desk.trade.people };
    case 'Things':
      return { text: capitalised(desk.trade.things) };
    case 'place':
      return { text: placeOf(desk) };
    case 'in road': {
      const road = roadOf(desk.brief);
      return road === null ? null : { text: road, from: 'contact.address' };
    }
    default:
      throw new Error(`Internal error: no value for "{${slot}}" in a heading`);
  }
}
