import type { Judged } from '../asking/ask.js';
import type { PlannedSection, SectionPlan } from '../section-planning/artifact.js';
import { claimsWithoutSource } from '../wording/claims.js';
import type { Page } from './artifact.js';
import { navLabelOf, planPages } from './offline.js';

/** The section types that may stand on a page that they were not planned for. */
const shared = new Set<PlannedSection['type']>(['visit', 'contact', 'cta']);

/**
 * Puts pages right: those of the plan and none else, in its order; a hero first and one only; keys that the plan has; a
 * section on a page that is not its own only where its type may be shared; none left without a page; no title with a
 * figure or an address that the page was not planned with.
 */
export function judgePages(answer: readonly Page[], plan: SectionPlan): Judged<Page[]> {
  const planned = new Map(plan.sections.map((section) => [section.key, section]));
  const isHero = (key: string) => planned.get(key)?.type === 'hero';
  const pages = planPages(plan).map((ruled): Page => {
    const given = answer.find(({ slug }) => slug === ruled.slug);
    if (given === undefined) return ruled;
    const { purpose } = plan.pages.find(({ slug }) => slug === ruled.slug) ?? { purpose: null };
    const sources = [ruled.title, ruled.navLabel, purpose ?? ''];
    const orRuled = (text: string, byRule: string) =>
      claimsWithoutSource(text, sources).length === 0 ? text.trim() || byRule : byRule;
    const wanted = [...new Set(given.sectionKeys)].filter((key) => {
      const section = planned.get(key);
      return section !== undefined && (section.page === ruled.slug || shared.has(section.type));
    });
    const keys = [...wanted, ...ruled.sectionKeys.filter((key) => !wanted.includes(key))];
    return {
      slug: ruled.slug,
      title: orRuled(given.title, ruled.title),
      navLabel: navLabelOf(orRuled(given.navLabel, ruled.navLabel)),
      inNav: given.inNav && ruled.inNav,
      sectionKeys: [...keys.filter(isHero).slice(0, 1), ...keys.filter((key) => !isHero(key))].slice(0, 14),
    };
  });
  return { value: pages, problems: [] };
}
