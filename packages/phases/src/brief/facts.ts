import { formatHours } from './hours.js';
import type { NarrowedBrief } from './schema.js';

/** One thing that the brief says, under an id that copy can cite and a check can trace. */
export interface Fact {
  /** Such as `name`, `product.2.price`, `fact.1.value` or `hours.3`; numbers count from one, in the order of the brief. */
  readonly id: string;
  /** What kind of statement it is, in words a model understands. */
  readonly label: string;
  /** The words of the brief. */
  readonly text: string;
}

/** One thing that a brief has, whether it says it or not. */
export interface KnownFact extends Pick<Fact, 'id' | 'label'> {
  /** The words of the brief; `true` where they are withheld. */
  readonly text: string | true;
}

/** Everything that a brief says, in the order of the brief. The ids are stable: they depend on nothing but place. */
export function factsOf(brief: NarrowedBrief): Fact[] {
  return knownFactsOf(brief).filter((known): known is Fact => typeof known.text === 'string');
}

/** The same with what is withheld: a section may be planned for a price that nobody but the brief states. */
export function knownFactsOf(brief: NarrowedBrief): KnownFact[] {
  const { contact } = brief;
  return [
    fact('name', 'name of the business', brief.name),
    fact('industry', 'kind of business', brief.industry),
    fact('location', 'where it is', brief.location),
    fact('tagline', 'tagline', brief.tagline),
    fact('url', 'address of the site', brief.url),
    brief.audiences.map((text, at) => fact(`audience.${at + 1}`, 'who the site is for', text)),
    offeringFacts('product', brief.products),
    offeringFacts('service', brief.services),
    brief.facts.map((item, at) => [
      fact(`fact.${at + 1}.value`, `figure: ${item.label}`, item.value),
      fact(`fact.${at + 1}.label`, `what the figure ${item.value} says`, item.label),
      fact(`fact.${at + 1}.statement`, 'figure as a sentence', item.statement),
    ]),
    brief.statements.map((text, at) => fact(`statement.${at + 1}`, 'statement', text)),
    brief.process.map((step, at) => [
      fact(`step.${at + 1}.title`, `step ${at + 1} of the process`, step.title),
      fact(`step.${at + 1}.text`, `what happens in step ${at + 1}`, step.text),
    ]),
    brief.hours.map((hours, at) =>
      fact(`hours.${at + 1}`, 'opening hours', formatHours(hours, brief.language).line),
    ),
    fact('hours.note', 'remark on the opening hours', brief.hoursNote),
    fact('contact.phone', 'telephone', contact.phone),
    fact('contact.email', 'e-mail', contact.email),
    fact('contact.address', 'postal address', addressLines(brief).join(', ') || undefined),
    fact('contact.map', 'map', contact.mapUrl),
    fact('contact.prompt', 'question of the contact form', contact.formPrompt),
    brief.pages.map((page, at) => [
      fact(`page.${at + 1}.title`, 'page wanted', page.title),
      fact(`page.${at + 1}.purpose`, 'purpose of the page', page.purpose),
    ]),
    brief.imagery.map((text, at) => fact(`imagery.${at + 1}`, 'what a picture may show', text)),
    brief.faqs.map((faq, at) => [
      fact(`faq.${at + 1}.question`, 'question', faq.question),
      fact(`faq.${at + 1}.answer`, `answer to "${faq.question}"`, faq.answer),
    ]),
    brief.people.map((person, at) => [
      fact(`person.${at + 1}.name`, 'person', person.name),
      fact(`person.${at + 1}.role`, `role of ${person.name}`, person.role),
      fact(`person.${at + 1}.bio`, `about ${person.name}`, person.bio),
    ]),
    brief.testimonials.map((said, at) => [
      fact(`testimonial.${at + 1}.quote`, `quotation, verbatim, from ${said.name}`, said.quote),
      fact(`testimonial.${at + 1}.name`, 'who said it', said.name),
      fact(`testimonial.${at + 1}.detail`, `who ${said.name} is`, said.detail),
    ]),
    brief.callsToAction.map((action, at) =>
      fact(`action.${at + 1}`, `call to action (${action.target})`, action.label),
    ),
    brief.socials.map((social, at) => fact(`social.${at + 1}`, social.label, social.url)),
    brief.legal.map((text, at) => fact(`legal.${at + 1}`, 'legal statement', text)),
  ]
    .flat(2)
    .filter((found) => found !== undefined);
}

/**
 * The facts that a list of ids names. An id names itself and everything below it: `product.2` takes its name,
 * description and price, `product` takes all products. Ids that name nothing are ignored; the order is the brief's.
 */
export function factsNamed<Known extends Pick<Fact, 'id'>>(
  facts: readonly Known[],
  ids: readonly string[],
): Known[] {
  return facts.filter(({ id }) => isNamed(id, ids));
}

/** Whether a list of ids names a fact, by its own id or by one above it. */
export function isNamed(fact: string, ids: readonly string[]): boolean {
  return ids.some((id) => fact === id || fact.startsWith(`${id}.`));
}

/** The products or services of a brief as one list, each under the id of its facts (`product.1`, `service.3`). */
export function offeringsOf<Offered>(brief: {
  readonly products?: readonly Offered[] | undefined;
  readonly services?: readonly Offered[] | undefined;
}): (Offered & {
  /** The id of its facts. */
  id: string;
})[] {
  return [...numbered('product', brief.products), ...numbered('service', brief.services)];
}

function numbered<Offered>(kind: string, list: readonly Offered[] = []): (Offered & { id: string })[] {
  return list.map((offering, at) => ({ ...offering, id: `${kind}.${at + 1}` }));
}

/** The postal address in the lines that an envelope would have; empty when the brief has none. */
export function addressLines(brief: Pick<NarrowedBrief, 'contact'>): string[] {
  const { address } = brief.contact;
  if (address === undefined) return [];
  const town = [address.locality, address.region].filter(Boolean).join(', ');
  return [address.street, town, address.postalCode, address.country].filter((part) => part !== undefined);
}

function offeringFacts(kind: string, list: NarrowedBrief['products'] = []): (KnownFact | undefined)[] {
  return list.flatMap((offering, at) => [
    fact(`${kind}.${at + 1}.name`, kind, offering.name),
    fact(`${kind}.${at + 1}.description`, `about ${offering.name}`, offering.description),
    fact(`${kind}.${at + 1}.price`, `price of ${offering.name}`, offering.price),
    fact(`${kind}.${at + 1}.unit`, `what the price of ${offering.name} is for`, offering.unit),
    fact(`${kind}.${at + 1}.group`, `group of ${offering.name}`, offering.group),
  ]);
}

function fact(id: string, label: string, text: string | true | undefined): KnownFact | undefined {
  return text === undefined ? undefined : { id, label, text };
}
