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
      ...withoutAddress(things, brief).map((message) => finding(message, undefined)),
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

/** A local business is found by its address: where things refer to it, one of them has to have it. */
function withoutAddress(things: readonly Thing[], brief: Brief): string[] {
  const businesses = things.filter(isBusiness);
  const wanted = brief.contact.address !== undefined;
  if (businesses.length === 0) return ['The structured data does not say whose site it is.'];
  return !wanted || businesses.some(({ address }) => address !== undefined)
    ? []
    : ['The structured data leaves out the address of the business.'];
}

function isBusiness(thing: Thing): boolean {
  return said(thing['@id']).endsWith('#business');
}

/** Values that are not those of the brief. */
function untrue(thing: Thing, brief: Brief): string[] {
  const problems: string[] = [];
  if (isBusiness(thing) && thing['name'] !== brief.name)
    problems.push(`The business is called "${brief.name}".`);
  const phone = thing['telephone'];
  if (phone !== undefined && digits(said(phone)) !== digits(brief.contact.phone ?? ''))
    problems.push('The telephone number is not the one of the brief.');
  const prices = offeringsOf(brief).flatMap(({ price = '', unit }) => readPrice(price, unit)?.amount ?? []);
  for (const property of ['price', 'minPrice', 'maxPrice']) {
    const amount = thing[property];
    if (amount !== undefined && !prices.includes(Number(amount)))
      problems.push(`The ${property} ${said(amount)} is no price of the brief.`);
  }
  const times = new Set(['00:00', '23:59', ...brief.hours.flatMap(({ opens, closes }) => [opens, closes])]);
  for (const time of [thing['opens'], thing['closes']].filter((value) => value !== undefined))
    if (!times.has(said(time))) problems.push(`The time ${said(time)} is no opening hour of the brief.`);
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
