import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { factsOf } from '../../src/brief/facts.js';
import type { Brief } from '../../src/brief/schema.js';
import { briefSchema } from '../../src/brief/schema.js';
import { wantedPages } from '../../src/brief/slug.js';
import { pageView, type PageSources } from '../../src/code-generation/view.js';
import { renderPage } from '../../src/code-generation/render.js';
import type { PageFile } from '../../src/code-generation/artifact.js';
import type { SectionCopy } from '../../src/copywriting/artifact.js';
import type { Character } from '../../src/design-strategy/artifact.js';
import type { ImagePlan } from '../../src/image-planning/artifact.js';
import type { Section } from '../../src/layout-generation/artifact.js';
import { bands, footerStyles, headerStyles } from '../../src/layout-generation/artifact.js';
import { variantsOf } from '../../src/layout-generation/catalogue.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import type { PageMetadata } from '../../src/seo-metadata/artifact.js';
import type { SeoStrategy } from '../../src/seo-strategy/artifact.js';
import { sectionTypes } from '../../src/section-planning/artifact.js';
import { characterDefaults } from '../../src/style-system/choices.js';
import { computeStyleSystem } from '../../src/style-system/compute.js';

/** A brief of `examples/briefs`, with people and quotations, so that every type of section has something to show. */
export function sampleBrief(name: string): Brief {
  const text = readFileSync(new URL(`../../../../examples/briefs/${name}.yaml`, import.meta.url), 'utf8');
  return briefSchema.parse({
    ...parse(text),
    people: [
      { name: 'A Person', role: 'A role', bio: 'A sentence.' },
      { name: 'Single', role: 'Another' },
    ],
    testimonials: [{ quote: 'A sentence.', name: 'A member', detail: 'a detail' }],
  });
}

export const sampleNames = ['bakery', 'law-firm', 'climbing-gym'] as const;

const characterOf: Record<string, Character> = {
  bakery: 'warm',
  'law-firm': 'formal',
  'climbing-gym': 'bold',
};

/**
 * A site that shows every variant of every section type once, spread over the pages of a brief.
 *
 * @param words what stands in every slot of the copy; ordinary words by default
 */
export function sampleSite(name: string, words = 'Words', brief: Brief = sampleBrief(name)): PageSources[] {
  const wanted = wantedPages(brief);
  const number = sampleNames.findIndex((sample) => sample === name);
  const looks = sectionTypes.flatMap((type) => variantsOf(type).map((variant) => ({ type, variant })));
  const heroes = variantsOf('hero');
  const planned = wanted.flatMap((page, at) => [
    {
      page: page.slug,
      type: 'hero' as const,
      variant: heroes[(at + number) % heroes.length] ?? 'frame',
    },
    ...looks.filter((_, place) => place % wanted.length === at).map((look) => ({ ...look, page: page.slug })),
  ]);
  const facts = [...new Set(factsOf(brief).map((fact) => fact.id.split('.').slice(0, 2).join('.')))].slice(
    0,
    60,
  );
  const plan = {
    pages: wanted,
    sections: planned.map(({ page, type }, place) => ({
      key: `section-${place + 1}`,
      type,
      page,
      purpose: 'shown',
      order: place + 1,
      factIds: facts,
    })),
  };
  const layout = layoutOf(
    {
      header: headerStyles[number] ?? 'bar',
      footer: footerStyles[number % footerStyles.length] ?? 'line',
      density: 'balanced',
      sections: planned.map(({ variant }, place) => ({
        key: `section-${place + 1}`,
        variant,
        band: bands[place % bands.length] ?? 'plain',
      })),
    },
    plan,
  );
  const character = characterOf[name] ?? 'warm';
  const styleSystem = computeStyleSystem({
    ...characterDefaults[character],
    character,
    density: 'balanced',
    seed: brief.brand?.primary ?? '#a6450f',
    accent: brief.brand?.accent ?? null,
  });
  const pages = wanted.map((page, at) => ({
    slug: page.slug,
    title: page.title,
    navLabel: page.title.slice(0, 24),
    inNav: at > 0,
    sectionKeys: plan.sections.filter((section) => section.page === page.slug).map((section) => section.key),
  }));
  const copy = layout.sections.map((section) => copyFor(section, words));
  const imagePlans = layout.sections.flatMap((section) => picturesFor(section, words));
  return pages.map((page) => ({
    page,
    pages,
    layout,
    styleSystem,
    copy,
    imagePlans,
    brief,
    pageMetadata: metadataFor(page.slug, words),
    seoStrategy: strategyFor(brief, words),
  }));
}

/** The pages of a sample site. */
export function samplePages(name: string, words?: string, brief?: Brief): PageFile[] {
  return sampleSite(name, words, brief).map(renderPage);
}

/** The view of the home page of a sample site. */
export function sampleView(name: string, brief?: Brief): ReturnType<typeof pageView> {
  const [home] = sampleSite(name, 'Words', brief);
  if (home === undefined) throw new Error('A sample site has a home page');
  return pageView(home);
}

function copyFor(section: Section, words: string): SectionCopy {
  return {
    sectionKey: section.key,
    kicker: words,
    heading: `${words} ${section.key}`,
    lead: words,
    body: section.textSlots.some(({ name }) => name === 'body') ? [words, `${words} again`] : [],
    items: [],
    actions: [
      { label: words, target: 'contact' },
      { label: words, target: 'offerings' },
    ],
    note: words,
    factIds: [],
  };
}

function picturesFor(section: Section, words: string): ImagePlan[] {
  return section.imageSlots.map(({ slot, width, height }) => ({
    key: `${section.key}-${slot}`,
    sectionKey: section.key,
    slot,
    subject: 'a thing',
    prompt: 'a thing',
    alt: words,
    width,
    height,
    path: `assets/images/${section.key}-${slot}.webp`,
  }));
}

function metadataFor(slug: string, words: string): PageMetadata {
  return {
    slug,
    title: words,
    description: words,
    canonicalPath: slug === 'index' ? '/' : `/${slug}.html`,
    openGraph: { title: words, description: words, type: 'website' },
  };
}

function strategyFor({ name, language, url }: Brief, words: string): SeoStrategy {
  return {
    keywords: [{ phrase: words, intent: 'find', page: 'index' }],
    structuredDataType: 'LocalBusiness',
    pageAngles: [{ slug: 'index', angle: words }],
    pageTitles: [{ slug: 'index', name: words, title: words }],
    summary: words,
    faqs: [],
    siteName: name,
    language,
    url: url ?? null,
  };
}
