import { describe, expect, it } from '@jest/globals';
import { layoutSchema } from '../../src/layout-generation/artifact.js';
import { catalogue, variantsOf } from '../../src/layout-generation/catalogue.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import { sectionTypes, type PlannedSection } from '../../src/section-planning/artifact.js';

const planned = (type: PlannedSection['type'], factIds: string[] = []): PlannedSection => ({
  key: 'one',
  type,
  purpose: 'shown',
  order: 1,
  page: 'index',
  factIds,
});
const layoutWith = (variant: string, section: PlannedSection) =>
  layoutOf(
    {
      header: 'bar',
      footer: 'line',
      density: 'airy',
      sections: [{ key: section.key, variant, band: 'tinted' }],
    },
    { pages: [{ slug: 'index', title: 'Home', purpose: null }], sections: [section] },
  );

describe('layoutOf', () => {
  it('completes every variant of every type to what the schema says', () => {
    for (const type of sectionTypes) {
      for (const variant of variantsOf(type)) {
        const layout = layoutSchema.parse(
          layoutWith(variant, planned(type, ['product.1', 'product.2', 'product.3'])),
        );
        expect(layout.sections[0]).toMatchObject({ type, variant, band: 'tinted', key: 'one' });
        expect(layout.sections[0]?.textSlots).toEqual(catalogue[type][variant]?.textSlots);
      }
    }
  });

  it('takes the first variant where the one chosen is not of the type, and plain where nothing is chosen', () => {
    expect(layoutWith('no-such', planned('faq')).sections[0]?.variant).toBe('split');
    const left = layoutOf(
      { header: 'bar', footer: 'line', density: 'airy', sections: [] },
      { pages: [], sections: [planned('hero')] },
    );
    expect(left.sections[0]).toMatchObject({ variant: 'frame', band: 'plain' });
  });

  it('plans a picture for each offering, and none for one that is not there', () => {
    const slots = layoutWith('showcase', planned('offerings', ['product.2', 'product.2.price', 'service.1']))
      .sections[0]?.imageSlots;
    expect(slots?.map(({ slot, refId }) => [slot, refId])).toEqual([
      ['item-1', 'product.2'],
      ['item-2', 'service.1'],
    ]);
    expect(layoutWith('cards', planned('offerings')).sections[0]?.imageSlots).toHaveLength(1);
  });
});
