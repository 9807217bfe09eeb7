import type { Brief } from '../brief/schema.js';
import { tradeOf } from '../trade/trade.js';
import {
  contactFacts,
  fixedTexts,
  groupIds,
  isContactable,
  visitFacts,
  type Draft,
  type WantedPage,
} from './draft.js';
import type { Hosts } from './hosts.js';
import { offeringSections } from './offering-sections.js';
import type { StatementPool } from './statement-pool.js';
import type { Use } from './statements.js';
import type { Topic } from './topics.js';

/** The sections of a page other than the home page: its topics in their order, and a way on. */
export function planPage(page: WantedPage, brief: Brief, hosts: Hosts, pool: StatementPool): Draft[] {
  const topics = hosts.topicsOn(page.slug);
  const fixed = topics.map((topic): Draft => ({ type: topic, purpose: '-', factIds: [] }));
  const said = fixedTexts(fixed, brief);
  const take = (uses: readonly Use[], count: number): string[] => {
    const taken = pool.take(uses, count, said);
    said.push(...taken.map(({ text }) => text));
    return taken.map(({ id }) => id);
  };
  const middle = topics.flatMap((topic) => topicSections(topic, page, brief, hosts, take));
  const telling: readonly Use[] = ['story', 'identity', 'offerings', 'place', 'contact'];
  if (!topics.includes('story') && !topics.includes('legal-text') && pool.count(telling.slice(0, 3)) >= 2) {
    const left = take(telling.slice(0, 3), 3);
    if (left.length > 0) middle.splice(1, 0, story(left));
  }
  if (middle.length === 0) {
    const left = take(telling, 4);
    middle.push(left.length > 0 ? story(left) : audienceStory(brief));
  }
  const closing = closingSections(topics, middle, brief, hosts, take);
  return [hero(page, topics, brief), ...middle, ...closing];
}

function hero(page: WantedPage, topics: readonly Topic[], brief: Brief): Draft {
  const at = brief.pages.findIndex(
    ({ title, purpose }) => title === page.title && (purpose ?? null) === page.purpose,
  );
  return {
    type: 'hero',
    purpose: `Open the page "${page.title}" and say what it holds: ${topics.join(', ') || 'what its title promises'}`,
    factIds: [
      'name',
      'location',
      ...(at < 0 ? [] : [`page.${at + 1}`]),
      ...topics.flatMap((topic) => heroFacts(topic, brief)),
    ],
  };
}

/** What the opening of a page may name of its topics. */
function heroFacts(topic: Topic, brief: Brief): string[] {
  if (topic === 'visit') return brief.contact.address ? ['contact.address'] : [];
  return topic === 'contact' ? contactFacts(brief) : [];
}

function topicSections(
  topic: Topic,
  page: WantedPage,
  brief: Brief,
  hosts: Hosts,
  take: (uses: readonly Use[], count: number) => string[],
): Draft[] {
  const { people } = tradeOf(brief.industry);
  switch (topic) {
    case 'offerings':
      return offeringSections(
        hosts.offeringsOn(page.slug),
        take(['offerings'], 1),
        'List everything with its price',
      );
    case 'process':
      return [
        {
          type: topic,
          purpose: 'Show how it goes, step by step',
          factIds: groupIds('step', brief.process.length),
        },
      ];
    case 'story': {
      const left = take(['story', 'identity', 'offerings'], 4);
      return [left.length > 0 ? story(left) : audienceStory(brief)];
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
          factIds: [
            ...contactFacts(brief),
            ...take(['contact'], 2),
            ...groupIds('action', brief.callsToAction.length),
          ],
        },
      ];
    case 'faq':
      return [
        { type: topic, purpose: 'Answer what people ask', factIds: groupIds('faq', brief.faqs.length) },
      ];
    case 'team':
      return [
        {
          type: topic,
          purpose: `Introduce the people whom ${people} will meet`,
          factIds: groupIds('person', brief.people.length),
        },
      ];
    case 'testimonials':
      return [
        {
          type: topic,
          purpose: `Let ${people} say how it was, in their own words`,
          factIds: groupIds('testimonial', brief.testimonials.length),
        },
      ];
    case 'gallery':
      return [
        {
          type: topic,
          purpose: 'Give an impression in pictures',
          factIds: groupIds('imagery', brief.imagery.length),
        },
      ];
    case 'legal-text':
      return [
        {
          type: topic,
          purpose: 'State what the law wants stated',
          factIds: groupIds('legal', brief.legal.length),
        },
      ];
  }
}

/** The end of a page: a call to action, and something before it when the page would be thin. */
function closingSections(
  topics: readonly Topic[],
  middle: readonly Draft[],
  brief: Brief,
  hosts: Hosts,
  take: (uses: readonly Use[], count: number) => string[],
): Draft[] {
  const closing: Draft[] = [];
  const asksAlready = topics.includes('contact') || topics.includes('legal-text');
  const wanted = 2 - middle.length - (isContactable(brief) && !asksAlready ? 1 : 0);
  if (wanted > 0 && !topics.includes('visit') && visitFacts(brief).length > 1) {
    closing.push({
      type: 'visit',
      purpose: 'Say where it is and when it is open',
      factIds: [...visitFacts(brief), ...take(['place'], 1)],
    });
  } else if (wanted > 0 && !topics.includes('offerings') && !topics.includes('legal-text')) {
    closing.push(...offeringSections(hosts.offeringsOn('index').slice(0, 6), [], 'Remind of what there is'));
  }
  if (isContactable(brief) && !asksAlready) {
    closing.push({
      type: 'cta',
      purpose: 'Lead whoever has read this far to the next step',
      factIds: [...take(['contact'], 1), ...groupIds('action', brief.callsToAction.length)],
    });
  }
  return closing;
}

function story(factIds: readonly string[]): Draft {
  return { type: 'story', purpose: 'Say what is behind it, in true sentences', factIds: [...factIds] };
}

function audienceStory(brief: Brief): Draft {
  return {
    type: 'story',
    purpose: 'Say whom it is for, so that visitors recognise themselves',
    factIds: ['name', 'location', ...groupIds('audience', brief.audiences.length)],
  };
}
