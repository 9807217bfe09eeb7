import { offeringsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { bareWords, tellingWords } from '../wording/sentences.js';
import { groupIds, isContactable, isVisitable, type WantedPage } from './draft.js';
import { topicsOf, type Topic } from './topics.js';
import { unreachable } from '../unreachable.js';

/** Which page answers which topic. */
export interface Hosts {
  /** The topics of a page that it answers and that the brief has facts for, the most important first. */
  topicsOn(slug: string): readonly Topic[];
  /** Whether a page other than the home page answers a topic. */
  has(topic: Topic): boolean;
  /** The offerings of a page that is about offerings: the groups, the names or the kind that its title names, else all. */
  offeringsOn(slug: string): readonly string[];
}

/** Gives every topic to one page: the one to which it matters most. Offerings may be spread over several. */
export function hostsOf(pages: readonly WantedPage[], brief: NarrowedBrief): Hosts {
  const inner = pages.slice(1);
  const topics = new Map(
    inner.map((page) => [page.slug, topicsOf(page, brief).filter((topic) => hasFacts(topic, brief))]),
  );
  const hosted = new Map<string, Topic[]>(
    inner.map(({ slug }) => [
      slug,
      (topics.get(slug) ?? []).filter(
        (topic) => topic === 'offerings' || hostOf(topic, inner, topics) === slug,
      ),
    ]),
  );
  return {
    topicsOn: (slug) => hosted.get(slug) ?? [],
    has: (topic) => [...hosted.values()].some((found) => found.includes(topic)),
    offeringsOn: (slug) =>
      offeringsNamedBy(
        inner.find((page) => page.slug === slug),
        brief,
      ),
  };
}

function hostOf(
  topic: Topic,
  pages: readonly WantedPage[],
  topics: ReadonlyMap<string, readonly Topic[]>,
): string | undefined {
  const rank = ({ slug }: WantedPage) => topics.get(slug)?.indexOf(topic) ?? -1;
  return pages.filter((page) => rank(page) >= 0).toSorted((one, other) => rank(one) - rank(other))[0]?.slug;
}

function hasFacts(topic: Topic, brief: NarrowedBrief): boolean {
  switch (topic) {
    case 'offerings':
    case 'story':
      return true;
    case 'process':
      return brief.process.length >= 2;
    case 'visit':
      return isVisitable(brief);
    case 'contact':
      return isContactable(brief);
    case 'faq':
      return brief.faqs.length > 0;
    case 'team':
      return brief.people.length > 0;
    case 'testimonials':
      return brief.testimonials.length > 0;
    case 'gallery':
      return brief.imagery.length >= 3;
    case 'legal-text':
      return brief.legal.length > 0;
    default:
      return unreachable(topic);
  }
}

function offeringsNamedBy(page: WantedPage | undefined, brief: NarrowedBrief): string[] {
  const all = offeringsOf(brief);
  const title = new Set(
    bareWords(page?.title ?? '')
      .split(' ')
      .map(singular),
  );
  const inGroup = all.filter(({ group }) =>
    bareWords(group ?? '')
      .split(' ')
      .some((word) => word.length > 3 && title.has(singular(word))),
  );
  if (inGroup.length > 0) return inGroup.map(({ id }) => id);
  // "Weddings" is about the offering of that name; "Our bread" is not about "Rye bread" alone.
  const byName = all.filter(({ name }) => {
    const words = [...tellingWords(name)];
    return words.length > 0 && words.every((word) => title.has(singular(word)));
  });
  if (byName.length > 0) return byName.map(({ id }) => id);
  if (title.has('product') && !title.has('service') && brief.products)
    return groupIds('product', brief.products.length);
  if (title.has('service') && !title.has('product') && brief.services && brief.products) {
    return groupIds('service', brief.services.length);
  }
  return all.map(({ id }) => id);
}

function singular(word: string): string {
  return word.replace(/(?<=s|x|ch|sh)es$|(?<!s)s$/, '');
}
