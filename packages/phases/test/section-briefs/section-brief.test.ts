import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outlineOf, stated } from '../../src/brief-outline/outline.js';
import { offeringsOf } from '../../src/brief/facts.js';
import { briefContentsSchema } from '../../src/brief/schema.js';
import type { Brief } from '../../src/brief/schema.js';
import { writeCopy } from '../../src/copywriting/offline.js';
import { setContext } from '../../src/design-context/offline.js';
import { directDesign } from '../../src/design-strategy/offline.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import { chooseLayout } from '../../src/layout-generation/offline.js';
import { sectionBriefOf } from '../../src/section-briefs/section-brief.js';
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
  it('is a brief that says of each particular that there is one', () => {
    const outline = outlineOf(contentsOf(bakery));
    expect(briefContentsSchema.parse(outline)).toEqual(outline);
    expect(outline.contact).toMatchObject({ phone: stated, address: bakery.contact.address });
    expect(outline.products?.map(({ price }) => price)).toEqual(bakery.products?.map(() => stated));
    expect(outline.statements).toBe(bakery.statements);
  });

  it('says of none that is not there', () => {
    const outline = outlineOf({ ...contentsOf(bakery), contact: {}, products: [{ name: 'Bread' }] });
    expect(outline).toMatchObject({ contact: {}, products: [{ name: 'Bread' }] });
    expect(outline.products?.[0]).not.toHaveProperty('price');
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
  const of = (type: 'hero' | 'faq' | 'offerings', factIds: string[]) =>
    sectionBriefOf(contentsOf(bakery), { type, factIds });

  it('has a particular where the section may state it, and not elsewhere', () => {
    expect(of('hero', ['contact.phone']).contact.phone).toBe(bakery.contact.phone);
    expect(of('hero', ['contact']).contact.phone).toBe(bakery.contact.phone);
    expect(of('faq', []).contact.phone).toBe(bakery.contact.phone);
    expect(of('hero', ['name']).contact.phone).toBe(stated);
    const prices = offeringsOf(of('offerings', ['product.2', 'product.3.price'])).map(({ price }) => price);
    const own = offeringsOf(bakery).map(({ price }) => price);
    expect(prices).toEqual(own.map((price, at) => (at === 1 || at === 2 ? price : stated)));
  });

  it('leaves the words of every section as they are, for any brief', () => {
    fc.assert(
      fc.property(anyBrief(), (brief) => {
        const designContext = setContext(brief);
        const plan = planSections(brief);
        for (const section of layoutOf(chooseLayout(designContext, plan), plan).sections) {
          const own = sectionBriefOf(contentsOf(brief), section);
          expect(writeCopy({ section, brief: own, designContext })).toEqual(
            writeCopy({ section, brief, designContext }),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
