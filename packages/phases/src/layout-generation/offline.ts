import type { Character } from '../design-strategy/artifact.js';
import type { DesignContext } from '../design-context/artifact.js';
import type { PlannedSection, SectionPlan } from '../section-planning/artifact.js';
import type { LayoutChoice } from './artifact.js';
import { bandsOf } from './bands.js';
import { chooseVariant } from './choose-variant.js';

/** How each section looks, by rule: variants from the character and what a section has, grounds for rhythm. */
export function chooseLayout(designContext: DesignContext, sectionPlan: SectionPlan): LayoutChoice {
  const { character } = designContext;
  const pages = sectionPlan.pages.map(({ slug }) => sectionsOf(slug, sectionPlan));
  return {
    header: headers[character],
    footer: sectionPlan.sections.some(({ type }) => type === 'visit' || type === 'contact')
      ? 'columns'
      : 'line',
    density: densities[character],
    sections: pages.flatMap((page, at) => {
      const looks = page.map((section, place) => ({
        key: section.key,
        type: section.type,
        variant: chooseVariant(section, page.slice(0, place), character, at),
      }));
      const bands = bandsOf(looks, at);
      return looks.map(({ key, variant }, place) => ({ key, variant, band: bands[place] ?? 'plain' }));
    }),
  };
}

function sectionsOf(slug: string, plan: SectionPlan): PlannedSection[] {
  return plan.sections.filter(({ page }) => page === slug).toSorted((one, other) => one.order - other.order);
}

const headers: Record<Character, LayoutChoice['header']> = {
  warm: 'bar',
  formal: 'bar',
  bold: 'bar',
  calm: 'centred',
  playful: 'boxed',
  technical: 'boxed',
};

const densities: Record<Character, LayoutChoice['density']> = {
  warm: 'balanced',
  formal: 'airy',
  bold: 'balanced',
  calm: 'airy',
  playful: 'balanced',
  technical: 'compact',
};
