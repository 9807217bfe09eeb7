import { describe, expect, it } from '@jest/globals';
import { briefSchema, type BriefInput } from '../../src/brief/schema.js';
import type { SectionCopy } from '../../src/copywriting/artifact.js';
import {
  facts,
  faq,
  gallery,
  legalText,
  process,
  story,
  team,
  testimonials,
  visit,
} from '../../src/copywriting/headings.js';
import { exampleBrief } from '../image-planning/inputs.js';
import { ruledSite } from '../offline/site.js';

const least: BriefInput = {
  name: 'Still Point',
  industry: 'yoga studio',
  location: 'Leeds',
  audiences: ['Beginners who want a slow start', 'Parents-to-be'],
  tone: ['calm'],
  services: [{ name: 'Hatha' }, { name: 'Vinyasa' }, { name: 'Restorative yoga' }],
};

/** The words by rule, by the key of their section. */
function words(input: BriefInput): Record<string, SectionCopy> {
  const { copy } = ruledSite(briefSchema.parse(input));
  return Object.fromEntries(copy.map((section) => [section.sectionKey, section]));
}

describe('writeCopy', () => {
  it('opens with the tagline, what it is and where, and true sentences', () => {
    expect(words(exampleBrief('bakery'))['hero']).toMatchObject({
      kicker: 'Bakery in Ludlow, Shropshire',
      heading: 'Bread worth getting up for.',
      lead: 'Our breads are flour, water and salt. The rest is time, 36 hours of it. We bake in a wood-fired oven at 14 Mill Lane.',
      factIds: ['industry', 'location', 'tagline', 'statement.1', 'statement.2'],
    });
  });

  it('makes an opening of a brief that says nothing but what and for whom', () => {
    expect(words(least)['hero']).toMatchObject({
      kicker: 'Yoga studio in Leeds',
      heading: 'Hatha, vinyasa and restorative yoga',
      lead: 'Still Point is for beginners who want a slow start and parents-to-be.',
    });
    const plain = words({ ...least, industry: 'plumbing and heating', services: [{ name: 'Boilers' }] });
    expect(plain['hero']).toMatchObject({ kicker: 'Still Point', heading: 'Plumbing and heating in Leeds' });
  });

  it('says a tagline that is too long for a headline first, below it', () => {
    const tagline = 'A quiet room above the market where nobody has to be good at anything';
    expect(words({ ...least, tagline })['hero']).toMatchObject({
      heading: 'Hatha, vinyasa and restorative yoga',
      lead: `${tagline}.`,
    });
  });

  it('calls the steps by their names, and a page by more than its title', () => {
    const bakery = words(exampleBrief('bakery'));
    expect(bakery['process']?.heading).toBe('Mill, ferment, fire, collect');
    expect(bakery['our-bread-process']?.heading).not.toBe('Mill, ferment, fire, collect');
    expect(bakery['visit-hero']).toMatchObject({ kicker: 'Visit', heading: 'Find us at 14 Mill Lane' });
    expect(bakery['visit-visit']?.heading).not.toMatch(/find us/i);
    expect(words(exampleBrief('law-firm'))['contact-hero']?.heading).toBe('Write, call or come by');
  });

  it('reads the purpose of a page to visitors only where it is meant for them', () => {
    const gym = words(exampleBrief('climbing-gym'));
    expect(gym['prices-hero']?.lead).toBe('Every pass, membership and course with its price.');
    // "Take away the fear of a first visit" is for whoever makes the page.
    expect(gym['first-visit-hero']?.lead).toBe('What happens, step by step, and what people ask first.');
  });

  it('takes a short sentence of the brief for the heading of a story, and does not say it again', () => {
    const story = words(exampleBrief('law-firm'))['story'];
    expect(story?.heading).toBe('The fee is agreed in writing before any work begins.');
    expect([story?.lead, ...(story?.body ?? [])].join(' ')).not.toContain('agreed in writing');
  });

  it('leads from a selection to the whole list, and from the whole list nowhere', () => {
    const gym = words(exampleBrief('climbing-gym'));
    expect(gym['offerings']?.items).toHaveLength(6);
    expect(gym['offerings']?.actions).toEqual([{ label: 'See all prices', target: 'offerings' }]);
    expect(gym['prices-offerings']?.items).toHaveLength(9);
    expect(gym['prices-offerings']?.actions).toEqual([]);
  });

  it('asks nobody to write to who has only a telephone, nor to call who has none', () => {
    for (const industry of ['bakery', 'law firm', 'plumber', 'pottery', 'web design', 'café']) {
      const asked = (contact: BriefInput['contact']) => {
        const copy = words({ ...least, industry, contact })['contact'];
        return `${copy?.heading} ${copy?.lead}`;
      };
      expect(asked({ phone: '01632 960 187' })).not.toMatch(/\b(write|line|lines|sketch)\b/i);
      expect(asked({ email: 'a@still.example' })).not.toMatch(/\bcall\b/i);
    }
  });

  it('does not say "we" for a business that speaks of itself by name, where it can be helped', () => {
    const copy = words({
      ...least,
      statements: ['Still Point has one room.', 'The floor is warm.'],
      contact: { phone: '1' },
    });
    const headingsAndKickers = Object.values(copy).flatMap(({ heading, kicker }) => [heading, kicker]);
    expect(headingsAndKickers.join('\n')).not.toMatch(/\b(we|our|us)\b/i);
  });

  it('writes curly quotation marks and apostrophes', () => {
    const copy = words({ ...least, statements: ["It's Leeds' oldest floor -- or so it seems."], facts: [] });
    expect(copy['hero']?.lead ?? copy['hero']?.heading).toBe('It’s Leeds’ oldest floor – or so it seems.');
  });
});

describe('headings', () => {
  it('name no two kinds of section of a page alike', () => {
    const together = { process, story, faq, team, testimonials, gallery, facts, visit, legalText };
    const seen = new Map<string, string>();
    for (const [bank, lines] of Object.entries(together)) {
      for (const heading of new Set(Object.values(lines).flat())) {
        expect([heading, seen.get(heading ?? '') ?? bank]).toEqual([heading, bank]);
        seen.set(heading ?? '', bank);
      }
    }
  });
});
