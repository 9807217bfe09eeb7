import type { SectionCopy } from '../copywriting/artifact.js';
import type { Section } from '../layout-generation/artifact.js';
import type { ShownItem } from './items.js';
import { itemsOf } from './items.js';
import type { PageView } from './view.js';

/** What the component of a section is given. */
export interface SectionProps {
  readonly view: PageView;
  readonly section: Section;
  readonly copy: SectionCopy;
  readonly items: readonly ShownItem[];
  /** The level of the section's heading: 1 for the first section of a page, else 2. */
  readonly level: 1 | 2;
}

/** Gathers what the section at a place of its page is rendered from. */
export function sectionProps(view: PageView, section: Section, place: number): SectionProps {
  const copy = view.copyOf(section) ?? wordless(section.key, view.page.title);
  return { view, section, copy, items: itemsOf(section, copy, view.brief), level: place === 0 ? 1 : 2 };
}

function wordless(sectionKey: string, heading: string): SectionCopy {
  return {
    sectionKey,
    heading,
    kicker: null,
    lead: null,
    body: [],
    items: [],
    actions: [],
    note: null,
    factIds: [],
  };
}
