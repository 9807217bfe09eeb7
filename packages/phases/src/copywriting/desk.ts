import { factsNamed, factsOf, knownFactsOf, type Fact, type KnownFact } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { wantedPages } from '../brief/slug.js';
import type { DesignContext } from '../design-context/artifact.js';
import { randomFrom } from '../drawing/random.js';
import type { Section, TextSlot } from '../layout-generation/artifact.js';
import { hostsOf, type Hosts } from '../section-planning/hosts.js';
import type { SeoStrategy } from '../seo-strategy/artifact.js';
import { tradeOf, type Trade } from '../trade/trade.js';
import { namesIn, townOf } from '../wording/phrases.js';

/** What the copy of a section is written from. */
export interface CopyInputs {
  readonly section: Section;
  readonly brief: NarrowedBrief;
  readonly designContext: DesignContext;
  readonly seoStrategy?: Pick<SeoStrategy, 'keywords' | 'pageAngles'> | null | undefined;
}

/** Everything that lies ready for whoever writes a section by rule. */
export interface Desk extends CopyInputs {
  readonly trade: Trade;
  readonly town: string;
  /** Words of the brief that are names: they keep their capital inside a sentence. */
  readonly names: ReadonlySet<string>;
  /** The facts that the section may use. */
  readonly facts: readonly KnownFact[];
  /** Those of them that are true sentences, in the order in which they were planned. */
  readonly statements: readonly Fact[];
  /** Which page answers what. */
  readonly hosts: Hosts;
  /** The page that the section was planned for. */
  readonly page: { readonly slug: string; readonly title: string; readonly purpose: string | null };
  readonly isHome: boolean;
  /** The most characters that a part of the section has room for; 0 when it has no such part. */
  room(part: TextSlot['name']): number;
  /** The options in an order of this business and page: the same for the same brief. */
  vary<Option>(matter: string, options: readonly Option[]): Option[];
}

export function openDesk(inputs: CopyInputs): Desk {
  const { section, brief } = inputs;
  const facts = factsNamed(knownFactsOf(brief), section.factIds);
  const said = factsNamed(factsOf(brief), section.factIds);
  const pages = wantedPages(brief);
  const page = pages.find(({ slug }) => slug === section.page) ?? {
    slug: section.page,
    title: brief.name,
    purpose: null,
  };
  const place = Math.max(
    0,
    pages.findIndex(({ slug }) => slug === page.slug),
  );
  return {
    ...inputs,
    trade: tradeOf(brief.industry),
    town: townOf(brief.location),
    names: new Set([
      ...`${brief.name} ${brief.location} ${brief.contact.address?.street ?? ''}`
        .split(/[^\p{Letter}’'-]+/u)
        .filter(startsTall),
      ...brief.people.flatMap(({ name }) => name.split(/\s+/)),
      ...brief.statements.flatMap(namesIn),
    ]),
    facts,
    statements: section.factIds
      .flatMap((id) => factsNamed(said, [id]))
      .filter(({ id }, at, list) => isSentence(id) && list.findIndex((other) => other.id === id) === at),
    hosts: hostsOf(pages, brief),
    page,
    isHome: place === 0,
    room: (part) => section.textSlots.find(({ name }) => name === part)?.maxLength ?? 0,
    vary: (matter, options) => {
      if (options.length === 0) return [];
      // Another page starts at the next option, so that two sections of a kind are not called the same.
      const seed = `${brief.name}/${brief.industry}/${brief.location}/${matter}`;
      const start = (randomFrom(seed).whole(0, options.length - 1) + place) % options.length;
      return [...options.slice(start), ...options.slice(0, start)];
    },
  };
}

function isSentence(id: string): boolean {
  return /^statement\.\d+$|^fact\.\d+\.statement$/.test(id);
}

function startsTall(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}
