import type { Brief } from '../brief/schema.js';
import type { SectionCopy } from '../copywriting/artifact.js';
import type { ImagePlan } from '../image-planning/artifact.js';
import type { Layout, Section } from '../layout-generation/artifact.js';
import type { Page } from '../page-planning/artifact.js';
import type { PageMetadata } from '../seo-metadata/artifact.js';
import type { SeoStrategy } from '../seo-strategy/artifact.js';
import type { StyleSystem } from '../style-system/artifact.js';
import { wordsIn, type Words } from './words.js';

/** Everything that the rendering of a page reads. */
export interface PageSources {
  readonly page: Page;
  readonly pages: readonly Page[];
  readonly pageMetadata: PageMetadata;
  readonly seoStrategy: SeoStrategy;
  readonly layout: Layout;
  readonly styleSystem: StyleSystem;
  readonly copy: readonly SectionCopy[];
  readonly imagePlans: readonly ImagePlan[];
  readonly brief: Brief;
}

/** The sources, with the look-ups that components need. */
export interface PageView extends PageSources {
  readonly words: Words;
  /** The sections of this page in their order; keys that the layout does not have are left out. */
  readonly sections: readonly Section[];
  sectionOf(key: string): Section | undefined;
  copyOf(section: Section): SectionCopy | undefined;
  pictureOf(section: Section, slot: string): ImagePlan | undefined;
}

/** Prepares the sources of a page for its components. */
export function pageView(sources: PageSources): PageView {
  const sections = new Map(sources.layout.sections.map((section) => [section.key, section]));
  const copies = new Map(sources.copy.map((item) => [item.sectionKey, item]));
  const pictures = new Map(sources.imagePlans.map((plan) => [`${plan.sectionKey}/${plan.slot}`, plan]));
  return {
    ...sources,
    words: wordsIn(sources.brief.language),
    // A section that is named twice stands where it was named first: its key is an id of the document.
    sections: [...new Set(sources.page.sectionKeys)]
      .map((key) => sections.get(key))
      .filter((section) => section !== undefined),
    sectionOf: (key) => sections.get(key),
    copyOf: (section) => copies.get(section.key),
    pictureOf: (section, slot) => pictures.get(`${section.key}/${slot}`),
  };
}
