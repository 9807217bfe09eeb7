import { offeringsOf } from '../../brief/facts.js';
import { capitalised } from '../../wording/sentences.js';
import { inSentence, listed } from '../../wording/phrases.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Line, type Words } from '../finish.js';
import { fullList, pricedOfferings, unpricedOfferings } from '../headings.js';
import { itemsOf } from '../items.js';
import { running } from '../running.js';

/** What there is: all of it, or a selection that leads to the rest. */
export function writeOfferings(desk: Desk): Words {
  const all = offeringsOf(desk.brief);
  const items = itemsOf(desk, 'offering');
  const shown = all.filter(({ id }) => items.some(({ ref }) => ref === id));
  const priced = shown.every(({ price }) => price !== undefined);
  const isFee = ['professional', 'health', 'learning'].includes(desk.trade.family);
  const [first, ...others] = desk.statements;
  const bank = fromBank(priced ? pricedOfferings : unpricedOfferings, 'offerings', desk);
  const isSelection = shown.length < 3 && shown.length < all.length;
  const isFull = desk.hosts.topicsOn(desk.page.slug).includes('offerings');
  const few = line(priced ? (isFee ? 'The fee' : 'What it costs') : 'What we can do');
  // Where the page has announced its prices, the list need not do so again.
  const announced = /price|fee|cost|rate/i.test(`${desk.page.title} ${desk.page.purpose ?? ''}`);
  return {
    kicker: desk.isHome
      ? [line('At a glance')]
      : announced || !priced
        ? []
        : [line(isFee ? 'With every fee' : 'With every price')],
    heading: [...(isSelection ? [few] : []), ...(isFull ? fromBank(fullList, 'list', desk) : []), ...bank],
    lead: [
      running(first ? [first] : [], desk.room('lead')),
      isSelection ? null : grouped(shown, desk),
      priced && desk.isHome ? pricedLead(shown, desk) : null,
    ],
    items,
    actions:
      shown.length < all.length
        ? [
            {
              label: priced ? (isFee ? 'See all fees' : 'See all prices') : 'See everything',
              target: 'offerings',
            },
          ]
        : [],
    note: [running(others, desk.room('note'))],
  };
}

/** The groups of a list, when there are a few with short names: "Entry, membership, courses and gear." */
function grouped(shown: readonly { group?: string | undefined; id: string }[], desk: Desk): Line | null {
  const groups = [...new Set(shown.map(({ group }) => group))].filter((group) => group !== undefined);
  if (groups.length < 2 || groups.length > 5) return null;
  const [first = '', ...rest] = groups;
  const list = listed([capitalised(first), ...rest.map((group) => inSentence(group, desk.names))]);
  return line(`${list}.`, ...shown.filter(({ group }) => group).map(({ id }) => `${id}.group`));
}

function pricedLead(shown: readonly { description?: string | undefined }[], desk: Desk): Line {
  const isDescribed = shown.every(({ description }) => description !== undefined);
  const before = desk.trade.walkIn ? 'come' : 'ask';
  const simple = `Each with its price, so that you know before you ${before}.`;
  return line(
    isDescribed
      ? (desk.vary('priced', ['What each one is, and what it costs.', simple])[0] ?? simple)
      : simple,
  );
}
