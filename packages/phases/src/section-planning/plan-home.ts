import { offeringsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { wantedPages } from '../brief/slug.js';
import { tradeOf } from '../trade/trade.js';
import {
  actionFacts,
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
import { audienceStory, factsOnShow, groupSection } from './sections.js';
import type { StatementPool } from './statement-pool.js';
import type { Use } from './statements.js';

/** The sections of the home page: a little of everything that matters, in the order in which a stranger wonders. */
export function planHome(brief: NarrowedBrief, hosts: Hosts, pool: StatementPool): Draft[] {
  const shows = shownAtHome(brief, hosts);
  const figures = factsOnShow(brief);
  const said = fixedTexts(['offerings', ...shows], brief);
  // A sentence that goes with a figure is not told on the page that shows the figure.
  const shown = figures.map((_, at) => `fact.${at + 1}.statement`);
  const take = (uses: readonly Use[], count: number): string[] => {
    const taken = pool.take(uses, count, said, shown);
    said.push(...taken.map(({ text }) => text));
    return taken.map(({ id }) => id);
  };

  const identity = take(['identity'], 1);
  const hero = [...identity, ...take(['story', 'offerings'], 2 - identity.length)];
  // A page about the business needs something to tell; the home page leaves it three sentences.
  const spare = pool.count(['story'], said) - (hosts.has('story') ? 3 : 0);
  const told = take(['story'], Math.min(4, Math.max(0, spare)));
  // A sentence or two make no section: where there are steps the first opens them, and the other says how one is received.
  const isShort =
    told.length <= 2 && shows.includes('process') && (told.length < 2 || shows.includes('visit'));
  const [opening, spoken] = isShort ? told : [];
  const story = isShort ? [] : told;
  const offerings = take(['offerings'], 2);
  const visit = shows.includes('visit') ? take(['place'], hosts.has('visit') ? 1 : 2) : [];
  if (spoken !== undefined) visit.push(spoken);
  const contact = isContactable(brief) ? pool.take(['contact'], 1, said).map(({ id }) => id) : [];

  const sections: Draft[] = [
    {
      type: 'hero',
      purpose: `Say in one glance what ${brief.name} is, where it is and what to do next`,
      factIds: [
        'name',
        'industry',
        'location',
        ...(brief.tagline ? ['tagline'] : []),
        ...(hero.length > 0 ? hero : groupIds('audience', brief.audiences.length)),
        ...actionFacts(brief),
      ],
    },
  ];
  if (figures.length >= 2) {
    sections.push({
      type: 'facts',
      purpose: 'Give the figures that set it apart, before anybody has to read',
      factIds: groupIds('fact', figures.length),
    });
  }
  sections.push(
    ...offeringSections(homeOfferings(brief, hosts), offerings, 'Show what there is and what it costs'),
  );
  if (story.length > 0) {
    const { people } = tradeOf(brief.industry);
    sections.push({
      type: 'story',
      purpose: `Say what is behind the name, so that ${people} know whom they deal with`,
      factIds: story,
    });
  }
  for (const type of shows) {
    if (type === 'visit') {
      sections.push({
        type,
        purpose: 'Say where it is and when it is open',
        factIds: [...visitFacts(brief), ...visit],
      });
    } else if (type === 'contact') {
      sections.push({
        type,
        purpose: 'Make it easy to get in touch, and say what happens then',
        factIds: [...contactFacts(brief), ...contact, ...actionFacts(brief)],
      });
    } else {
      sections.push(
        ...groupSection(type, brief, type === 'process' && opening !== undefined ? [opening] : []),
      );
    }
  }
  // Of a brief that says little, whom it is for is the most that can be told: in the opening, when that has nothing else.
  if (hero.length > 0 && story.length === 0 && sections.length < 4 && !hosts.has('story'))
    sections.push(audienceStory(brief));
  if (!shows.includes('contact') && isContactable(brief)) {
    sections.push({
      type: 'cta',
      purpose: 'Lead whoever has read this far to the next step',
      factIds: [...contact, ...actionFacts(brief)],
    });
  }
  return sections;
}

/** What the home page shows below its story, in order: what no other page answers, and where it is. */
function shownAtHome(brief: NarrowedBrief, hosts: Hosts): Draft['type'][] {
  const { walkIn } = tradeOf(brief.industry);
  const alone = wantedPages(brief).length === 1;
  const shows: [Draft['type'], boolean][] = [
    ['process', brief.process.length >= 2 && !isProcessToldElsewhere(brief, hosts)],
    ['gallery', brief.imagery.length >= 5 && alone && brief.process.length < 2],
    ['team', brief.people.length > 0 && !hosts.has('team') && !hosts.has('story')],
    ['testimonials', brief.testimonials.length > 0 && !hosts.has('testimonials')],
    ['visit', isVisitable(brief)],
    ['faq', brief.faqs.length > 0 && !hosts.has('faq')],
    ['contact', isContactable(brief) && !hosts.has('contact')],
  ];
  const shown = shows.filter(([, wanted]) => wanted).map(([type]) => type);
  // Who does not live on people walking in has the address on the page for it, when the home page is full already.
  return shown.length > 2 && !walkIn && hosts.has('visit') ? shown.filter((type) => type !== 'visit') : shown;
}

/** Whether another page is about how it works: one that has it beside something else leaves it to the home page too. */
function isProcessToldElsewhere(brief: NarrowedBrief, hosts: Hosts): boolean {
  const isShort = brief.process.length <= 5;
  const host = wantedPages(brief).find(({ slug }) => hosts.topicsOn(slug).includes('process'));
  return host !== undefined && !(isShort && hosts.topicsOn(host.slug)[0] !== 'process');
}

/** All offerings when no other page lists them; else a selection with some of every group. */
function homeOfferings(brief: NarrowedBrief, hosts: Hosts): string[] {
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
