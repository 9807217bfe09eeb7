import type { SectionPlan } from '../section-planning/artifact.js';
import type { Page } from './artifact.js';

/** The pages by rule: those of the plan, with the sections that were planned for each. */
export function planPages(sectionPlan: SectionPlan): Page[] {
  return sectionPlan.pages.map(({ slug, title }) => {
    const own = sectionPlan.sections
      .filter(({ page }) => page === slug)
      .toSorted((one, other) => one.order - other.order);
    return {
      slug,
      title,
      navLabel: navLabelOf(title),
      inNav: slug !== 'index' && !own.some(({ type }) => type === 'legal-text'),
      sectionKeys: own.map(({ key }) => key).slice(0, 14),
    };
  });
}

/** A title that fits the navigation: itself, or as many of its words as fit, not ending in one that only joins. */
export function navLabelOf(title: string): string {
  const most = 24;
  if (title.length <= most) return title;
  let label = '';
  for (const word of title.split(/\s+/)) {
    if (`${label} ${word}`.trim().length > most) break;
    label = `${label} ${word}`.trim();
  }
  const ended = label
    .replace(/(\s+(and|or|of|for|the|a|an|with|to|in|on|at|&|–|-))+$/i, '')
    .replace(/[,:;]$/, '');
  return ended === '' ? title.slice(0, most) : ended;
}
