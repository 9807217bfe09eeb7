import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seoChoiceSchema, seoStrategySchema } from '../../src/seo-strategy/artifact.js';
import { businessNode } from '../../src/seo-strategy/business.js';
import { businessType } from '../../src/seo-strategy/business-type.js';
import { jsonLdText } from '../../src/seo-strategy/json-ld.js';
import { chooseSeo } from '../../src/seo-strategy/offline.js';
import { seoStrategyOf } from '../../src/seo-strategy/strategy.js';
import { seoTask } from '../../src/seo-strategy/task.js';
import { pageTitles, titleBelongsTo } from '../../src/seo-strategy/titles.js';
import { exampleBrief, exampleNames } from '../image-planning/inputs.js';
import { designContext, pagesOf } from './inputs.js';

const bakery = exampleBrief('bakery');

function strategyOf(brief = bakery) {
  const pages = pagesOf(brief);
  const choice = chooseSeo(seoTask({ brief, designContext, pages }));
  expect(seoChoiceSchema.parse(choice)).toEqual(choice);
  return seoStrategyOf(choice, brief, pages);
}

/** The business as machines are told of it. */
function businessText(brief = bakery): string {
  const { structuredDataType, summary } = strategyOf(brief);
  return jsonLdText(businessNode(brief, structuredDataType, summary));
}

function businessIn(brief = bakery) {
  const node: unknown = JSON.parse(businessText(brief));
  return node;
}

describe('seoStrategyOf, with the choices by rule', () => {
  it.each(exampleNames)('gives the %s a title for each page and phrases for pages that exist', (name) => {
    const brief = exampleBrief(name);
    const strategy = strategyOf(brief);
    expect(seoStrategySchema.parse(strategy)).toEqual(strategy);
    const slugs = pagesOf(brief).map(({ slug }) => slug);
    expect(strategy.pageTitles.map(({ slug }) => slug)).toEqual(slugs);
    for (const { page } of strategy.keywords) expect(slugs).toContain(page);
    expect(strategy.summary.length).toBeGreaterThanOrEqual(70);
  });

  it('describes a bakery with its menu, address, hours and coordinates', () => {
    expect(businessIn()).toMatchObject({
      '@type': 'Bakery',
      '@id': 'https://hearthandrye.example/#business',
      name: 'Hearth & Rye',
      telephone: '+44 1584 555 0142',
      address: { '@type': 'PostalAddress', streetAddress: '14 Mill Lane', postalCode: 'SY8 1AA' },
      geo: { '@type': 'GeoCoordinates', latitude: 52.3676, longitude: -2.7181 },
      sameAs: ['https://social.example/hearthandrye'],
    });
    expect(businessIn()).toHaveProperty('openingHoursSpecification.length', 4);
    expect(businessIn()).toHaveProperty('hasMenu.hasMenuItem.0', {
      '@type': 'MenuItem',
      name: 'Mill Lane sourdough',
      description: 'White and wholemeal wheat, long-fermented, dark crust',
      offers: { '@type': 'Offer', price: '4.80', priceCurrency: 'GBP' },
    });
  });

  it('describes a law firm with fees in the groups of the brief', () => {
    expect(businessIn(exampleBrief('law-firm'))).toMatchObject({
      '@type': 'LegalService',
      hasOfferCatalog: {
        itemListElement: [
          {
            name: 'Property',
            itemListElement: [
              {
                '@type': 'Offer',
                priceSpecification: {
                  '@type': 'UnitPriceSpecification',
                  minPrice: '1150.00',
                  priceCurrency: 'GBP',
                  valueAddedTaxIncluded: false,
                },
                itemOffered: { '@type': 'Service', name: 'Buying or selling a home' },
              },
              {},
              {},
            ],
          },
          { name: 'Family and estates' },
          { name: 'Companies' },
        ],
      },
    });
  });

  it('says nothing that the brief leaves out', () => {
    const bare = {
      ...bakery,
      url: undefined,
      tagline: undefined,
      hours: [],
      contact: {},
      socials: [],
      products: [{ name: 'Bread' }],
    };
    expect(businessIn(bare)).toEqual({
      '@type': 'Bakery',
      '@id': '#business',
      name: 'Hearth & Rye',
      description: expect.any(String),
      areaServed: 'Ludlow, Shropshire',
      hasMenu: { '@type': 'Menu', hasMenuItem: [{ '@type': 'MenuItem', name: 'Bread' }] },
    });
  });

  it('cannot be broken out of by the words of a brief', () => {
    const hostile = { ...bakery, name: '</script><script>alert(1)</script>' };
    expect(businessText(hostile)).not.toContain('<');
    expect(businessIn(hostile)).toHaveProperty('name', hostile.name);
  });
});

