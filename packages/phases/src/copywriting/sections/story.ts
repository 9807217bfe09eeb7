import type { Action } from '../../design-strategy/actions.js';
import { wantedPages } from '../../brief/slug.js';
import { asHeading, asSentence } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Line, type Words } from '../finish.js';
import { process, story } from '../headings.js';
import { audienceSentence, kindSentence } from '../identity.js';
import { businessNoun } from '../place.js';
import { paragraphs } from '../running.js';
import { telling } from '../telling.js';

/** What is behind the name: a short sentence of the brief as the heading, the others below it. */
export function writeStory(desk: Desk): Words {
  if (desk.statements.length === 0) return writeAudience(desk);
  const loud = desk.statements.length > 1 ? telling(desk.statements, desk.room('heading')) : undefined;
  const rest = desk.statements.filter((statement) => statement !== loud);
  const [first, ...more] = rest;
  const hasLead =
    first !== undefined &&
    more.length > 0 &&
    asSentence(first.text).length <= Math.min(desk.room('lead'), 150);
  return {
    kicker: kickers(desk),
    heading: [...(loud ? [line(asSentence(loud.text), loud.id)] : []), ...fromBank(story, 'story', desk)],
    lead: hasLead ? [line(asSentence(first.text), first.id)] : [],
    body: paragraphs(hasLead ? more : rest),
    actions: wayOn(desk),
  };
}

function kickers(desk: Desk): (Line | null)[] {
  const noun = businessNoun(desk);
  const place = noun === null ? null : line(`The ${noun}`);
  const about = line(`About ${desk.brief.name}`, 'name');
  // On a page called "About" it would say so once more.
  if (/^about/i.test(desk.page.title)) return [place];
  return desk.isHome ? [place, about] : [about];
}

/** From the home page to how it works, when another page tells: by the name of that page, if that is what it is about. */
function wayOn(desk: Desk): readonly Action[] {
  const { hosts } = desk;
  if (!desk.isHome || !hosts.has('process')) return [];
  const host = wantedPages(desk.brief).find(({ slug }) => hosts.topicsOn(slug)[0] === 'process');
  const [usual] = process[businessNoun(desk) ?? ''] ?? process[desk.trade.family] ?? process.all ?? [];
  const label = host?.title ?? usual;
  return label === undefined ? [] : [{ label: asHeading(label), target: 'process' }];
}

/** Whom it is for, when the brief says nothing else. */
function writeAudience(desk: Desk): Words {
  const said = audienceSentence(desk) ?? kindSentence(desk);
  return { kicker: [line(desk.brief.name, 'name')], heading: [line('Who it is for')], body: [said] };
}
