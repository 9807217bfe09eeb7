import { describe, expect, it } from '@jest/globals';
import { pageMetadataChoiceSchema, pageMetadataSchema } from '../../src/seo-metadata/artifact.js';
import type { PageMetadataChoice } from '../../src/seo-metadata/artifact.js';
import { pageMetadataOf } from '../../src/seo-metadata/metadata.js';
import { chooseMetadata } from '../../src/seo-metadata/offline.js';
import { pageGraph } from '../../src/seo-metadata/page-graph.js';
import { metadataTask } from '../../src/seo-metadata/task.js';
import { chooseSeo } from '../../src/seo-strategy/offline.js';
import { seoStrategyOf } from '../../src/seo-strategy/strategy.js';
import { seoTask } from '../../src/seo-strategy/task.js';
import { exampleBrief, exampleNames } from '../image-planning/inputs.js';
import { copyWith, designContext, pagesOf } from '../seo-strategy/inputs.js';

const bakery = exampleBrief('bakery');
const copy = [
  copyWith({
    sectionKey: 'index-hero',
    lead: 'Every loaf ferments for 36 hours. Then it is baked in a wood-fired oven.',
  }),
  copyWith({
    sectionKey: 'visit-hero',
    lead: 'A bench outside seats eight.',
    items: ['faq.2', 'faq.4', null].map((ref) => ({
      ref,
      title: 'As shown',
      text: 'At 14 Mill Lane',
      factIds: [],
    })),
  }),
];

function inputsFor(slug: string, brief = bakery) {
  const pages = pagesOf(brief);
  const page = pages.find((candidate) => candidate.slug === slug) ?? pages[0];
  if (page === undefined) throw new Error('A brief has a page');
  const seoStrategy = seoStrategyOf(chooseSeo(seoTask({ brief, designContext, pages })), brief, pages);
  return { page, seoStrategy, copy };
}

function byRule(slug: string, brief = bakery) {
  const inputs = inputsFor(slug, brief);
  return pageMetadataOf(chooseMetadata(metadataTask(inputs)), inputs);
}

function graphOf(slug: string, brief = bakery): { '@type': string }[] {
  const text = pageGraph({ ...inputsFor(slug, brief), pageMetadata: byRule(slug, brief), brief });
  // The text was written from a document with a graph of nodes; the assertions look at what is in it.
  return (JSON.parse(text) as { '@graph': { '@type': string }[] })['@graph'];
}

describe('what is read to write a description', () => {
  it('has no number to call and no address, nor the sentence around it', () => {
    const lead = 'Bread on six days a week. Something else? Call +44 1584 555 0142 or write to us.';
    const told = copyWith({ sectionKey: 'index-hero', lead, body: ['Write to hello@bakery.example.'] });
    const { text } = metadataTask({ ...inputsFor('index'), copy: [told] });
    expect(text).toEqual(['Bread on six days a week. Something else?']);
  });
});

