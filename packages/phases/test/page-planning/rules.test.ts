import { describe, expect, it } from '@jest/globals';
import type { Page } from '../../src/page-planning/artifact.js';
import { judgePages } from '../../src/page-planning/judge.js';
import { navLabelOf, planPages } from '../../src/page-planning/offline.js';
import { planSections } from '../../src/section-planning/offline.js';
import { exampleBrief } from '../image-planning/inputs.js';

const plan = planSections(exampleBrief('bakery'));
const ruled = planPages(plan);

describe('planPages', () => {
  it('has every section of the plan on its page, and the home page out of the navigation', () => {
    expect(ruled.flatMap(({ sectionKeys }) => sectionKeys)).toEqual(plan.sections.map(({ key }) => key));
    expect(ruled.map(({ slug, inNav }) => [slug, inNav])).toEqual([
      ['index', false],
      ['our-bread', true],
      ['visit', true],
    ]);
  });
});

describe('navLabelOf', () => {
  it.each([
    ['Services and fees', 'Services and fees'],
    ['How we work with our clients and you', 'How we work with our'],
    ['Everything about the bread and the oven', 'Everything about'],
    ['Donaudampfschifffahrtsgesellschaft', 'Donaudampfschifffahrtsge'],
  ])('%s', (title, label) => {
    expect(navLabelOf(title)).toBe(label);
  });
});

/** The judged pages when a model changes one of them. */
function change(slug: string, how: (page: Page) => Partial<Page>): Page[] {
  return judgePages(
    ruled.map((page) => (page.slug === slug ? { ...page, ...how(page) } : page)),
    plan,
  ).value;
}

describe('judgePages', () => {
  it('lets the pages by rule stand as they are', () => {
    expect(judgePages(ruled, plan)).toEqual({ value: ruled, problems: [] });
  });

  it('drops pages that are not planned and adds those that are missing', () => {
    const [home, bread] = ruled;
    if (home === undefined || bread === undefined) throw new Error('The bakery has pages');
    expect(judgePages([bread, { ...home, slug: 'blog' }], plan).value).toEqual(ruled);
  });

  it('puts the hero first, and back', () => {
    const pages = change('visit', ({ sectionKeys }) => ({ sectionKeys: sectionKeys.slice(1).toReversed() }));
    expect(pages[2]?.sectionKeys).toEqual(['visit-hero', 'visit-cta', 'visit-faq', 'visit-visit']);
  });

  it('shares contact, visit and call to action with other pages, and nothing else', () => {
    const pages = change('our-bread', ({ sectionKeys }) => ({
      sectionKeys: [...sectionKeys, 'contact', 'story', 'hero', 'gone'],
    }));
    expect(pages[1]?.sectionKeys).toEqual([...(ruled[1]?.sectionKeys ?? []), 'contact']);
  });

  it('has no title with a figure or an address that the page was not planned with', () => {
    const made = { title: 'Visit us: 30 seats', navLabel: 'a@b.example' };
    expect(change('visit', () => made)[2]).toMatchObject({ title: 'Visit', navLabel: 'Visit' });
  });

  it('shortens a label that does not fit the navigation, and keeps the home page out of it', () => {
    const [home] = change('index', () => ({ navLabel: 'The home of all our bread and buns', inNav: true }));
    expect(home).toMatchObject({ navLabel: 'The home of all our', inNav: false });
  });
});
