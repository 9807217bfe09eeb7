import { offeringsOf } from '../brief/facts.js';
import { homeSlug } from '../brief/slug.js';
import type { Page } from '../page-planning/artifact.js';
import type { SeoChoice, SeoStrategy } from './artifact.js';
import { businessType } from './business-type.js';
import { joinSentences, statedIn } from './sentences.js';
import type { SearchBrief } from './task.js';
import { pageTitles } from './titles.js';

/**
 * Completes the choices: every page gets an angle and a title of its own, phrases for pages that are not there lead
 * to the home page.
 */
export function seoStrategyOf(choice: SeoChoice, brief: SearchBrief, pages: readonly Page[]): SeoStrategy {
  const slugs = new Set(pages.map(({ slug }) => slug));
  const byTrade = businessType(brief.industry);
  // A model may know a trade that the rule has no type for; a trade that it has stays with the rule.
  const structuredDataType = byTrade === 'LocalBusiness' ? choice.structuredDataType : byTrade;
  return {
    keywords: choice.keywords.map((keyword) => ({
      ...keyword,
      page: slugs.has(keyword.page) ? keyword.page : homeSlug,
    })),
    structuredDataType,
    pageAngles: pages.map(({ slug, title }) => ({
      slug,
      angle: choice.pageAngles.find((entry) => entry.slug === slug)?.angle ?? title,
    })),
    pageTitles: pageTitles(brief, pages),
    summary: summaryOf(brief),
    faqs: brief.faqs.map((faq, place) => ({ ref: `faq.${place + 1}`, ...faq })),
    siteName: brief.name,
    language: brief.language,
    url: brief.url ?? null,
  };
}

/** The business in one or two sentences of the brief, of 70 to 155 characters where the brief says as much. */
function summaryOf(brief: SearchBrief): string {
  const { name, industry, location, tagline, language, statements } = brief;
  const opening = language.startsWith('en')
    ? `${name}, ${industry} in ${location}.`
    : `${name}, ${industry}, ${location}.`;
  const offered = `${offeringsOf(brief)
    .slice(0, 4)
    .map((offering) => offering.name)
    .join(', ')}.`;
  return joinSentences(
    [opening, ...statedIn(tagline ?? ''), ...statements.flatMap((statement) => statedIn(statement)), offered],
    { enough: 90, max: 155 },
  );
}
