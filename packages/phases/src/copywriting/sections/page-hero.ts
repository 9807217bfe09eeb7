import { offeringsOf } from '../../brief/facts.js';
import { wantedPages } from '../../brief/slug.js';
import { actionsOf } from '../../design-strategy/actions.js';
import type { Topic } from '../../section-planning/topics.js';
import { listed } from '../../wording/phrases.js';
import { asHeading, asSentence, capitalised } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { line, type Line, type Words } from '../finish.js';
import { industryIn } from '../identity.js';
import { running } from '../running.js';

/** The opening of a page other than the home page: its title, or what the title means, and what the page holds. */
export function writePageHero(desk: Desk): Words {
  const { page, brief } = desk;
  const topics = desk.hosts.topicsOn(page.slug);
  const offered = desk.hosts.offeringsOn(page.slug);
  const at = wantedPages(brief).findIndex(({ slug }) => slug === page.slug);
  const title = line(asHeading(page.title), `page.${at + 1}.title`);
  const heading = [...betterThanTitle(topics[0], desk), title];
  const shown = heading.find(({ text }) => text.length <= desk.room('heading')) ?? title;
  const purpose = page.purpose !== null && isForVisitors(page.purpose) ? page.purpose : null;
  return {
    kicker:
      shown === title
        ? [line(`${brief.name}, ${desk.town}`, 'name', 'location'), line(brief.name, 'name')]
        : [title],
    heading,
    lead: [
      purpose === null ? null : line(asSentence(purpose), `page.${at + 1}.purpose`),
      running(desk.statements, desk.room('lead')),
      contentsLine(topics, offered, desk),
      line(asSentence(industryIn(desk)), 'industry', 'location'),
    ],
    actions: [],
  };
}

/** The heading that a page other than the home page opens with. */
export function pageHeading(desk: Desk): string {
  const [topic] = desk.hosts.topicsOn(desk.page.slug);
  return betterThanTitle(topic, desk)[0]?.text ?? desk.page.title;
}

/** A heading that says more than a title of one word does. */
function betterThanTitle(topic: Topic | undefined, desk: Desk): Line[] {
  const words = desk.page.title.trim().split(/\s+/);
  const { contact, name } = desk.brief;
  if (/^about( us)?$/i.test(desk.page.title.trim())) return [line(`About ${name}`, 'name')];
  if (words.length > 1) return [];
  if (topic === 'visit' && contact.address) {
    return [line(`Find us at ${contact.address.street}`, 'contact.address')];
  }
  if (topic === 'contact') {
    const ways = [contact.email && 'write', contact.phone && 'call', contact.address && 'come by'].filter(
      Boolean,
    );
    if (ways.length > 1)
      return [line(capitalised(ways.join(', ').replace(/, ([^,]*)$/, ' or $1')), 'contact')];
  }
  if (topic === 'offerings' && /^(prices|pricing|fees|rates|tariff|costs?)$/i.test(desk.page.title)) {
    return desk.vary('page-offerings', [line('Every price, on one page'), line('What it costs')]);
  }
  return [];
}

/** Whether the purpose of a page can be read to visitors: a brief may say "Show what ..." or "What ...". */
function isForVisitors(purpose: string): boolean {
  return /^(every|everything|all|where|when|what|how|who|why|which|opening|the|our|your|prices|answers|directions)\b/i.test(
    purpose,
  );
}

/** What the page holds, in a line: "What happens, step by step, and what people ask first." */
function contentsLine(topics: readonly Topic[], offered: readonly string[], desk: Desk): Line | null {
  const all = offeringsOf(desk.brief);
  const shown = all.filter(({ id }) => offered.includes(id));
  const priced = shown.every(({ price }) => price !== undefined);
  const isSelection = shown.length < 3 && shown.length < all.length;
  const parts = topics.slice(0, 2).flatMap((topic) => {
    if (topic !== 'offerings') return [contents[topic]];
    if (isSelection) return priced ? ['what we do', 'what it costs'] : ['what there is'];
    return [priced ? 'everything we offer with its price' : 'everything we offer'];
  });
  const [action] = actionsOf(desk.brief);
  const isOnlyOffer = topics.length === 1 && topics[0] === 'offerings';
  if (isOnlyOffer && action?.target === 'contact') parts.push('how to begin');
  // A page for contact alone has the address and the hours too, where there are any.
  if (topics.length === 1 && topics[0] === 'contact') {
    if (desk.brief.contact.address) parts.push('where we are');
    if (desk.brief.hours.length > 0) parts.push('when we are open');
  }
  if (parts.length === 0) return null;
  const isLong = parts.length === 2 && parts.some((part) => part.split(' ').length > 3);
  const text = isLong ? parts.join(', and ') : listed(parts);
  return line(asSentence(desk.designContext.voice.person === 'we' ? text : withoutWe(text)));
}

/** The same for a business that speaks of itself by name. */
function withoutWe(text: string): string {
  return text
    .replace('everything we offer', 'everything on offer')
    .replace('who we are and what we hold to', 'what is behind the name')
    .replace('what we do', 'what is done')
    .replace('how to reach us', 'how to get in touch')
    .replace('where we are', 'where it is')
    .replace('when we are open', 'when it is open');
}

const contents: Record<Topic, string> = {
  offerings: 'everything we offer',
  process: 'what happens, step by step',
  story: 'who we are and what we hold to',
  visit: 'where we are and when to come',
  contact: 'how to reach us',
  faq: 'what people ask first',
  team: 'whom you will meet',
  testimonials: 'what others say',
  gallery: 'what it looks like',
  'legal-text': 'what has to be stated',
};
