import { factsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { bareWords } from '../wording/sentences.js';

/** The use that a true sentence of the brief has on a site. */
export type Use = 'identity' | 'story' | 'offerings' | 'place' | 'contact';

/** A sentence, or a few that belong together, that running text may be made of. */
export interface Statement {
  /** The id of the fact: `statement.3`, `fact.1.statement`. */
  readonly id: string;
  readonly text: string;
  readonly use: Use;
}

/** The true sentences of a brief, each with the use that its words suggest, in the order of the brief. */
export function statementsOf(brief: NarrowedBrief): Statement[] {
  const own = offeringNames(brief);
  const sentences = factsOf(brief).filter(({ id }) => /^statement\.\d+$|^fact\.\d+\.statement$/.test(id));
  // What the business itself wrote as running text comes before the sentences that go with a figure.
  const ordered = [
    ...sentences.filter(({ id }) => id.startsWith('statement')),
    ...sentences.filter(({ id }) => id.startsWith('fact')),
  ];
  let identified = false;
  return ordered.map(({ id, text }) => {
    const use = useOf(text, brief, own, identified);
    identified ||= use === 'identity';
    return { id, text, use };
  });
}

function useOf(text: string, brief: NarrowedBrief, own: ReadonlySet<string>, identified: boolean): Use {
  if (!identified && isIdentity(text, brief)) return 'identity';
  if (contact.test(text)) return 'contact';
  if (place.test(text)) return 'place';
  const words = new Set(bareWords(text).split(' '));
  return [...own].some((name) => words.has(name)) ? 'offerings' : 'story';
}

/** Whether it says what the business is: "We are a firm of solicitors", "Overhang is a bouldering gym". */
function isIdentity(text: string, brief: NarrowedBrief): boolean {
  const name = brief.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^(we are|${name} is|this is|i am) (an?|the|your) `, 'i').test(text);
}

/** Telling words of the offerings' names, without those that many of them share with the business as a whole. */
function offeringNames(brief: NarrowedBrief): Set<string> {
  const names = [...(brief.products ?? []), ...(brief.services ?? [])].map(({ name }) =>
    bareWords(name)
      .split(' ')
      .filter((word) => word.length > 4),
  );
  const words = names.flat().flatMap((word) => [word, word.endsWith('s') ? word.slice(0, -1) : `${word}s`]);
  return new Set(
    words.filter((word) => !/^(buying|selling|first|single|visit|visits|hours?|evening)/.test(word)),
  );
}

const contact =
  /\b(order(s|ed)? (by|before|from|online)|repl(y|ies)|enquir(y|ies)|call (us|back|ahead)|phone|ring|e-?mail|write to us|appointments?|book (by|online|ahead|at)|quot(e|es|ation)|deliver(s|y|ies)?|collect(ed)?|first conversation)\b/i;
const place =
  /(?<!\p{L})(parking|car park|racks|bikes?|bus|train|tram|station|minutes’? walk|step-free|wheelchair|hearing loop|ramp|lift|bench|seats?|terrace|courtyard|caf[eé]|coffee|toilets?|showers?|changing rooms?|lockers?|dogs?|cash|contactless|holidays?|ground floor|entrance|open late)(?!\p{L})/iu;
