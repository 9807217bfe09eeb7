import { homeSlug } from '../brief/slug.js';
import type { Page } from '../page-planning/artifact.js';
import { pagePath } from '../page-planning/artifact.js';
import type { SeoStrategy } from '../seo-strategy/artifact.js';
import { cutAtWord } from '../seo-strategy/sentences.js';
import { longestTitle, titleBelongsTo } from '../seo-strategy/titles.js';
import { claimsWithoutSource } from '../wording/claims.js';
import type { PageMetadata, PageMetadataChoice } from './artifact.js';
import { chooseMetadata, descriptionLength } from './offline.js';
import { copyOfPage, metadataTask } from './task.js';
import type { TellingCopy } from './task.js';

/**
 * Completes the choices for a page. A title that is too long or could be another page's gives way to the rule's, and
 * so does a description that is too short or too long, or that has a figure or an address which the page does not have.
 */
export function pageMetadataOf(
  choice: PageMetadataChoice,
  inputs: { page: Page; seoStrategy: SeoStrategy; copy: readonly TellingCopy[] },
): PageMetadata {
  const { page, seoStrategy } = inputs;
  const task = metadataTask(inputs);
  const byRule = chooseMetadata(task);
  const { summary, titleName, ruleTitle, siteName } = task;
  const sources = [summary, titleName, ruleTitle, siteName, ...wordsOf(copyOfPage(page, inputs.copy))];
  const isTrue = (text: string) => claimsWithoutSource(text, sources).length === 0;
  const title = oneLine(choice.title);
  const titleStands =
    title.length <= longestTitle && titleBelongsTo(title, page.slug, seoStrategy.pageTitles) && isTrue(title);
  const description = oneLine(choice.description);
  const { least, most } = descriptionLength;
  const descriptionStands = description.length >= least && description.length <= most && isTrue(description);
  const shared = oneLine(choice.openGraphDescription);
  return {
    slug: page.slug,
    title: titleStands ? title : byRule.title,
    description: descriptionStands ? description : byRule.description,
    canonicalPath: canonicalPath(page.slug),
    openGraph: {
      title: isTrue(choice.openGraphTitle) ? oneLine(choice.openGraphTitle) : byRule.openGraphTitle,
      description: isTrue(shared) ? cutAtWord(shared, 200) : byRule.openGraphDescription,
      type: 'website',
    },
  };
}

/** The path of a page from the root of the site: `/` for the home page. */
function canonicalPath(slug: string): string {
  return slug === homeSlug ? '/' : `/${pagePath(slug)}`;
}

function wordsOf(copy: readonly TellingCopy[]): string[] {
  return copy.flatMap(({ heading, lead, body, items }) => [
    heading,
    lead ?? '',
    ...body,
    ...items.flatMap(({ title, text }) => [title, text ?? '']),
  ]);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
