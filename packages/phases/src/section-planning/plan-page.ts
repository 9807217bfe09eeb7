import type { NarrowedBrief } from '../brief/schema.js';
import {
  actionFacts,
  contactFacts,
  fixedTexts,
  isContactable,
  visitFacts,
  type Draft,
  type WantedPage,
} from './draft.js';
import type { Hosts } from './hosts.js';
import { offeringSections } from './offering-sections.js';
import { audienceStory, groupSection, story } from './sections.js';
import type { StatementPool } from './statement-pool.js';
import type { Use } from './statements.js';
import type { Topic } from './topics.js';
import { unreachable } from '../unreachable.js';

/** Takes sentences for a section of the page that is being planned. */
type Take = (uses: readonly Use[], count: number) => string[];

/** The sections of a page other than the home page: its topics in their order, and a way on. */
export function planPage(page: WantedPage, brief: NarrowedBrief, hosts: Hosts, pool: StatementPool): Draft[] {
  const topics = hosts.topicsOn(page.slug);
  const said = fixedTexts(topics, brief);
  const take: Take = (uses, count) => {
    const taken = pool.take(uses, count, said);
    said.push(...taken.map(({ text }) => text));
    return taken.map(({ id }) => id);
  };
  const middle = topics.flatMap((topic) => topicSections(topic, page, brief, hosts, take));
  if (middle.length === 0) {
    const left = take(['story', 'identity', 'offerings', 'place', 'contact'], 4);
    middle.push(left.length > 0 ? story(left) : audienceStory(brief));
  }
  // What is left to tell goes where somebody reads about the business, after what the page is for.
  const telling: readonly Use[] = ['story', 'identity', 'offerings'];
  const bearsStory = topics.some((topic) => topic === 'offerings' || topic === 'process');
  if (bearsStory && !topics.includes('story') && pool.count(telling, said) >= (hosts.has('story') ? 5 : 2)) {
    middle.splice(1, 0, story(take(telling, 3)));
  }
  return [hero(page, topics, brief), ...middle, ...closingSections(topics, middle, brief, hosts, take)];
}

function hero(page: WantedPage, topics: readonly Topic[], brief: NarrowedBrief): Draft {
  const at = brief.pages.findIndex(
    ({ title, purpose }) => title === page.title && (purpose ?? null) === page.purpose,
  );
  const named = topics.flatMap((topic) => {
    if (topic === 'visit') return brief.contact.address ? ['contact.address'] : [];
    // Its words name the ways to get in touch, and the section below has the number and the address.
    return topic === 'contact' ? contactFacts(brief).filter((id) => !/phone|email/.test(id)) : [];
  });
  return {
    type: 'hero',
    purpose: `Open the page "${page.title}" and say what it holds: ${topics.join(', ') || 'what its title promises'}`,
    factIds: ['name', 'location', ...(at < 0 ? [] : [`page.${at + 1}`]), ...new Set(named)],
  };
}

function topicSections(
  topic: Topic,
  page: WantedPage,
  brief: NarrowedBrief,
  hosts: Hosts,
  take: Take,
): Draft[] {
  switch (topic) {
    case 'offerings':
      return offeringSections(
        hosts.offeringsOn(page.slug),
        take(['offerings'], 2),
        'List everything with its price',
      );
    case 'story': {
      const left = take(['story', 'identity', 'offerings'], 5);
      const people = hosts.has('team') ? [] : brief.people.length > 0 ? groupSection('team', brief) : [];
      return [left.length > 0 ? story(left) : audienceStory(brief), ...people];
    }
    case 'visit':
      return [
        {
          type: topic,
          purpose: 'Say where it is, when it is open and what to know before coming',
          factIds: [...visitFacts(brief), ...take(['place'], 3)],
        },
      ];
    case 'contact':
      return [
        {
          type: topic,
          purpose: 'Make it easy to get in touch, and say what happens then',
          factIds: [...contactFacts(brief), ...take(['contact'], 2), ...actionFacts(brief)],
        },
      ];
    case 'process':
    case 'faq':
    case 'team':
    case 'testimonials':
    case 'gallery':
    case 'legal-text':
      return groupSection(topic, brief);
    default:
      return unreachable(topic);
  }
}

/** The end of a page: a call to action, and something before it when the page would be thin. */
function closingSections(
  topics: readonly Topic[],
  middle: readonly Draft[],
  brief: NarrowedBrief,
  hosts: Hosts,
  take: Take,
): Draft[] {
  const closing: Draft[] = [];
  const asks = isContactable(brief) && !topics.includes('contact') && !topics.includes('legal-text');
  const listed = middle.flatMap(({ type, factIds }) => (type === 'offerings' ? factIds : []));
  const isShort = middle.length === 1 && topics.includes('offerings') && listed.length < 4;
  const isThin = !topics.includes('legal-text') && (middle.length + (asks ? 1 : 0) < 2 || isShort);
  if (isThin && !topics.includes('visit') && visitFacts(brief).length > 1) {
    closing.push({
      type: 'visit',
      purpose: 'Say where it is and when it is open',
      factIds: [...visitFacts(brief), ...take(['place'], 1)],
    });
  } else if (isThin && !topics.includes('offerings')) {
    closing.push(...offeringSections(hosts.offeringsOn('index').slice(0, 6), [], 'Remind of what there is'));
  } else if (isThin && middle.every(({ type }) => type !== 'story')) {
    closing.push(audienceStory(brief));
  }
  if (asks) {
    closing.push({
      type: 'cta',
      purpose: 'Lead whoever has read this far to the next step',
      factIds: [...take(['contact'], 1), ...actionFacts(brief)],
    });
  }
  return closing;
}
