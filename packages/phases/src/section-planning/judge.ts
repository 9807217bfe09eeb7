import type { Judged } from '../asking/ask.js';
import { factsNamed, factsOf, knownFactsOf, offeringsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { slugOf, wantedPages } from '../brief/slug.js';
import { claimsWithoutSource } from '../wording/claims.js';
import { countsOf } from '../wording/counts.js';
import type { PlannedSection, SectionPlan, SectionType } from './artifact.js';
import { planSections } from './offline.js';

/**
 * Puts a plan right where that is safe: the pages are those of the brief; keys are made safe and unique; ids of facts
 * that the brief does not have are dropped, and so are sections that would have nothing to show; a page that lacks its
 * hero, and an offering that no section lists, get the rule's. What it cannot mend it names, and so it does figures and
 * addresses that the brief does not have: a purpose is what the writer of the section goes by.
 */
export function judgePlan(answer: SectionPlan, brief: NarrowedBrief): Judged<SectionPlan> {
  const pages = wantedPages(brief);
  const ruled = planSections(brief);
  const problems: string[] = [];
  const usable = answer.sections
    .map((section) => ({ ...section, factIds: knownFactIds(section, brief) }))
    .filter((section) => hasContent(section));
  const strays = usable.filter(({ page }) => !pages.some(({ slug }) => slug === pageSlug(page)));
  for (const { key, page } of strays) {
    problems.push(
      `Section "${key}" is meant for page "${page}", which is not wanted: use one of ${pages.map(({ slug }) => slug).join(', ')}.`,
    );
  }
  const said = factsOf(brief).map(({ text }) => text);
  for (const { key, purpose } of usable) {
    const invented = claimsWithoutSource(purpose, said, countsOf(brief));
    if (invented.length > 0) {
      problems.push(
        `The purpose of section "${key}" states ${invented.join(', ')}, which the brief does not: leave it out.`,
      );
    }
  }
  const sections = pages.flatMap(({ slug, title }) => {
    const own = usable
      .filter(({ page }) => pageSlug(page) === slug)
      .toSorted((one, other) => one.order - other.order);
    const hero =
      own.find(({ type }) => type === 'hero') ??
      ruled.sections.find((at) => at.page === slug && at.type === 'hero');
    const rest = withoutRepeats(own.filter(({ type }) => type !== 'hero'));
    if (rest.length === 0) {
      problems.push(
        `Page "${title}" (${slug}) has nothing below its hero: plan two or more sections with facts for it.`,
      );
    }
    return [...(hero ? [hero] : []), ...rest].map((section, at) => ({
      ...section,
      page: slug,
      order: at + 1,
    }));
  });
  return {
    value: { pages, sections: withUniqueKeys(withAllOfferings(sections, brief)).slice(0, 40) },
    problems,
  };
}

/** "home", "/", "Index.html" and "Our bread" as the slugs that they mean. */
function pageSlug(page: string): string {
  const slug = slugOf(page.replace(/\.html$/, ''), 'index');
  return slug === 'home' ? 'index' : slug;
}

/** The ids that name a fact; `product` and `service` in an offerings section become one id an offering. */
function knownFactIds(section: PlannedSection, brief: NarrowedBrief): string[] {
  const facts = knownFactsOf(brief);
  const offerings = offeringsOf(brief).map(({ id }) => id);
  const named = section.factIds.filter((id) => factsNamed(facts, [id]).length > 0);
  if (section.type !== 'offerings') return [...new Set(named)];
  const expanded = named.flatMap((id) =>
    /^(product|service)$/.test(id) ? offerings.filter((at) => at.startsWith(id)) : [id],
  );
  const groups = expanded.map((id) => /^(?:product|service)\.\d+/.exec(id)?.[0] ?? id);
  const listed = groups.some((id) => offerings.includes(id)) ? groups : [...offerings, ...groups];
  return [...new Set(listed)].slice(0, 60);
}

const needed: Partial<Record<SectionType, { kind: RegExp; count: number }>> = {
  facts: { kind: /^fact(\.|$)/, count: 2 },
  process: { kind: /^step(\.|$)/, count: 1 },
  faq: { kind: /^faq(\.|$)/, count: 1 },
  testimonials: { kind: /^testimonial(\.|$)/, count: 1 },
  team: { kind: /^person(\.|$)/, count: 1 },
  visit: { kind: /^(contact\.address|hours)/, count: 1 },
  contact: { kind: /^contact(\.|$)/, count: 1 },
  'legal-text': { kind: /^legal(\.|$)/, count: 1 },
};

function hasContent({ type, factIds }: PlannedSection): boolean {
  const need = needed[type];
  if (need === undefined) return true;
  const named = factIds.filter((id) => need.kind.test(id));
  return named.length >= need.count || named.some((id) => !id.includes('.'));
}

/** At most two sections of a type on a page for those that can differ, one of every other. */
function withoutRepeats(sections: readonly PlannedSection[]): PlannedSection[] {
  const seen = new Map<SectionType, number>();
  return sections.filter(({ type }) => {
    const count = (seen.get(type) ?? 0) + 1;
    seen.set(type, count);
    return count <= (type === 'story' || type === 'offerings' ? 2 : 1);
  });
}

function withAllOfferings(sections: readonly PlannedSection[], brief: NarrowedBrief): PlannedSection[] {
  const listed = new Set(
    sections.filter(({ type }) => type === 'offerings').flatMap(({ factIds }) => factIds),
  );
  const missing = offeringsOf(brief)
    .map(({ id }) => id)
    .filter((id) => !listed.has(id));
  if (missing.length === 0) return [...sections];
  // The longest list is the one that means to be complete.
  const longest = sections
    .filter(({ type }) => type === 'offerings')
    .toSorted((one, other) => other.factIds.length - one.factIds.length)[0];
  if (longest !== undefined) {
    return sections.map((section) =>
      section === longest ? { ...section, factIds: [...section.factIds, ...missing].slice(0, 60) } : section,
    );
  }
  const ruled = planSections(brief).sections.find(
    ({ type, page }) => type === 'offerings' && page === 'index',
  );
  const at = sections.findIndex(({ page, type }) => page === 'index' && type !== 'hero' && type !== 'facts');
  return ruled === undefined
    ? [...sections]
    : sections.toSpliced(Math.max(at, 0), 0, {
        ...ruled,
        factIds: [...new Set([...ruled.factIds, ...missing])],
      });
}

function withUniqueKeys(sections: readonly PlannedSection[]): PlannedSection[] {
  const taken = new Set<string>();
  const places = new Map<string, number>();
  return sections.map((section) => {
    const base = slugOf(section.key, section.type).slice(0, 54).replace(/-$/, '');
    let key = base;
    for (let copy = 2; taken.has(key); copy += 1) key = `${base}-${copy}`;
    taken.add(key);
    const order = (places.get(section.page) ?? 0) + 1;
    places.set(section.page, order);
    return { ...section, key, order };
  });
}
