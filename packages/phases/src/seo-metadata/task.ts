import type { SectionCopy } from '../copywriting/artifact.js';
import type { Page } from '../page-planning/artifact.js';
import type { SeoStrategy } from '../seo-strategy/artifact.js';
import { addressesIn } from '../wording/addresses.js';
import { figuresIn } from '../wording/figures.js';
import { sentencesOf } from '../wording/sentences.js';

/** The words of a section that tell what its page is about. */
export type TellingCopy = Pick<SectionCopy, 'sectionKey' | 'heading' | 'lead' | 'body' | 'items'>;

/** What is read to write the title and the description of one page. */
export interface MetadataTask {
  readonly slug: string;
  /** The words that the title begins with. */
  readonly titleName: string;
  /** The title by rule. */
  readonly ruleTitle: string;
  readonly siteName: string;
  readonly language: string;
  readonly angle: string;
  readonly phrases: readonly string[];
  /** The business in a sentence or two. */
  readonly summary: string;
  /** The running text of the page, from its top, without what other pages say in the same words, and without contact. */
  readonly text: readonly string[];
}

/** Draws up the task from the inputs of the phase. */
export function metadataTask(inputs: {
  page: Page;
  seoStrategy: SeoStrategy;
  copy: readonly TellingCopy[];
}): MetadataTask {
  const { page, seoStrategy, copy } = inputs;
  const { slug } = page;
  const elsewhere = new Set(
    copy.filter(({ sectionKey }) => !page.sectionKeys.includes(sectionKey)).flatMap(runningText),
  );
  const titles = seoStrategy.pageTitles.find((entry) => entry.slug === slug);
  return {
    slug,
    titleName: titles?.name ?? page.title,
    ruleTitle: titles?.title ?? page.title,
    siteName: seoStrategy.siteName,
    language: seoStrategy.language,
    angle: seoStrategy.pageAngles.find((entry) => entry.slug === slug)?.angle ?? page.title,
    phrases: seoStrategy.keywords.filter((keyword) => keyword.page === slug).map(({ phrase }) => phrase),
    summary: seoStrategy.summary,
    text: copyOfPage(page, copy)
      .flatMap(runningText)
      .filter((text) => !elsewhere.has(text)),
  };
}

/** The copy of a page's sections, from its top. */
export function copyOfPage<Copy extends Pick<SectionCopy, 'sectionKey'>>(
  page: Page,
  copy: readonly Copy[],
): Copy[] {
  return page.sectionKeys.flatMap((key) => copy.find(({ sectionKey }) => sectionKey === key) ?? []);
}

function runningText({ lead, body }: TellingCopy): string[] {
  return [...(lead === null ? [] : [lead]), ...body].map(withoutContact).filter((text) => text !== '');
}

/** Without sentences that state a number to call or an address: another number must not make a description anew. */
function withoutContact(text: string): string {
  return statesContact(text)
    ? sentencesOf(text)
        .filter((sentence) => !statesContact(sentence))
        .join(' ')
    : text;
}

function statesContact(text: string): boolean {
  return addressesIn(text).length > 0 || figuresIn(text).some(({ key }) => key.startsWith('phone:'));
}
