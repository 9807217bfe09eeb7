import type { NarrowedBrief } from '../brief/schema.js';
import { wantedPages } from '../brief/slug.js';
import type { PlannedSection, SectionPlan } from './artifact.js';
import type { Draft, WantedPage } from './draft.js';
import { hostsOf, type Hosts } from './hosts.js';
import { planHome } from './plan-home.js';
import { planPage } from './plan-page.js';
import { StatementPool } from './statement-pool.js';

/** What the site consists of, by rule: the pages that the brief wants, each with the sections that it has facts for. */
export function planSections(brief: NarrowedBrief): SectionPlan {
  const pages = wantedPages(brief);
  const hosts = hostsOf(pages, brief);
  const pool = new StatementPool(brief);
  const drafts = new Map<string, Draft[]>();
  for (const page of inOrderOfChoice(pages, hosts)) {
    const isHome = page === pages[0];
    drafts.set(page.slug, isHome ? planHome(brief, hosts, pool) : planPage(page, brief, hosts, pool));
  }
  const taken = new Set<string>();
  return {
    pages,
    sections: pages.flatMap(({ slug }) =>
      (drafts.get(slug) ?? []).map((draft, place) => plannedSection(draft, slug, place, taken)),
    ),
  };
}

/** What one page says is not said on another: the home page chooses first, then the page about the business. */
function inOrderOfChoice(pages: readonly WantedPage[], hosts: Hosts): WantedPage[] {
  const rank = (page: WantedPage) =>
    page === pages[0] ? 0 : hosts.topicsOn(page.slug).includes('story') ? 1 : 2;
  return pages.toSorted((one, other) => rank(one) - rank(other));
}

function plannedSection(draft: Draft, page: string, place: number, taken: Set<string>): PlannedSection {
  // The home page's sections are called by their type; those of other pages by page and type.
  const base = page === 'index' ? draft.type : `${page.slice(0, 40).replace(/-$/, '')}-${draft.type}`;
  let key = base;
  for (let copy = 2; taken.has(key); copy += 1) key = `${base}-${copy}`;
  taken.add(key);
  const { type, purpose, factIds } = draft;
  return { key, type, purpose, order: place + 1, page, factIds: factIds.slice(0, 60) };
}
