import type { DesignContext } from '../../src/design-context/artifact.js';
import type { Brief } from '../../src/brief/schema.js';
import { wantedPages } from '../../src/brief/slug.js';
import type { Page } from '../../src/page-planning/artifact.js';
import type { SectionCopy } from '../../src/copywriting/artifact.js';

export const designContext: DesignContext = {
  character: 'warm',
  audience: [{ who: 'People nearby', needs: 'To know when it is open' }],
  tone: ['plain'],
  voice: { person: 'we', do: ['Say what is'], dont: ['Boast'] },
  goals: ['Have people come'],
  pageObjective: 'Show what there is.',
  primaryAction: { label: 'Write to us', target: 'contact' },
};

/** The pages that a brief wants, each with one section of its own. */
export function pagesOf(brief: Brief): Page[] {
  return wantedPages(brief).map(({ slug, title }) => ({
    slug,
    title,
    navLabel: title,
    inNav: slug !== 'index',
    sectionKeys: [`${slug}-hero`],
  }));
}

/** The copy of a section with as much as a test says. */
export function copyWith(changes: Partial<SectionCopy> & { sectionKey: string }): SectionCopy {
  return {
    kicker: null,
    heading: 'What there is',
    lead: null,
    body: [],
    items: [],
    actions: [],
    note: null,
    factIds: [],
    ...changes,
  };
}
