import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { factsNamed, factsOf, offeringsOf } from '../../src/brief/facts.js';
import { readBrief } from '../../src/brief/read.js';
import type { Brief } from '../../src/brief/schema.js';
import { copySchema, type SectionCopy } from '../../src/copywriting/artifact.js';
import { designContextSchema } from '../../src/design-context/artifact.js';
import { designStrategySchema } from '../../src/design-strategy/artifact.js';
import { directDesign } from '../../src/design-strategy/offline.js';
import { layoutSchema } from '../../src/layout-generation/artifact.js';
import { pagesAnswerSchema } from '../../src/page-planning/artifact.js';
import { sectionPlanSchema } from '../../src/section-planning/artifact.js';
import { claimsWithoutSource } from '../../src/wording/claims.js';
import { bareWords, sentencesOf } from '../../src/wording/sentences.js';
import { anyBrief } from '../brief/arbitrary.js';
import { ruledSite, type RuledSite } from './site.js';

/** Every law that the words of a site obey, broken ones by name. */
function brokenLaws(brief: Brief, site: RuledSite): string[] {
  const facts = factsOf(brief);
  const broken: string[] = [];
  const check = (holds: boolean, what: string): void => void (holds || broken.push(what));

  for (const copy of site.copy) {
    const ids = [...copy.factIds, ...copy.items.flatMap((item) => item.factIds)];
    for (const id of ids) check(factsNamed(facts, [id]).length > 0, `${copy.sectionKey} cites "${id}"`);
    const invented = claimsWithoutSource(
      wordsOf(copy).join('\n'),
      facts.map(({ text }) => text),
    );
    check(invented.length === 0, `${copy.sectionKey} states ${invented.join(', ')}`);
    const section = site.layout.sections.find(({ key }) => key === copy.sectionKey);
    for (const { name, maxLength } of section?.textSlots ?? []) {
      const text = name === 'body' ? copy.body.join('') : (copy[name] ?? '');
      // The name of the business stands even where it is too long for the place.
      check(
        text.length <= maxLength || text === brief.name,
        `${copy.sectionKey}.${name} has ${text.length} of ${maxLength}`,
      );
    }
  }

  for (const page of site.pages) {
    const sections = page.sectionKeys.map((key) =>
      site.layout.sections.find((section) => section.key === key),
    );
    check(sections[0]?.type === 'hero', `${page.slug} opens with ${sections[0]?.type}`);
    check(sections.length >= 2, `${page.slug} has ${sections.length} section`);
    check(
      sections.filter((section) => section?.type === 'hero').length === 1,
      `${page.slug} has several heroes`,
    );
    const said = new Map<string, string>();
    for (const key of page.sectionKeys) {
      const copy = site.copy.find(({ sectionKey }) => sectionKey === key);
      for (const sentence of copy ? runningText(copy).flatMap(sentencesAbout(brief.name)) : []) {
        const bare = bareWords(sentence);
        if (bare === '') continue;
        check(!said.has(bare), `${page.slug} says "${sentence}" in ${said.get(bare)} and in ${key}`);
        said.set(bare, key);
      }
    }
  }

  const listed = new Set(site.copy.flatMap(({ items }) => items.map(({ ref }) => ref)));
  for (const { id } of offeringsOf(brief)) check(listed.has(id), `${id} is listed nowhere`);
  return broken;
}

/** A name that ends like a sentence is none. */
function sentencesAbout(name: string): (text: string) => string[] {
  return (text) => sentencesOf(text.replaceAll(name, 'the business'));
}

function runningText(copy: SectionCopy): string[] {
  return [copy.heading, copy.lead, ...copy.body, copy.note].filter((text) => text !== null);
}

function wordsOf(copy: SectionCopy): string[] {
  const items = copy.items.flatMap(({ title, text }) => [title, text]);
  return [copy.kicker, ...runningText(copy), ...items, ...copy.actions.map(({ label }) => label)].filter(
    (text) => text !== null,
  );
}

function expectSound(brief: Brief): void {
  const site = ruledSite(brief);
  designStrategySchema.parse(directDesign(brief));
  designContextSchema.parse(site.context);
  sectionPlanSchema.parse(site.plan);
  layoutSchema.parse(site.layout);
  pagesAnswerSchema.parse({ pages: site.pages });
  for (const copy of site.copy) copySchema.parse(copy);
  expect(brokenLaws(brief, site)).toEqual([]);
}

describe('the rules', () => {
  it.each(['bakery', 'law-firm', 'climbing-gym'])('write a sound site for the example %s', async (name) => {
    const { brief } = await readBrief(
      new URL(`../../../../examples/briefs/${name}.yaml`, import.meta.url).pathname,
    );
    expectSound(brief);
    // Everything that the owner wrote as running text is told somewhere, unless the same stands beside it.
    const used = new Set(ruledSite(brief).copy.flatMap(({ factIds }) => factIds));
    const told = brief.statements.filter((_, at) => used.has(`statement.${at + 1}`));
    expect(told.length).toBeGreaterThanOrEqual(brief.statements.length - 1);
  });

  it('write a sound site for any brief', () => {
    fc.assert(
      fc.property(anyBrief(), (brief) => expectSound(brief)),
      { numRuns: 40 },
    );
  });

  it('give the same for the same brief', () => {
    fc.assert(
      fc.property(anyBrief(), (brief) => {
        expect(ruledSite(structuredClone(brief))).toEqual(ruledSite(brief));
      }),
      { numRuns: 10 },
    );
  });
});