describe('seoStrategyOf, with the choices of a model', () => {
  const choice = {
    keywords: [{ phrase: 'bread', intent: 'find' as const, page: 'nowhere' }],
    structuredDataType: 'Restaurant' as const,
    pageAngles: [{ slug: 'visit', angle: 'The way here' }],
  };

  it('leads phrases for pages that are not there to the home page, and gives every page an angle', () => {
    const strategy = seoStrategyOf(choice, bakery, pagesOf(bakery));
    expect(strategy.keywords).toEqual([{ phrase: 'bread', intent: 'find', page: 'index' }]);
    expect(strategy.pageAngles).toEqual([
      { slug: 'index', angle: 'Home' },
      { slug: 'our-bread', angle: 'Our bread' },
      { slug: 'visit', angle: 'The way here' },
    ]);
  });

  it('keeps the type of a trade that has one, and takes the model’s for a trade that has none', () => {
    expect(seoStrategyOf(choice, bakery, pagesOf(bakery)).structuredDataType).toBe('Bakery');
    const other = { ...bakery, industry: 'supper club' };
    expect(seoStrategyOf(choice, other, pagesOf(other)).structuredDataType).toBe('Restaurant');
  });
});

describe('businessType', () => {
  it.each([
    ['bakery', 'Bakery'],
    ['law firm', 'LegalService'],
    ['climbing gym', 'SportsActivityLocation'],
    ['gym', 'ExerciseGym'],
    ['dentist', 'MedicalBusiness'],
    ['kite flying', 'LocalBusiness'],
    ['lawn care', 'LocalBusiness'],
  ])('knows a %s as %s', (industry, type) => {
    expect(businessType(industry)).toBe(type);
  });
});

describe('pageTitles', () => {
  const titles = fc.array(
    fc.constantFrom('Visit', 'visit', 'Visit us', 'Visit us 2', 'Prices', 'P'.repeat(60)),
    {
      minLength: 1,
      maxLength: 8,
    },
  );

  it('gives titles of at most 60 characters, no two the same, each beginning with its own page’s name', () => {
    fc.assert(
      fc.property(titles, fc.string({ minLength: 1, maxLength: 60 }), (wanted, name) => {
        const pages = ['Home', ...wanted].map((title, place) => ({
          slug: place === 0 ? 'index' : `page-${place}`,
          title,
        }));
        const made = pageTitles({ ...bakery, name }, pages);
        expect(new Set(made.map(({ title }) => title)).size).toBe(pages.length);
        for (const { slug, title } of made) {
          expect(title.length).toBeLessThanOrEqual(60);
          expect(titleBelongsTo(title, slug, made)).toBe(true);
        }
      }),
    );
  });

  it('does not take "Visit us" for a title of the page "Visit" where there is a page "Visit us"', () => {
    const made = pageTitles(bakery, [
      { slug: 'visit', title: 'Visit' },
      { slug: 'visit-us', title: 'Visit us' },
    ]);
    expect(titleBelongsTo('Visit us today', 'visit', made)).toBe(false);
    expect(titleBelongsTo('Visit us today', 'visit-us', made)).toBe(true);
  });
});
