import { z } from 'zod';
import { offeringsOf } from '../../brief/facts.js';
import type { Brief } from '../../brief/schema.js';
import { readPrice } from '../../seo-strategy/price.js';
import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { visibleText } from '../claims/passages.js';
import { bare } from '../claims/sources.js';
import { attribute, elements, shortened, textOf } from '../dom.js';
import type { SitePage } from '../site-reading.js';

/** The structured data can be read, has what its types need, and says what the brief says. */
export const structuredDataCheck: Check = {
  name: 'structured-data',
  area: 'discovery',
  run: (site, brief) =>
    together(site.pages.filter(({ hidden }) => !hidden).map((page) => structuredDataOf(page, brief))),
};

/** A thing of schema.org, as far as anything may be in it. */
type Thing = Readonly<Record<string, unknown>>;

function structuredDataOf(page: SitePage, brief: Brief): Outcome {
  const texts = elements(page.dom, 'script')
    .filter((script) => attribute(script, 'type') === 'application/ld+json')
    .map(textOf);
  const finding = (message: string, about: unknown): Found => ({
    severity: 'error',
    message,
    page: page.path,
    snippet:
      about === undefined ? null : shortened(typeof about === 'string' ? about : JSON.stringify(about)),
    phase: 'seo-metadata',
  });
  const documents = texts.map(parsed);
  const things = documents.flatMap(thingsIn);
  return {
    examined: Math.max(1, texts.length + things.length),
    findings: [
      ...(texts.length === 0 ? [finding('The page has no structured data.', undefined)] : []),
      ...texts
        .filter((_, place) => documents[place] === undefined)
        .map((text) => finding('The structured data is not JSON.', text)),
      ...documents
        .filter((document) => document !== undefined && !hasContext(document))
        .map((document) => finding('The structured data does not say that it is of schema.org.', document)),
      ...things.flatMap((thing) => problemsOf(thing, page, brief).map((message) => finding(message, thing))),
    ],
  };
}

function problemsOf(thing: Thing, page: SitePage, brief: Brief): string[] {
  const type = said(thing['@type']);
  const missing = (required[type] ?? [])
    .filter((property) => thing[property] === undefined || thing[property] === '')
    .map((property) => `${type} needs "${property}".`);
  return [...missing, ...untrue(thing, brief), ...unseen(type, thing, page)];
}

/** What types need to be of use to search engines. */
const required: Readonly<Record<string, readonly string[]>> = {
  WebPage: ['name'],
  WebSite: ['name'],
  BreadcrumbList: ['itemListElement'],
  ListItem: ['position', 'name'],
  FAQPage: ['mainEntity'],
  Question: ['name', 'acceptedAnswer'],
  Answer: ['text'],
  MenuItem: ['name'],
  Service: ['name'],
  Product: ['name'],
  PostalAddress: ['streetAddress', 'addressLocality'],
  OpeningHoursSpecification: ['dayOfWeek', 'opens', 'closes'],
  PriceSpecification: ['priceCurrency'],
  UnitPriceSpecification: ['priceCurrency'],
  Person: ['name'],
};

/** Values that are not those of the brief. */
function untrue(thing: Thing, brief: Brief): string[] {
  const problems: string[] = [];
  const isBusiness = said(thing['@id']).endsWith('#business');
  if (isBusiness && thing['name'] !== brief.name) problems.push(`The business is called "${brief.name}".`);
  const phone = thing['telephone'];
  if (phone !== undefined && digits(said(phone)) !== digits(brief.contact.phone ?? ''))
    problems.push('The telephone number is not the one of the brief.');
  const prices = offeringsOf(brief).flatMap(({ price = '', unit }) => readPrice(price, unit)?.amount ?? []);
  for (const property of ['price', 'minPrice', 'maxPrice']) {
    const amount = thing[property];
    if (amount !== undefined && !prices.includes(Number(amount)))
      problems.push(`The ${property} ${said(amount)} is no price of the brief.`);
  }
  const made = ['Review', 'Rating', 'AggregateRating'].includes(said(thing['@type']));
  if (made) problems.push('A rating or review is claimed that the brief does not have.');
  return problems;
}

/** Search engines want questions only where visitors can read them. */
function unseen(type: string, thing: Thing, page: SitePage): string[] {
  if (type !== 'Question') return [];
  return bare(visibleText(page)).includes(bare(said(thing['name'])))
    ? []
    : ['The question is not on the page.'];
}

/** Every typed thing in a document, at any depth. */
function thingsIn(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  const { success, data } = z.record(z.string(), z.unknown()).safeParse(value);
  if (!success) return [];
  return [...('@type' in data ? [data] : []), ...Object.values(data).flatMap(thingsIn)];
}

function hasContext(document: unknown): boolean {
  return z.object({ '@context': z.string().regex(/^https?:\/\/schema\.org\/?$/) }).safeParse(document)
    .success;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value as text; what is no text or number has none. */
function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
