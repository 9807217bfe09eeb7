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
  /** Whether its heading names it: two regions of a page may not have one name, so of two the second has none. */
  readonly named: boolean;
}

/** Gathers what the section at a place of its page is rendered from. */
export function sectionProps(view: PageView, section: Section, place: number): SectionProps {
  const copy = copyFor(view, section);
  const headings = view.sections.slice(0, place).map((other) => copyFor(view, other).heading);
  return {
    view,
    section,
    copy,
    items: itemsOf(section, copy, view.brief),
    level: place === 0 ? 1 : 2,
    named: !headings.includes(copy.heading),
  };
}

function copyFor(view: PageView, section: Section): SectionCopy {
  return view.copyOf(section) ?? wordless(section.key, view.page.title);
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
