import { describe, expect, it } from '@jest/globals';
import { outlineOf } from '../../src/brief-outline/outline.js';
import type { PlannedSection, SectionPlan } from '../../src/section-planning/artifact.js';
import { sectionPlanSchema } from '../../src/section-planning/artifact.js';
import { judgePlan } from '../../src/section-planning/judge.js';
import { planSections } from '../../src/section-planning/offline.js';
import { exampleBrief } from '../image-planning/inputs.js';

const brief = exampleBrief('bakery');
const plan = planSections(brief);

function withSections(sections: readonly PlannedSection[]): SectionPlan {
  return { ...plan, sections: [...sections] };
}

function section(key: string, change: Partial<PlannedSection>): PlannedSection {
  return {
    key,
    type: 'story',
    purpose: 'Tell it',
    order: 50,
    page: 'index',
    factIds: ['statement.1'],
    ...change,
  };
}

describe('judgePlan', () => {
  it('lets the plan by rule stand as it is', () => {
    for (const name of ['bakery', 'law-firm', 'climbing-gym'] as const) {
      const ruled = planSections(exampleBrief(name));
      expect(judgePlan(ruled, exampleBrief(name))).toEqual({ value: ruled, problems: [] });
    }
  });

  it('has the pages of the brief, whatever the answer has', () => {
    const answer = { ...plan, pages: [{ slug: 'blog', title: 'Blog', purpose: null }] };
    expect(judgePlan(answer, brief).value.pages).toEqual(plan.pages);
  });

  it('makes keys safe and unique, and counts the order anew', () => {
    const extra = [section('Über uns!', { order: 60 }), section('hero', { order: 61 })];
    const { value, problems } = judgePlan(withSections([...plan.sections, ...extra]), brief);
    expect(problems).toEqual([]);
    sectionPlanSchema.parse(value);
    expect(value.sections.map(({ key }) => key)).toContain('uber-uns');
    expect(new Set(value.sections.map(({ key }) => key)).size).toBe(value.sections.length);
    const home = value.sections.filter(({ page }) => page === 'index');
    expect(home.map(({ order }) => order)).toEqual(home.map((_, at) => at + 1));
  });

  it('drops ids and sections that the brief has nothing for', () => {
    const invented = [
      section('praise', { type: 'testimonials', factIds: ['testimonial.1'] }),
      section('people', { type: 'team', factIds: ['name'] }),
      section('more', { factIds: ['statement.2', 'statement.99', 'award.1'] }),
    ];
    const { value } = judgePlan(withSections([...plan.sections, ...invented]), brief);
    expect(value.sections.map(({ type }) => type)).not.toContain('testimonials');
    expect(value.sections.map(({ type }) => type)).not.toContain('team');
    expect(value.sections.find(({ key }) => key === 'more')?.factIds).toEqual(['statement.2']);
  });

  it('lists every offering, one by one', () => {
    const answer = plan.sections
      .filter(({ key }) => key !== 'our-bread-offerings')
      .map((each) => (each.key === 'offerings' ? { ...each, factIds: ['product'] } : each));
    const { value } = judgePlan(withSections(answer), brief);
    expect(value.sections.find(({ key }) => key === 'offerings')?.factIds).toEqual([
      'product.1',
      'product.2',
      'product.3',
      'product.4',
      'product.5',
    ]);
    const none = judgePlan(
      withSections(plan.sections.filter(({ type }) => type !== 'offerings')),
      brief,
    ).value;
    expect(none.sections.filter(({ type }) => type === 'offerings')).toHaveLength(1);
  });

  it('names a purpose that states what the brief does not, and what is withheld from it', () => {
    const { tone: _tone, brand: _brand, ...contents } = brief;
    const outline = outlineOf(contents);
    const stating = (purpose: string) =>
      judgePlan(withSections([...plan.sections, section('more', { purpose })]), outline).problems;
    expect(stating('Say that there are 12 ovens, and to ring 01632 960 111')).toEqual([
      'The purpose of section "more" states 12, 01632 960 111, which the brief does not: leave it out.',
    ]);
    expect(stating(`Have them call ${brief.contact.phone ?? ''}`)).toHaveLength(1);
    expect(stating('Say that every loaf takes 36 hours')).toEqual([]);
  });

  it('gives a page its hero back, first', () => {
    const { value } = judgePlan(withSections(plan.sections.filter(({ type }) => type !== 'hero')), brief);
    for (const { slug } of plan.pages) {
      expect(value.sections.find(({ page }) => page === slug)?.type).toBe('hero');
    }
  });

  it('names a page that is left empty and a section for a page that is not wanted', () => {
    const answer = plan.sections.map((each) =>
      each.page === 'visit' && each.type !== 'hero' ? { ...each, page: 'blog' } : each,
    );
    const { problems } = judgePlan(withSections(answer), brief);
    expect(problems).toContainEqual(expect.stringMatching(/^Section "visit-visit" is meant for page "blog"/));
    expect(problems).toContainEqual(
      expect.stringMatching(/^Page "Visit" \(visit\) has nothing below its hero/),
    );
  });
});
