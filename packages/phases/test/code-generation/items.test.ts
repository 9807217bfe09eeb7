import { describe, expect, it } from '@jest/globals';
import { itemsOf } from '../../src/code-generation/items.js';
import type { SectionCopy } from '../../src/copywriting/artifact.js';
import { sampleBrief, sampleSite } from './sample-site.js';

const brief = sampleBrief('bakery');
const sections = sampleSite('bakery')[0]?.layout.sections ?? [];
const sectionOf = (type: string, variant: string) => {
  const found = sections.find((section) => section.type === type && section.variant === variant);
  if (found === undefined) throw new Error(`The sample site has no ${type} of variant ${variant}`);
  return found;
};
const copyWith = (items: Pick<SectionCopy['items'][number], 'ref' | 'title' | 'text'>[]): SectionCopy => ({
  sectionKey: 'any',
  kicker: null,
  heading: 'Any',
  lead: null,
  body: [],
  items: items.map((item) => ({ ...item, factIds: [] })),
  actions: [],
  note: null,
  factIds: [],
});

const inventedFor = (ref: string) => copyWith([{ ref, title: 'Invented', text: 'Invented.' }]);

describe('itemsOf', () => {
  it('takes names and prices from the brief, the running text from the copy', () => {
    const copy = copyWith([{ ref: 'product.2', title: 'Another name', text: 'Dark and dense.' }]);
    expect(itemsOf(sectionOf('offerings', 'list'), copy, brief)).toEqual([
      {
        ref: 'product.2',
        title: 'Seeded rye',
        text: 'Dark and dense.',
        price: '£5.20',
        detail: null,
        group: null,
      },
    ]);
  });

  it('shows answers, quotations, people and figures in the words of the brief', () => {
    expect(itemsOf(sectionOf('faq', 'split'), inventedFor('faq.2'), brief)[0]).toMatchObject({
      title: 'Is the sourdough vegan?',
      text: 'Yes. Flour, water and salt are all that goes into it.',
    });
    expect(itemsOf(sectionOf('testimonials', 'quotes'), inventedFor('testimonial.1'), brief)[0]?.text).toBe(
      'A sentence.',
    );
    expect(itemsOf(sectionOf('facts', 'strip'), inventedFor('fact.1'), brief)[0]).toMatchObject({
      title: '36 h',
    });
  });

  it('leaves out what the brief does not have, and everybody whom nobody knows', () => {
    const copy = copyWith([
      { ref: null, title: 'A Stranger', text: 'Said something.' },
      { ref: 'testimonial.9', title: 'Another', text: 'Said more.' },
      { ref: 'testimonial.1', title: 'A member', text: 'A sentence.' },
    ]);
    expect(itemsOf(sectionOf('testimonials', 'quotes'), copy, brief).map(({ ref }) => ref)).toEqual([
      'testimonial.1',
    ]);
  });

  it('shows the facts that the section was planned with when the copy lists none', () => {
    expect(itemsOf(sectionOf('offerings', 'list'), copyWith([]), brief).map(({ ref }) => ref)).toEqual(
      [1, 2, 3, 4, 5].map((place) => `product.${place}`),
    );
  });
});
