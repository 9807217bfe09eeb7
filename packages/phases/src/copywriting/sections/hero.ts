import { actionsOf } from '../../design-strategy/actions.js';
import { offeringsOf } from '../../brief/facts.js';
import { wantedPages } from '../../brief/slug.js';
import { hostsOf } from '../../section-planning/hosts.js';
import type { Topic } from '../../section-planning/topics.js';
import { inSentence, listed, placed } from '../../wording/phrases.js';
import { asHeading, asSentence, capitalised } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { line, type Line, type Words } from '../finish.js';
import { audienceSentence, industryIn } from '../identity.js';
import { running } from '../running.js';

/** The opening of a page: of the home page, what it is; of another, what the page holds. */
export function writeHero(desk: Desk): Words {
  return desk.isHome ? homeHero(desk) : pageHero(desk);
}

function homeHero(desk: Desk): Words {
  const { brief } = desk;
  const tagline = brief.tagline === undefined ? null : line(stopped(brief.tagline), 'tagline');
  const taglineFits = tagline !== null && tagline.text.length <= desk.room('heading');
  const composed = [
    named(desk),
    line(asHeading(industryIn(desk)), 'industry', 'location'),
    line(brief.name, 'name'),
  ];
  const heading = [tagline, ...composed].filter((option) => option !== null);
  const saidByHeading = !taglineFits && named(desk) === null;
  const said = running(desk.statements, desk.room('lead'));
  return {
    kicker: saidByHeading ? [line(brief.name, 'name')] : [line(industryIn(desk), 'industry', 'location')],
    heading,
    lead: [
      !taglineFits && tagline && said
        ? line(`${tagline.text} ${said.text}`, ...tagline.from, ...said.from)
        : null,
      said,
      audienceSentence(desk),
      line(asSentence(`${brief.name} is ${placed(brief.location)}`), 'name', 'location'),
    ],
    actions: actionsOf(brief),
  };
}

/** A tagline of several words is set like a sentence. */
function stopped(tagline: string): string {
  return tagline.trim().split(/\s+/).length >= 3 ? asSentence(tagline) : asHeading(tagline);
}

/** What there is as a headline, where the names are short and few: "Hatha, vinyasa and restorative yoga". */
function named(desk: Desk): Line | null {
  const offerings = offeringsOf(desk.brief).slice(0, 3);
  if (
    offerings.length < 2 ||
    offerings.some(({ name }) => /[,/&(]|\b(and|or|for)\b/.test(name) || name.length > 18)
  )
    return null;
  const [first, ...rest] = offerings.map(({ name }) => name);
  return line(
    listed([capitalised(first ?? ''), ...rest.map((name) => inSentence(name, desk.names))]),
    ...offerings.map(({ id }) => `${id}.name`),
  );
}

function pageHero(desk: Desk): Words {
  const { page, brief } = desk;
  const topics = hostsOf(wantedPages(brief), brief).topicsOn(page.slug);
  const at = wantedPages(brief).findIndex(({ slug }) => slug === page.slug);
  const title = line(asHeading(page.title), `page.${at + 1}.title`);
  const heading = [...pageHeadings(topics[0], desk), title];
  const shown = heading.find(({ text }) => text.length <= desk.room('heading')) ?? title;
  return {
    kicker:
      shown === title
        ? [line(`${brief.name}, ${desk.town}`, 'name', 'location'), line(brief.name, 'name')]
        : [title],
    heading,
    lead: [
      page.purpose !== null && isForVisitors(page.purpose)
        ? line(asSentence(page.purpose), `page.${at + 1}.purpose`)
        : null,
      running(desk.statements, desk.room('lead')),
      topics.length > 0 ? line(asSentence(holding(topics, desk))) : null,
      line(asSentence(industryIn(desk)), 'industry', 'location'),
    ],
    actions: [],
  };
}

/** A heading that says more than a title of one word does. */
function pageHeadings(topic: Topic | undefined, desk: Desk): Line[] {
  if (desk.page.title.trim().split(/\s+/).length > 1) return [];
  const { contact } = desk.brief;
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
  if (topic === 'offerings' && offeringsOf(desk.brief).every(({ price }) => price)) {
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

function holding(topics: readonly Topic[], desk: Desk): string {
  const parts = topics.slice(0, 3).map((topic) => contents[topic]);
  const [first = '', ...rest] = parts;
  const priced = offeringsOf(desk.brief).every(({ price }) => price);
  const told = [first, ...rest].map((part) =>
    part === contents.offerings && priced ? `${part}, with its price` : part,
  );
  return told.length === 1 ? first : `${told.slice(0, -1).join(', ')}, and ${told.at(-1)}`;
}

const contents: Record<Topic, string> = {
  offerings: 'everything we offer',
  process: 'what happens, step by step',
  story: 'what is behind the name',
  visit: 'where we are and when to come',
  contact: 'how to reach us',
  faq: 'what people ask first',
  team: 'who works here',
  testimonials: 'what others say',
  gallery: 'how it looks',
  'legal-text': 'what has to be stated',
};
