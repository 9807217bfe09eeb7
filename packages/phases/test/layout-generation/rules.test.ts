import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { variantsOf } from '../../src/layout-generation/catalogue.js';
import { judgeLayout } from '../../src/layout-generation/judge.js';
import { chooseLayout } from '../../src/layout-generation/offline.js';
import { anyBrief } from '../brief/arbitrary.js';
import { exampleBrief } from '../image-planning/inputs.js';
import { ruledSite } from '../offline/site.js';

describe('chooseLayout', () => {
  it('gives every section a variant of its type, and pages a rhythm of grounds', () => {
    fc.assert(
      fc.property(anyBrief(), (brief) => {
        const { plan, context } = ruledSite(brief);
        const { sections } = chooseLayout(context, plan);
        expect(sections.map(({ key }) => key)).toEqual(plan.sections.map(({ key }) => key));
        for (const { slug } of plan.pages) {
          const page = plan.sections.filter((section) => section.page === slug);
          const bands = page.map(({ key, type }) => {
            const look = sections.find((section) => section.key === key);
            expect(variantsOf(type)).toContain(look?.variant);
            return look?.band ?? 'plain';
          });
          expect(bands.filter((band) => band === 'accent').length).toBeLessThanOrEqual(1);
          expect(bands.filter((band) => band === 'inverted').length).toBeLessThanOrEqual(2);
          // Only what opens a page may stand on the same ground as its neighbour.
          bands
            .slice(2)
            .forEach((band, at) => expect([slug, at, band]).not.toEqual([slug, at, bands[at + 1]]));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('looks different for different characters', () => {
    const looks = (['bakery', 'law-firm', 'climbing-gym'] as const).map((name) => {
      const { layout } = ruledSite(exampleBrief(name));
      return layout.sections
        .slice(0, 4)
        .map(({ variant }) => variant)
        .join(' ');
    });
    expect(new Set(looks).size).toBe(3);
  });
});

describe('judgeLayout', () => {
  const { plan, context } = ruledSite(exampleBrief('climbing-gym'));
  const ruled = chooseLayout(context, plan);

  it('lets the layout by rule stand as it is', () => {
    expect(judgeLayout(ruled, context, plan)).toEqual({ value: ruled, problems: [] });
  });

  it('replaces variants that there are not or that cannot hold what the section has', () => {
    const answer = {
      ...ruled,
      sections: ruled.sections.map((look) => ({
        ...look,
        variant:
          { hero: 'carousel', 'prices-hero': 'cover', 'prices-offerings': 'cards' }[look.key] ?? look.variant,
      })),
    };
    expect(judgeLayout(answer, context, plan).value).toEqual(ruled);
  });

  it('adds forgotten sections, drops unknown ones and tones down too many loud grounds', () => {
    const answer = {
      ...ruled,
      sections: [
        ...ruled.sections.slice(2).map((look) => ({ ...look, band: 'inverted' as const })),
        { key: 'newsletter', variant: 'panel', band: 'plain' as const },
      ],
    };
    const { sections } = judgeLayout(answer, context, plan).value;
    expect(sections.map(({ key }) => key)).toEqual(plan.sections.map(({ key }) => key));
    const home = sections.filter(({ key }) => plan.sections.find((at) => at.key === key)?.page === 'index');
    expect(home.filter(({ band }) => band === 'inverted')).toHaveLength(2);
  });
});
