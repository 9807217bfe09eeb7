import { homeSlug } from '../brief/slug.js';
import type { SeoChoice } from './artifact.js';
import { businessType } from './business-type.js';
import type { SeoTask } from './task.js';

type Keyword = SeoChoice['keywords'][number];

/** How a site is to be found, by rule: the trade at its place, what is offered at its place, and the business by name. */
export function chooseSeo(task: SeoTask): SeoChoice {
  return {
    keywords: keywordsOf(task),
    structuredDataType: businessType(task.industry),
    pageAngles: task.pages.map(({ slug, title, purpose }) => ({
      slug,
      angle: (purpose ?? title).slice(0, 200),
    })),
  };
}

function keywordsOf(task: SeoTask): Keyword[] {
  const { name, industry, location, offerings } = task;
  const [town = location] = location.split(',');
  const offered = pageOf(task, 'offerings');
  const found: Keyword[] = [
    { phrase: `${industry} ${town}`, intent: 'find', page: homeSlug },
    { phrase: `${name} ${town}`, intent: 'act', page: pageOf(task, 'visit') },
    ...offerings.slice(0, 8).map((offering): Keyword => ({
      phrase: `${offering.name} ${town}`,
      intent: offering.priced ? 'compare' : 'find',
      page: offered,
    })),
  ];
  const once = new Map(found.map((keyword) => [keyword.phrase.toLowerCase(), keyword]));
  return [...once.values()].map((keyword) => ({ ...keyword, phrase: keyword.phrase.slice(0, 80).trim() }));
}

/** The page that stands most for a kind of section: not the home page, where another has it. */
function pageOf({ pages }: SeoTask, kind: 'offerings' | 'visit'): string {
  const words =
    kind === 'offerings'
      ? /offer|product|service|price|fee|menu|shop|course|bread/
      : /visit|contact|find|hours|directions/;
  const page = pages.find(
    ({ slug, title }) => slug !== homeSlug && words.test(`${slug} ${title.toLowerCase()}`),
  );
  return page?.slug ?? homeSlug;
}
