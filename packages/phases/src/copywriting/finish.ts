import { leadsSomewhere, type Action } from '../design-strategy/actions.js';
import { bareWords, likeness, typographic } from '../wording/sentences.js';
import type { CopyItem, SectionCopy } from './artifact.js';
import type { Desk } from './desk.js';

/** Some words with the facts that they rest on. */
export interface Line {
  readonly text: string;
  readonly from: readonly string[];
}

/** The words of a section before they are fitted into its slots. Of several options the first that fits is used. */
export interface Words {
  readonly kicker?: readonly (Line | null)[];
  readonly heading: readonly (Line | null)[];
  readonly lead?: readonly (Line | null)[];
  readonly body?: readonly Line[];
  readonly items?: readonly CopyItem[];
  readonly actions?: readonly Action[];
  readonly note?: readonly (Line | null)[];
}

/** A line that rests on the facts given. */
export function line(text: string, ...from: string[]): Line {
  return { text, from };
}

/** Fits words into the slots of a section: what does not fit, or has no slot, is left out. */
export function finished(words: Words, desk: Desk): SectionCopy {
  const heading =
    firstThatFits(words.heading, desk.room('heading') || 90, []) ?? line(desk.brief.name, 'name');
  const kicker = firstThatFits(words.kicker ?? [], desk.room('kicker'), [heading]);
  const lead = firstThatFits(words.lead ?? [], desk.room('lead'), [heading]);
  const body = paragraphsThatFit(words.body ?? [], desk.room('body'));
  const note = firstThatFits(words.note ?? [], desk.room('note'), [heading, ...(lead ? [lead] : [])]);
  const items = (words.items ?? []).slice(0, desk.section.items?.max ?? 24);
  const actions = (words.actions ?? [])
    .filter(({ target }) => leadsSomewhere(target, desk.brief))
    .slice(0, desk.section.actions);
  const used = [kicker, heading, lead, ...body, note].flatMap((part) => part?.from ?? []);
  return {
    sectionKey: desk.section.key,
    kicker: kicker ? typographic(kicker.text) : null,
    heading: typographic(heading.text),
    lead: lead ? typographic(lead.text) : null,
    body: body.map(({ text }) => typographic(text)),
    items: items.map((item) => ({
      ...item,
      title: typographic(item.title),
      text: item.text && typographic(item.text),
    })),
    actions: actions.map(({ label, target }) => ({ label, target })),
    note: note ? typographic(note.text) : null,
    factIds: [...new Set(used)].slice(0, 40),
  };
}

/** The first line that fits and does not say what stands above it already. */
function firstThatFits(
  lines: readonly (Line | null)[],
  room: number,
  above: readonly Line[],
): Line | undefined {
  return lines
    .filter((option) => option !== null)
    .find(
      ({ text }) =>
        text.trim() !== '' && text.length <= room && !above.some((other) => saysTheSame(text, other.text)),
    );
}

function saysTheSame(one: string, other: string): boolean {
  return bareWords(one) === bareWords(other) || likeness(one, other) >= 0.8;
}

function paragraphsThatFit(paragraphs: readonly Line[], room: number): Line[] {
  const kept: Line[] = [];
  let left = room;
  for (const paragraph of paragraphs.slice(0, 6)) {
    if (paragraph.text.length > Math.min(left, 700)) continue;
    kept.push(paragraph);
    left -= paragraph.text.length;
  }
  return kept;
}
