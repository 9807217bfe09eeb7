import { describe, expect, it } from '@jest/globals';
import { factsNamed, factsOf } from '../../src/brief/facts.js';
import { briefSchema, type BriefInput } from '../../src/brief/schema.js';
import { planSections } from '../../src/section-planning/offline.js';
import { exampleBrief } from '../image-planning/inputs.js';

const least: BriefInput = {
  name: 'Still Point',
  industry: 'yoga studio',
  location: 'Leeds',
  audiences: ['Beginners'],
  tone: ['calm'],
  services: [{ name: 'Hatha' }, { name: 'Vinyasa' }],
};

/** The types of the sections of each page, in their order. */
function outline(input: BriefInput): Record<string, string[]> {
  const plan = planSections(briefSchema.parse(input));
  return Object.fromEntries(
    plan.pages.map(({ slug }) => [
      slug,
      plan.sections.filter(({ page }) => page === slug).map(({ type }) => type),
    ]),
  );
}

describe('planSections', () => {
  it('plans nothing that the brief has no facts for', () => {
    expect(outline(least)).toEqual({ index: ['hero', 'offerings'] });
  });

  it('reads the pages that a brief wants off their titles and purposes', () => {
    expect(outline(exampleBrief('bakery'))).toEqual({
      index: ['hero', 'facts', 'offerings', 'process', 'visit', 'contact'],
      'our-bread': ['hero', 'offerings', 'process', 'cta'],
      visit: ['hero', 'visit', 'faq', 'cta'],
    });
    expect(outline(exampleBrief('law-firm'))).toEqual({
      index: ['hero', 'facts', 'offerings', 'story', 'visit', 'cta'],
      'services-and-fees': ['hero', 'offerings', 'story', 'cta'],
      'how-we-work': ['hero', 'process', 'faq', 'cta'],
      contact: ['hero', 'contact', 'visit'],
    });
  });

  it('puts people, quotations and legal statements where they belong', () => {
    const pages = outline({
      ...least,
      people: [{ name: 'Ida', role: 'teacher' }],
      testimonials: [{ quote: 'It helped.', name: 'R. Holt' }],
      legal: ['Registered in England.'],
      statements: ['We teach in small groups.', 'Mats are here.', 'The floor is warm.', 'The room is quiet.'],
      pages: [{ title: 'Home' }, { title: 'About' }, { title: 'Legal' }],
    });
    expect(pages['about']).toEqual(['hero', 'story', 'team']);
    expect(pages['index']).toContain('testimonials');
    expect(pages['legal']).toEqual(['hero', 'legal-text']);
  });

  it('shows on a page what its title names, and everything somewhere', () => {
    const plan = planSections(
      briefSchema.parse({
        ...least,
        services: [
          { name: 'Hatha', group: 'Classes' },
          { name: 'Spring retreat', group: 'Retreats' },
          { name: 'Autumn retreat', group: 'Retreats' },
        ],
        pages: [{ title: 'Home' }, { title: 'Retreats' }],
      }),
    );
    const listed = (page: string) =>
      plan.sections
        .filter((at) => at.page === page && at.type === 'offerings')
        .flatMap(({ factIds }) => factIds);
    expect(listed('retreats')).toEqual(['service.2', 'service.3']);
    expect(listed('index')).toEqual(['service.1', 'service.2', 'service.3']);
  });

  it('gives each sentence to one section', () => {
    for (const name of ['bakery', 'law-firm', 'climbing-gym'] as const) {
      const ids = planSections(exampleBrief(name)).sections.flatMap(({ factIds }) =>
        factIds.filter((id) => /statement/.test(id)),
      );
      expect(ids.length).toBeGreaterThan(5);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('tells nothing beside a step, an answer or a description that says it already', () => {
    const brief = briefSchema.parse({
      ...least,
      statements: ['We teach in small groups.', 'Bring a mat, or borrow one of ours.'],
      faqs: [{ question: 'What do I need?', answer: 'Bring a mat or borrow one of ours.' }],
    });
    const ids = planSections(brief).sections.flatMap(({ factIds }) => factIds);
    expect(ids).toContain('statement.1');
    expect(ids).not.toContain('statement.2');
  });

  it('names facts that the brief has', () => {
    const brief = exampleBrief('climbing-gym');
    for (const { factIds } of planSections(brief).sections) {
      for (const id of factIds) expect(factsNamed(factsOf(brief), [id])).not.toEqual([]);
    }
  });
});
