import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outlineOf } from '../../src/brief-outline/outline.js';
import { offeringsOf } from '../../src/brief/facts.js';
import { briefOutlineSchema, narrowedBriefSchema } from '../../src/brief/schema.js';
import type { Brief } from '../../src/brief/schema.js';
import { judgeCopy } from '../../src/copywriting/judge.js';
import { writeCopy } from '../../src/copywriting/offline.js';
import { setContext } from '../../src/design-context/offline.js';
import { directDesign } from '../../src/design-strategy/offline.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import { chooseLayout } from '../../src/layout-generation/offline.js';
import { sectionBriefOf } from '../../src/section-briefs/section-brief.js';
import type { SectionType } from '../../src/section-planning/artifact.js';
import { planSections } from '../../src/section-planning/offline.js';
import { anyBrief } from '../brief/arbitrary.js';
import { exampleBrief } from '../image-planning/inputs.js';

const bakery = exampleBrief('bakery');

function contentsOf({ tone: _tone, brand: _brand, ...contents }: Brief) {
  return contents;
}

/** The brief with another telephone number, mail address and price wherever it has one. */
function withOtherParticulars(brief: Brief): Brief {
  const { contact, products, services } = brief;
  const priced = <T extends { price?: string | undefined }>(offering: T): T =>
    offering.price === undefined ? offering : { ...offering, price: '£999.50' };
  return {
    ...brief,
    ...(products && { products: products.map(priced) }),
    ...(services && { services: services.map(priced) }),
    contact: {
      ...contact,
      ...(contact.phone !== undefined && { phone: '+44 20 7946 0000' }),
      ...(contact.email !== undefined && { email: 'other@example.org' }),
    },
  };
}

describe('the outline of a brief', () => {
  it('says of each particular that there is one, and has no words for it', () => {
    const outline = outlineOf(contentsOf(bakery));
    expect(briefOutlineSchema.parse(outline)).toEqual(outline);
    expect(outline.contact).toMatchObject({ phone: true, email: true, address: bakery.contact.address });
    expect(outline.products?.map(({ price }) => price)).toEqual(bakery.products?.map(() => true));
    expect(outline.statements).toBe(bakery.statements);
  });

  it('says of none that is not there', () => {
    const outline = outlineOf({ ...contentsOf(bakery), contact: {}, products: [{ name: 'Bread' }] });
    expect(outline).toMatchObject({ contact: {}, products: [{ name: 'Bread' }] });
    expect(outline.products?.[0]).not.toHaveProperty('price');
  });

  it.each(['phone', 'email'])('cannot have words in place of a %s', (way) => {
    const outline = outlineOf(contentsOf(bakery));
    const contact = { ...outline.contact, [way]: 'given' };
    expect(briefOutlineSchema.safeParse({ ...outline, contact }).success).toBe(false);
  });

  it('cannot have words in place of a price', () => {
    const outline = outlineOf(contentsOf(bakery));
    const products = [{ name: 'Bread', price: 'given' }];
    expect(briefOutlineSchema.safeParse({ ...outline, products }).success).toBe(false);
  });

  it('is the same whatever they are, for any brief, and leaves the rules what they need', () => {
    fc.assert(
      fc.property(anyBrief(), (brief) => {
        const { tone, brand } = brief;
        const outline = outlineOf(contentsOf(brief));
        expect(outlineOf(contentsOf(withOtherParticulars(brief)))).toEqual(outline);
        expect(directDesign({ ...outline, tone, brand })).toEqual(directDesign(brief));
        expect(setContext({ ...outline, tone })).toEqual(setContext(brief));
        expect(planSections(outline)).toEqual(planSections(brief));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the brief of a section', () => {
  const of = (type: SectionType, factIds: string[]) => sectionBriefOf(contentsOf(bakery), { type, factIds });
  const { phone, email } = bakery.contact;

  it('has a particular where the words of the section may state it, and not elsewhere', () => {
    expect(of('hero', ['contact.phone']).contact).toMatchObject({ phone, email: true });
    expect(of('cta', ['contact']).contact).toMatchObject({ phone, email });
    expect(of('faq', []).contact).toMatchObject({ phone, email });
    expect(of('hero', ['name']).contact).toMatchObject({ phone: true, email: true });
    const prices = offeringsOf(of('hero', ['product.2', 'product.3.price'])).map(({ price }) => price);
    const own = offeringsOf(bakery).map(({ price }) => price);
    expect(prices).toEqual(own.map((price, at) => (at === 1 || at === 2 ? price : true)));
  });

  it('has none that the section shows beside its words', () => {
    expect(of('contact', ['contact']).contact).toMatchObject({ phone: true, email: true });
    expect(of('visit', ['contact.phone', 'contact.email']).contact).toMatchObject({ phone: true, email });
    const prices = offeringsOf(of('offerings', ['product'])).map(({ price }) => price);
    expect(prices).toEqual(offeringsOf(bakery).map(() => true));
  });

  it('is one that its schema knows', () => {
    const narrowed = of('faq', []);
    expect(narrowedBriefSchema.parse(narrowed)).toEqual(narrowed);
  });

  it('leaves the words of every section as they are, and each of their figures a fact, for any brief', () => {
    fc.assert(
      fc.property(anyBrief(), (brief) => {
        const designContext = setContext(brief);
        const plan = planSections(brief);
        for (const section of layoutOf(chooseLayout(designContext, plan), plan).sections) {
          const own = sectionBriefOf(contentsOf(brief), section);
          const copy = writeCopy({ section, brief: own, designContext });
          expect(copy).toEqual(writeCopy({ section, brief, designContext }));
          const { problems } = judgeCopy(copy, { section, brief: own, designContext });
          expect(problems.filter((problem) => problem.includes('no fact'))).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
