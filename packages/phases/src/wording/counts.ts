import type { Brief, NarrowedBrief } from '../brief/schema.js';
import type { Figure } from './figures.js';

/**
 * Whether a figure only counts what is listed: "five things on the counter". It is a number in words before what can be
 * listed, and there is a list of that length.
 *
 * @param text what the figure stands in
 * @param counts the lengths of the lists
 */
export function isCount({ written, at, key }: Figure, text: string, counts: ReadonlySet<number>): boolean {
  if (!/^\p{L}/u.test(written) || !counts.has(Number(key.replace('number:', '')))) return false;
  const next = text
    .slice(at + written.length)
    .split(/\s+/)
    .slice(1, 4);
  return listed.test(next.join(' '));
}

const listed =
  /\b(things?|products?|services?|kinds?|sorts?|steps?|stages?|ways?|questions?|answers?|pages?|people|figures?|facts?|courses?|passes|options?|areas?|bakes?|breads?|dishes|treatments?|classes|sessions?|fees?|prices?)\b/i;

/** How many there are of the things that a brief lists, and of the ways to reach the business: a text may count them. */
export function countsOf(brief: Brief | NarrowedBrief): Set<number> {
  const { products = [], services = [], process, people, faqs, testimonials, facts, pages, contact } = brief;
  const groups = new Map<string, number>();
  for (const { group } of [...products, ...services])
    if (group !== undefined) groups.set(group, (groups.get(group) ?? 0) + 1);
  const lists = [products, services, process, people, faqs, testimonials, facts, pages];
  const ways = [contact.phone, contact.email, contact.address].filter((way) => way !== undefined);
  return new Set([...lists.map((list) => list.length), groups.size, ...groups.values(), ways.length]);
}
