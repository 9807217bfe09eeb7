import { homeSlug } from '../brief/slug.js';
import type { Page } from '../page-planning/artifact.js';
import { cutAtWord } from './sentences.js';
import type { SearchBrief } from './task.js';

/** The most characters of a title that search results show. */
export const longestTitle = 60;

/** The name of a page, by which its title begins, and the title by rule. */
export interface PageTitle {
  readonly slug: string;
  readonly name: string;
  readonly title: string;
}

/**
 * Names and titles for all pages. No two names are the same, and every title begins with its page's name: so titles
 * that are made page by page cannot clash.
 */
export function pageTitles(brief: SearchBrief, pages: readonly Pick<Page, 'slug' | 'title'>[]): PageTitle[] {
  const taken = new Set<string>();
  return pages.map(({ slug, title }) => {
    const name = freeName(cutAtWord(slug === homeSlug ? brief.name : title, 44), taken);
    return { slug, name, title: slug === homeSlug ? homeTitle(name, brief) : subTitle(name, brief) };
  });
}

/** Whether a title begins with the name of this page, and with no longer name of another page. */
export function titleBelongsTo(title: string, slug: string, names: readonly PageTitle[]): boolean {
  const [owner] = names
    .filter(({ name }) => title.toLowerCase().startsWith(name.toLowerCase()))
    .toSorted((one, other) => other.name.length - one.name.length);
  return owner?.slug === slug;
}

function homeTitle(name: string, brief: SearchBrief): string {
  const { industry, location, tagline, language } = brief;
  const place = language.startsWith('en') ? `${industry} in ${location}` : `${industry}, ${location}`;
  return firstThatFits([
    `${name} – ${place}`,
    ...(tagline === undefined ? [] : [`${name} – ${tagline}`]),
    `${name} – ${industry}`,
    `${name} – ${location}`,
    name,
  ]);
}

function subTitle(name: string, brief: SearchBrief): string {
  const [town = brief.location] = brief.location.split(',');
  return firstThatFits([
    `${name} – ${brief.name}, ${town}`,
    `${name} – ${brief.name}`,
    `${name} – ${town}`,
    name,
  ]);
}

function firstThatFits(titles: readonly string[]): string {
  return titles.find((title) => title.length <= longestTitle) ?? titles.at(-1) ?? '';
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${wanted} ${copy}`;
  taken.add(name.toLowerCase());
  return name;
}
