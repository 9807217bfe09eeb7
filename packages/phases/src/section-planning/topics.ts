import type { NarrowedBrief } from '../brief/schema.js';
import { bareWords, tellingWords } from '../wording/sentences.js';
import type { SectionType } from './artifact.js';

/** The matters that a page other than the home page can be about; each has a section type that answers it. */
export type Topic = Extract<
  SectionType,
  | 'offerings'
  | 'process'
  | 'story'
  | 'visit'
  | 'contact'
  | 'faq'
  | 'team'
  | 'testimonials'
  | 'gallery'
  | 'legal-text'
>;

/** What a page is about, the most important first: by its title, then by its purpose, in the order of their words. */
export function topicsOf(page: { title: string; purpose: string | null }, brief: NarrowedBrief): Topic[] {
  const named = offeringWords(brief);
  const inTitle = topicsIn(page.title, named);
  const inPurpose = topicsIn(page.purpose ?? '', new Set());
  return [...new Set([...inTitle, ...inPurpose])];
}

/** Words of the offerings' names: "Our bread" is about them although no word of the page's title says so. */
function offeringWords(brief: NarrowedBrief): Set<string> {
  const offerings = [...(brief.products ?? []), ...(brief.services ?? [])];
  const words = offerings.flatMap(({ name, description, group }) => [
    ...tellingWords([name, description, group].join(' ')),
  ]);
  return new Set([...words, ...tellingWords(brief.industry)].filter((word) => word.length > 3));
}

function topicsIn(text: string, named: ReadonlySet<string>): Topic[] {
  // "First visit" is about how it goes, not about the way there.
  const rest = text.replace(firstVisit, '');
  const found = patterns
    .map(([topic, pattern]) => ({ topic, at: rest.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)
    .map(({ topic }) => topic);
  if (firstVisit.test(text)) return ['process', 'faq', ...found];
  if (found.length > 0 || text === '') return found;
  return bareWords(text)
    .split(' ')
    .some((word) => named.has(word) || named.has(word.replace(/s$/, '')) || named.has(`${word}s`))
    ? ['offerings']
    : [];
}

const firstVisit =
  /first (visit|time|session|class|appointment|lesson)|beginner|new here|getting started|start here/i;

const patterns: readonly (readonly [Topic, RegExp])[] = [
  [
    'offerings',
    /\b(price|prices|pricing|cost|fee|fees|rates?|tariff|menu|services?|products?|shop|store|treatments?|class(es)?|courses?|memberships?|passes|rooms?|stays?|range|collection|catalogue|plans?|packages|timetable|workshops|what we (do|make|sell|offer|bake|serve)|everything we)\b/i,
  ],
  [
    'process',
    /\b(how (we|it|an?|the|things)|process|method|approach|step by step|from the first|what happens|made)\b/i,
  ],
  ['faq', /\b(faqs?|questions?|people ask|clients ask|help|good to know|know before)\b/i],
  [
    'visit',
    /\b(visit(?!ors)|find us|where (we|the|to find)|location|directions|opening hours|when we are open|way here|parking)\b/i,
  ],
  [
    'contact',
    /\b(contact|get in touch|enquir(y|ies)|book(ing)?s?|orders?|appointments?|reach (us|an?)|write to us|quotes?)\b/i,
  ],
  ['team', /\b(team|people|staff|who we are|meet|trainers|teachers|solicitors|instructors)\b(?! ask)/i],
  ['testimonials', /\b(reviews?|testimonials?|what .* say)\b/i],
  ['gallery', /\b(gallery|pictures|photos?|portfolio|our work|projects)\b/i],
  ['story', /\b(about|story|history|our (firm|studio|shop|farm|workshop|kitchen)|philosophy|values)\b/i],
  ['legal-text', /\b(legal|privacy|terms|imprint|impressum|conditions|complaints|regulat\w+|cookies)\b/i],
];