describe('pageMetadataOf, with the choices by rule', () => {
  it.each(exampleNames)(
    'gives every page of the %s a title and a description of its own, in length',
    (name) => {
      const brief = exampleBrief(name);
      const made = pagesOf(brief).map(({ slug }) => byRule(slug, brief));
      for (const metadata of made) {
        expect(pageMetadataSchema.parse(metadata)).toEqual(metadata);
        expect(metadata.title.length).toBeLessThanOrEqual(60);
        expect(metadata.description.length).toBeGreaterThanOrEqual(70);
        expect(metadata.description.length).toBeLessThanOrEqual(155);
      }
      expect(new Set(made.map(({ title }) => title)).size).toBe(made.length);
      expect(new Set(made.map(({ description }) => description)).size).toBe(made.length);
    },
  );

  it('describes a page by its own text first', () => {
    expect(byRule('index')).toMatchObject({
      title: 'Hearth & Rye – bakery in Ludlow, Shropshire',
      description: 'Every loaf ferments for 36 hours. Then it is baked in a wood-fired oven.',
      canonicalPath: '/',
    });
    expect(byRule('visit').canonicalPath).toBe('/visit.html');
  });

  it('does not describe two pages by the text that they share', () => {
    const lead = 'Every loaf ferments for 36 hours, and there is no added yeast in any of our sourdough.';
    const shared = ['index-hero', 'our-bread-hero', 'visit-hero'].map((sectionKey) =>
      copyWith({ sectionKey, lead }),
    );
    const made = ['index', 'our-bread', 'visit'].map((slug) => {
      const inputs = { ...inputsFor(slug), copy: shared };
      return pageMetadataOf(chooseMetadata(metadataTask(inputs)), inputs).description;
    });
    expect(new Set(made).size).toBe(3);
    expect(made[2]).toMatch(/^Visit\. /);
  });

  it('takes no question without its answer', () => {
    const inputs = inputsFor('visit');
    const asking = copyWith({ sectionKey: 'visit-hero', lead: 'Something else? Write to us.' });
    const asked = { ...inputs, copy: [asking] };
    const { description } = pageMetadataOf(chooseMetadata(metadataTask(asked)), asked);
    expect(description).toMatch(/^Write to us\. /);
  });

  it('writes the same whatever the telephone number is: only machines are told of it on every page', () => {
    const other = { ...bakery, contact: { ...bakery.contact, phone: '+44 1584 555 0199' } };
    expect(byRule('visit', other)).toEqual(byRule('visit'));
    expect(JSON.stringify(graphOf('visit', other))).toContain('+44 1584 555 0199');
  });

  it('puts the business and the site on the home page, and the way home on the others', () => {
    expect(graphOf('index').map((node) => node['@type'])).toEqual(['Bakery', 'WebSite', 'WebPage']);
    expect(graphOf('our-bread').map((node) => node['@type'])).toEqual([
      'Bakery',
      'WebPage',
      'BreadcrumbList',
    ]);
    expect(graphOf('index')[0]).toHaveProperty('hasMenu');
    expect(graphOf('our-bread')[0]).not.toHaveProperty('hasMenu');
  });

  it('lists the questions that the page shows, in the words of the brief', () => {
    expect(graphOf('visit').at(-1)).toMatchObject({
      '@type': 'FAQPage',
      mainEntity: [
        { name: 'Is the sourdough vegan?', acceptedAnswer: { text: bakery.faqs[1]?.answer } },
        { name: 'Is there somewhere to sit?' },
      ],
    });
  });

  it('writes no address where the brief has none for the site', () => {
    const graph = graphOf('visit', { ...bakery, url: undefined });
    expect(JSON.stringify(graph)).not.toContain('hearthandrye.example/');
    expect(graph.find((node) => node['@type'] === 'WebPage')).not.toHaveProperty('url');
  });
});

describe('pageMetadataOf, with the choices of a model', () => {
  const good: PageMetadataChoice = {
    title: 'Visit – a bench for eight in Mill Lane, Ludlow',
    description:
      'Find us at 14 Mill Lane in Ludlow, where a bench outside seats eight and the oven keeps warm.',
    openGraphTitle: 'Visit Hearth & Rye',
    openGraphDescription: 'At 14 Mill Lane in Ludlow.',
  };
  const made = (changes: Partial<PageMetadataChoice>) =>
    pageMetadataOf(pageMetadataChoiceSchema.parse({ ...good, ...changes }), inputsFor('visit'));
  const rule = byRule('visit');

  it('takes them where they hold', () => {
    expect(made({})).toMatchObject({
      title: good.title,
      description: good.description,
      openGraph: { title: good.openGraphTitle, description: good.openGraphDescription, type: 'website' },
    });
  });

  it.each([
    ['too long', `Visit – ${'and see '.repeat(7)}`],
    ['that could be another page’s', 'Our bread – Hearth & Rye'],
    ['with a figure that is nowhere', 'Visit – 40 kinds of bread'],
  ])('writes the title by rule in place of one %s', (_, title) => {
    expect(made({ title }).title).toBe(rule.title);
  });

  it.each([
    ['too short', 'Come by.'],
    ['too long', 'Come and see the bench. '.repeat(7)],
    ['with a figure that is nowhere', `${good.description} Since 1874.`],
  ])('writes the description by rule in place of one %s', (_, description) => {
    expect(made({ description: description.slice(0, 170) }).description).toBe(rule.description);
  });
});
