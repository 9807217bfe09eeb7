import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { briefSchema } from '../../src/brief/schema.js';
import type { Brief } from '../../src/brief/schema.js';
import type { Layout, Section } from '../../src/layout-generation/artifact.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import type { SectionType } from '../../src/section-planning/artifact.js';
import type { StyleSystem } from '../../src/style-system/artifact.js';
import { characterDefaults } from '../../src/style-system/choices.js';
import { computeStyleSystem } from '../../src/style-system/compute.js';

export const exampleNames = ['bakery', 'law-firm', 'climbing-gym'] as const;

/** One of the briefs in `examples/briefs`. */
export function exampleBrief(name: (typeof exampleNames)[number]): Brief {
  const file = new URL(`../../../../examples/briefs/${name}.yaml`, import.meta.url);
  return briefSchema.parse(parse(readFileSync(file, 'utf8')));
}

export function exampleStyle(): StyleSystem {
  return computeStyleSystem({
    ...characterDefaults.warm,
    character: 'warm',
    accent: null,
    density: 'balanced',
  });
}

/** A layout of sections, each `type/variant`, on the home page; `all` are the facts that each may use. */
export function layoutWith(looks: readonly string[], all: readonly string[] = []): Layout {
  const planned = looks.map((look, place) => {
    const [type = ''] = look.split('/');
    return {
      key: `${type}-${place + 1}`,
      // The looks of a test name types of the catalogue.
      type: type as SectionType,
      purpose: 'Tell what there is',
      order: place + 1,
      page: 'index',
      factIds: [...all],
    };
  });
  return layoutOf(
    {
      header: 'bar',
      footer: 'line',
      density: 'balanced',
      sections: looks.map((look, place) => ({
        key: planned[place]?.key ?? '',
        variant: look.split('/')[1] ?? '',
        band: 'plain',
      })),
    },
    { pages: [{ slug: 'index', title: 'Home', purpose: null }], sections: planned },
  );
}

/** The first section of a layout with other image slots. */
export function withSlots(layout: Layout, slots: Section['imageSlots']): Layout {
  return {
    ...layout,
    sections: layout.sections.map((section, place) =>
      place === 0 ? { ...section, imageSlots: slots } : section,
    ),
  };
}
