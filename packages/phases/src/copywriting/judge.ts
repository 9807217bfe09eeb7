import type { Judged } from '../asking/ask.js';
import { factsNamed, factsOf, knownFactsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import { actionsOf, leadsSomewhere } from '../design-strategy/actions.js';
import type { Section } from '../layout-generation/artifact.js';
import { statableFacts } from '../section-briefs/statable.js';
import { claimsWithoutSource } from '../wording/claims.js';
import { countsOf } from '../wording/counts.js';
import { quotedIn } from '../wording/quotations.js';
import { bareWords } from '../wording/sentences.js';
import type { CopyItem, SectionCopy } from './artifact.js';
import type { CopyInputs } from './desk.js';
import { writeCopy } from './offline.js';

/**
 * Puts copy right where that is safe (keys, slots that the section does not have, ids and items that the brief does not
 * have, buttons that lead nowhere, items that are missing) and names what is not: words that do not fit, figures and
 * addresses that the section has no fact for, quotations that the brief does not have, and phrases that fit any business.
 */
export function judgeCopy(answer: SectionCopy, inputs: CopyInputs): Judged<SectionCopy> {
  const { section, brief } = inputs;
  const room = (part: string) => section.textSlots.find(({ name }) => name === part)?.maxLength ?? 0;
  const known = knownFactsOf(brief);
  const knownIds = (ids: readonly string[]) => [
    ...new Set(ids.filter((id) => factsNamed(known, [id]).length > 0)),
  ];
  const value: SectionCopy = {
    ...answer,
    sectionKey: section.key,
    kicker: room('kicker') > 0 ? answer.kicker : null,
    lead: room('lead') > 0 ? answer.lead : null,
    note: room('note') > 0 ? answer.note : null,
    body: room('body') > 0 ? answer.body : [],
    items: section.items === null ? [] : itemsOf(answer.items, inputs, knownIds),
    actions: actionsFrom(answer, section, brief),
    factIds: knownIds(answer.factIds),
  };
  return {
    value,
    problems: [...lengthProblems(value, room), ...claimProblems(value, inputs), ...styleProblems(value)],
  };
}

/** Items that show a fact which the section may show, each once; those that were forgotten come after them. */
function itemsOf(
  items: readonly CopyItem[],
  inputs: CopyInputs,
  knownIds: (ids: readonly string[]) => string[],
): CopyItem[] {
  const slot = inputs.section.items;
  const cleaned = items.map((item) => ({ ...item, factIds: knownIds(item.factIds) }));
  if (slot === null || slot.from === null) return cleaned;
  const ruled = new Map(writeCopy(inputs).items.map((item) => [item.ref, item]));
  const given = cleaned.filter(
    ({ ref }, at) => ruled.has(ref) && cleaned.findIndex((other) => other.ref === ref) === at,
  );
  const missing = [...ruled.values()].filter(({ ref }) => !given.some((item) => item.ref === ref));
  return [...given, ...missing].slice(0, slot.max);
}

/** The buttons that lead somewhere; an opening without any gets the brief's. */
function actionsFrom(answer: SectionCopy, section: Section, brief: NarrowedBrief): SectionCopy['actions'] {
  const leading = answer.actions
    .filter(({ target }) => leadsSomewhere(target, brief))
    .slice(0, section.actions);
  const needsOne = section.type === 'cta' || (section.type === 'hero' && section.page === 'index');
  if (leading.length > 0 || !needsOne) return leading;
  return actionsOf(brief)
    .slice(0, section.actions)
    .map(({ label, target }) => ({ label, target }));
}

function lengthProblems(copy: SectionCopy, room: (part: string) => number): string[] {
  const parts = {
    kicker: copy.kicker ?? '',
    heading: copy.heading,
    lead: copy.lead ?? '',
    note: copy.note ?? '',
    body: copy.body.join(''),
  };
  return Object.entries(parts)
    .filter(([part, text]) => text.length > (room(part) || 90) * tolerance)
    .map(
      ([part, text]) =>
        `The ${part} has ${text.length} characters, and at most ${room(part)} fit: shorten it.`,
    );
}

// A word too many does not break a layout; a sentence too many does.
const tolerance = 1.1;

function claimProblems(copy: SectionCopy, { section, brief }: CopyInputs): string[] {
  const everyFact = factsOf(brief);
  const own = [...statableFacts(brief, section), ...factsNamed(everyFact, sharedFacts)];
  const problems: string[] = [];
  const invented = claimsWithoutSource(
    wordsOf(copy),
    own.map(({ text }) => text),
    countsOf(brief),
  );
  if (invented.length > 0) {
    problems.push(
      `The words state ${invented.join(', ')}, and no fact that this section may use does: leave it out, or write it as the fact does.`,
    );
  }
  const source = bareWords(everyFact.map(({ text }) => text).join(' '));
  // Of each part by itself: a mark in one and a mark in the next have nothing between them.
  for (const quoted of wordsOf(copy).split('\n').flatMap(quotedIn)) {
    if (quoted.length >= shortestQuotation && !source.includes(bareWords(quoted))) {
      problems.push(`“${quoted}” stands as a quotation, and nobody is quoted so in the brief: leave it out.`);
    }
  }
  return problems;
}

/** What every section may state: who it is, for whom, and the words of its pages and buttons. */
const sharedFacts = ['name', 'industry', 'location', 'tagline', 'audience', 'page', 'action'];

// In characters: what is shorter is a term, and nobody's words.
const shortestQuotation = 12;

function styleProblems(copy: SectionCopy): string[] {
  const found = cliches.filter((cliche) => cliche.test(wordsOf({ ...copy, items: [] })));
  return found.map(
    (cliche) =>
      `The words match ${String(cliche)}, a phrase that fits any business: say something that only fits this one.`,
  );
}

function wordsOf(copy: SectionCopy): string {
  const items = copy.items.flatMap(({ title, text }) => [title, text]);
  const labels = copy.actions.map(({ label }) => label);
  return [copy.kicker, copy.heading, copy.lead, ...copy.body, copy.note, ...items, ...labels]
    .filter((text) => text !== null)
    .join('\n');
}

const cliches = [
  /\bnestled\b/i,
  /\belevat(e|es|ing)\b/i,
  /\bpassion(ate)?\b/i,
  /\bjourney\b/i,
  /\bworld[- ]class\b/i,
  /\bseamless(ly)?\b/i,
  /\bunlock\b/i,
  /\blook no further\b/i,
  /\bpride ourselves\b/i,
  /\bsecond to none\b/i,
  /\bstate[- ]of[- ]the[- ]art\b/i,
  /\bone[- ]stop\b/i,
  /\bmore than just\b/i,
  /\bwelcome to our\b/i,
  /\blorem ipsum\b/i,
];
