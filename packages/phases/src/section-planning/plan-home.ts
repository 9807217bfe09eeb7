import { offeringsOf } from '../brief/facts.js';
import type { Brief } from '../brief/schema.js';
import { wantedPages } from '../brief/slug.js';
import { tradeOf } from '../trade/trade.js';
import {
  contactFacts,
  fixedTexts,
  groupIds,
  isContactable,
  isVisitable,
  visitFacts,
  type Draft,
} from './draft.js';
import type { Hosts } from './hosts.js';
import { offeringSections } from './offering-sections.js';
import type { StatementPool } from './statement-pool.js';

/** The sections of the home page: a little of everything that matters, in the order in which a stranger wonders. */
export function planHome(brief: Brief, hosts: Hosts, pool: StatementPool): Draft[] {
  const { people, walkIn } = tradeOf(brief.industry);
  const shows = {
    process: brief.process.length >= 2 && !hosts.has('process'),
    faq: brief.faqs.length > 0 && !hosts.has('faq'),
    team: brief.people.length > 0 && !hosts.has('team') && !hosts.has('story'),
    gallery: brief.imagery.length >= 5 && wantedPages(brief).length === 1 && brief.process.length < 2,
    visit: isVisitable(brief) && (walkIn || !hosts.has('visit')),
    contact: isContactable(brief) && !hosts.has('contact'),
  };
  const offered = homeOfferings(brief, hosts);
  // Types first: what their items say is not to be said by running text beside them.
  const fixed: Draft[] = [];
  const fix = (type: Draft['type']) => fixed.push({ type, purpose: '-', factIds: [] });
  fix('offerings');
  if (shows.process) fix('process');
  if (shows.faq) fix('faq');
  if (shows.team) fix('team');
  const said = fixedTexts(fixed, brief);
  const take = (uses: Parameters<StatementPool['take']>[0], count: number): string[] => {
    const taken = pool.take(uses, count, said);
    said.push(...taken.map(({ text }) => text));
    return taken.map(({ id }) => id);
  };

  const identity = take(['identity'], 1);
  const hero = [...identity, ...take(['story', 'offerings'], 2 - identity.length)];
  const story = take(['story'], 3);
  const offerings = take(['offerings'], 1);
  const visit = shows.visit ? take(['place'], hosts.has('visit') ? 1 : 2) : [];
  const contact = isContactable(brief) ? take(['contact'], 1) : [];

  const drafts: (Draft | false)[] = [
    {
      type: 'hero',
      purpose: `Say in one glance what ${brief.name} is, where it is and what to do next`.slice(0, 240),
      factIds: [
        'name',
        'industry',
        'location',
        ...(brief.tagline ? ['tagline'] : []),
        ...hero,
        ...actions(brief),
      ],
    },
    brief.facts.length >= 2 && {
      type: 'facts',
      purpose: 'Give the figures that set it apart, before anybody has to read',
      factIds: groupIds('fact', Math.min(brief.facts.length, 4)),
    },
    ...offeringSections(offered, offerings, 'Show what there is and what it costs'),
    story.length > 0 && {
      type: 'story',
      purpose: `Say what is behind the name, so that ${people} know whom they deal with`,
      factIds: story,
    },
    story.length === 0 && {
      type: 'story',
      purpose: 'Say whom it is for, so that visitors recognise themselves',
      factIds: ['name', 'location', ...groupIds('audience', brief.audiences.length)],
    },
    shows.process && {
      type: 'process',
      purpose: 'Show how it goes, step by step',
      factIds: groupIds('step', brief.process.length),
    },
    shows.gallery && {
      type: 'gallery',
      purpose: 'Give an impression in pictures',
      factIds: groupIds('imagery', brief.imagery.length),
    },
    shows.team && {
      type: 'team',
      purpose: `Introduce the people whom ${people} will meet`,
      factIds: groupIds('person', brief.people.length),
    },
    brief.testimonials.length > 0 &&
      !hosts.has('testimonials') && {
        type: 'testimonials',
        purpose: `Let ${people} say how it was, in their own words`,
        factIds: groupIds('testimonial', brief.testimonials.length),
      },
    shows.visit && {
      type: 'visit',
      purpose: 'Say where it is and when it is open',
      factIds: [...visitFacts(brief), ...visit],
    },
    shows.faq && {
      type: 'faq',
      purpose: 'Answer what people ask before they decide',
      factIds: groupIds('faq', brief.faqs.length),
    },
    shows.contact && {
      type: 'contact',
      purpose: 'Make it easy to get in touch, and say what happens then',
      factIds: [...contactFacts(brief), ...contact, ...actions(brief)],
    },
    !shows.contact &&
      isContactable(brief) && {
        type: 'cta',
        purpose: 'Lead whoever has read this far to the next step',
        factIds: [...contact, ...actions(brief)],
      },
  ];
  return drafts.filter((draft) => draft !== false);
}

/** All offerings when no other page lists them; else a selection with some of every group. */
function homeOfferings(brief: Brief, hosts: Hosts): string[] {
  const all = offeringsOf(brief);
  const elsewhere = new Set(
    wantedPages(brief)
      .filter(({ slug }) => hosts.topicsOn(slug).includes('offerings'))
      .flatMap(({ slug }) => hosts.offeringsOn(slug)),
  );
  if (all.length <= 6 || all.some(({ id }) => !elsewhere.has(id))) return all.map(({ id }) => id);
  const groups = [...new Set(all.map(({ group }) => group))];
  const share = Math.max(1, Math.floor(6 / groups.length));
  const chosen = new Set(
    groups.flatMap((name) => all.filter(({ group }) => group === name).slice(0, share)).slice(0, 6),
  );
  for (const offering of all) if (chosen.size < 6) chosen.add(offering);
  return all.filter((offering) => chosen.has(offering)).map(({ id }) => id);
}

function actions(brief: Brief): string[] {
  return groupIds('action', brief.callsToAction.length);
}
