import type { BriefContents } from '../brief/schema.js';
import { homeSlug } from '../brief/slug.js';
import type { SectionCopy } from '../copywriting/artifact.js';
import type { Page } from '../page-planning/artifact.js';
import type { SeoStrategy } from '../seo-strategy/artifact.js';
import { businessNode, siteRoot } from '../seo-strategy/business.js';
import type { JsonLdNode } from '../seo-strategy/json-ld.js';
import { jsonLdText } from '../seo-strategy/json-ld.js';
import type { PageMetadata } from './artifact.js';
import { copyOfPage } from './task.js';

/**
 * The structured data of a page as JSON text: the page itself, on the home page the whole business and the site, on
 * every other page the way to it; and the questions, where the page shows questions of the brief.
 */
export function pageGraph(inputs: {
  readonly page: Page;
  readonly pageMetadata: Pick<PageMetadata, 'title' | 'description' | 'canonicalPath'>;
  readonly seoStrategy: SeoStrategy;
  readonly copy: readonly SectionCopy[];
  readonly brief: BriefContents;
}): string {
  const { page, pageMetadata: metadata, seoStrategy, brief } = inputs;
  const { siteName, language, url } = seoStrategy;
  const address = (path: string) => (url === null ? undefined : siteRoot(url) + path.replace(/^\//, ''));
  const isHome = page.slug === homeSlug;
  const business = businessNode(brief, seoStrategy.structuredDataType, seoStrategy.summary);
  const site: JsonLdNode = {
    '@type': 'WebSite',
    '@id': `${address('/') ?? ''}#website`,
    name: siteName,
    url: address('/'),
    inLanguage: language,
    publisher: reference(business),
  };
  const webPage: JsonLdNode = {
    '@type': 'WebPage',
    '@id': `${address(metadata.canonicalPath) ?? ''}#webpage`,
    name: metadata.title,
    description: metadata.description,
    url: address(metadata.canonicalPath),
    inLanguage: language,
    isPartOf: reference(site),
    about: reference(business),
  };
  const nodes = [
    isHome ? business : inShort(business),
    ...(isHome ? [site] : []),
    webPage,
    ...(isHome ? [] : [wayHome(inputs, address)]),
    ...questionsOf(inputs),
  ];
  return jsonLdText({ '@context': 'https://schema.org', '@graph': nodes });
}

/** On other pages: who it is and how to reach it. The offers stand on the home page, once. */
function inShort(business: JsonLdNode): JsonLdNode {
  const { '@type': type, '@id': id, name, url, telephone, address } = business;
  return { '@type': type, ...(id === undefined ? {} : { '@id': id }), name, url, telephone, address };
}

function reference(node: JsonLdNode): JsonLdNode {
  const { '@type': type, '@id': id, name } = node;
  return { '@type': type, ...(id === undefined ? {} : { '@id': id }), name };
}

function wayHome(
  { page, seoStrategy }: { page: Page; seoStrategy: SeoStrategy },
  address: (path: string) => string | undefined,
): JsonLdNode {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [
      { '@type': 'ListItem', position: 1, name: seoStrategy.siteName, item: address('/') },
      { '@type': 'ListItem', position: 2, name: page.title },
    ],
  };
}

/** In the words of the brief, since those are what the page shows for an item that refers to them. */
function questionsOf(inputs: {
  page: Page;
  seoStrategy: SeoStrategy;
  copy: readonly SectionCopy[];
}): JsonLdNode[] {
  const refs = new Set(
    copyOfPage(inputs.page, inputs.copy).flatMap(({ items }) => items.map(({ ref }) => ref)),
  );
  const faqs = inputs.seoStrategy.faqs.filter(({ ref }) => refs.has(ref));
  if (faqs.length === 0) return [];
  return [
    {
      '@type': 'FAQPage',
      mainEntity: faqs.map(({ question, answer }) => ({
        '@type': 'Question',
        name: question,
        acceptedAnswer: { '@type': 'Answer', text: answer },
      })),
    },
  ];
}
