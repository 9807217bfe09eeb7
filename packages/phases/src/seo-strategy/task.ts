import { offeringsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { wantedPages } from '../brief/slug.js';
import type { DesignContext } from '../design-context/artifact.js';
import type { Page } from '../page-planning/artifact.js';

/** The parts of a brief that say how a site is to be found. */
export type SearchBrief = Pick<
  NarrowedBrief,
  | 'name'
  | 'industry'
  | 'location'
  | 'tagline'
  | 'url'
  | 'language'
  | 'products'
  | 'services'
  | 'statements'
  | 'pages'
  | 'faqs'
>;

/** What is read to choose how a site is to be found. */
export interface SeoTask {
  readonly name: string;
  readonly industry: string;
  readonly location: string;
  readonly language: string;
  readonly audience: readonly { readonly who: string; readonly needs: string }[];
  readonly goals: readonly string[];
  readonly offerings: readonly { readonly name: string; readonly priced: boolean }[];
  readonly pages: readonly {
    readonly slug: string;
    readonly title: string;
    readonly purpose: string | null;
  }[];
}

/** Draws up the task from the inputs of the phase. */
export function seoTask(inputs: {
  brief: SearchBrief;
  designContext: Pick<DesignContext, 'audience' | 'goals'>;
  pages: readonly Page[];
}): SeoTask {
  const { brief, designContext, pages } = inputs;
  const wanted = wantedPages(brief);
  return {
    name: brief.name,
    industry: brief.industry,
    location: brief.location,
    language: brief.language,
    audience: designContext.audience,
    goals: designContext.goals,
    offerings: offeringsOf(brief).map(({ name, price }) => ({ name, priced: price !== undefined })),
    pages: pages.map(({ slug, title }) => ({
      slug,
      title,
      purpose: wanted.find((page) => page.slug === slug)?.purpose ?? null,
    })),
  };
}
