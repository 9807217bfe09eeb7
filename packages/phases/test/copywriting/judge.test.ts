import { describe, expect, it } from '@jest/globals';
import type { SectionCopy } from '../../src/copywriting/artifact.js';
import { judgeCopy } from '../../src/copywriting/judge.js';
import { exampleBrief } from '../image-planning/inputs.js';
import { ruledSite } from '../offline/site.js';

const brief = exampleBrief('bakery');
const site = ruledSite(brief);

/** What becomes of the words of a section when a model changes some of them. */
function judged(key: string, change: Partial<SectionCopy>) {
  const section = site.layout.sections.find((candidate) => candidate.key === key);
  const copy = site.copy.find(({ sectionKey }) => sectionKey === key);
  if (section === undefined || copy === undefined) throw new Error(`No section "${key}"`);
  return judgeCopy({ ...copy, ...change }, { section, brief, designContext: site.context });
}

function item(ref: string) {
  return { ref, title: ref, text: null, factIds: [] };
}

describe('judgeCopy', () => {
  it('lets the words by rule stand as they are', () => {
    for (const copy of site.copy) {
      expect(judged(copy.sectionKey, {})).toEqual({ value: copy, problems: [] });
    }
  });

  it('corrects keys, drops ids that the brief does not have and parts without a slot', () => {
    const { value, problems } = judged('offerings', {
      sectionKey: 'other',
      kicker: 'Fresh',
      factIds: ['product.99', 'statement.4'],
    });
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ sectionKey: 'offerings', kicker: null, factIds: ['statement.4'] });
  });

  it('keeps the order of items, drops invented ones and adds forgotten ones', () => {
    const { value } = judged('offerings', {
      items: [item('product.3'), item('product.77'), item('product.1'), item('product.3')],
    });
    expect(value.items.map(({ ref }) => ref)).toEqual([
      'product.3',
      'product.1',
      'product.2',
      'product.4',
      'product.5',
    ]);
  });

  it('leaves out buttons that lead nowhere, and never an opening without one', () => {
    expect(judged('hero', { actions: [{ label: 'Look', target: 'gallery' }] }).value.actions).toHaveLength(1);
    expect(judged('hero', { actions: [] }).value.actions.map(({ label }) => label)).toEqual([
      'Pre-order for tomorrow',
      'See what we bake',
    ]);
  });

  it.each<[string, Partial<SectionCopy>, RegExp]>([
    ['a number', { lead: 'Baked by 12 bakers.' }, /state 12, and no fact that this section may use does/],
    ['a number in words', { lead: 'Baked for forty years.' }, /state forty,/],
    ['customers that nobody counted', { lead: 'Bread for over 500 customers.' }, /state 500,/],
    ['a count of more than is listed', { lead: 'Nine breads on the counter.' }, /state Nine,/],
    ['a count of what no list is of', { lead: 'Three ovens, all day.' }, /state Three,/],
    [
      'a quotation',
      { lead: 'They say “the best bread in the county”.' },
      /“the best bread in the county” stands as a quotation/,
    ],
    ['a phrase that fits anybody', { lead: 'Nestled in Ludlow.' }, /nestled/],
    [
      'a heading that does not fit',
      { heading: 'Bread that is worth getting up for in the morning, each day' },
      /heading has 59 characters, and at most 42 fit/,
    ],
  ])('refuses %s', (_, change, problem) => {
    const { problems } = judged('hero', change);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it('refuses a number, an address and a price that stand beside its words, or in another section', () => {
    const { phone = '', email = '' } = brief.contact;
    const lead = `Call ${phone} or write to ${email}: a loaf is £4.80.`;
    for (const key of ['hero', 'contact', 'offerings']) {
      expect(judged(key, { lead }).problems).toEqual([
        expect.stringContaining(`state ${email}, ${phone}, £4.80, and no fact`),
      ]);
    }
    expect(judged('visit-faq', { lead: `Call ${phone} or write to ${email}.` }).problems).toEqual([]);
  });

  it('takes a number of its facts in words, and none of another section’s', () => {
    const nine = { lead: 'Our flour comes from nine miles away.' };
    expect(judged('process', nine).problems).toEqual([]);
    expect(judged('hero', nine).problems).toEqual([expect.stringContaining('state nine,')]);
  });

  it('takes a count in words of what the brief lists, as the quality check does', () => {
    for (const lead of ['Five breads on the counter.', 'There are three ways to ask.'])
      expect(judged('hero', { lead }).problems).toEqual([]);
  });

  it('takes the marks of German quotations, and of two parts, for what they are', () => {
    const change = { heading: 'Brot der „Mühle“', lead: 'Die „Krume“ aus Ludlow, “Rye” und “Mill”.' };
    expect(judged('hero', change).problems).toEqual([]);
    expect(judged('hero', { lead: 'Man sagt „das beste Brot der Grafschaft“.' }).problems[0]).toMatch(
      /das beste Brot der Grafschaft.*stands as a quotation/,
    );
  });
});
