import type { BriefContents } from '../brief/schema.js';
import type { StructuredDataType } from './business-type.js';
import type { JsonLdNode } from './json-ld.js';
import { offersOf } from './offers.js';
import { openingHoursNodes } from './opening-hours.js';

/** The business as a thing of schema.org. Every property is in the brief; what the brief leaves out is left out. */
export function businessNode(
  brief: BriefContents,
  type: StructuredDataType,
  description: string,
): JsonLdNode {
  const { contact } = brief;
  return {
    '@type': type,
    '@id': businessId(brief.url ?? null),
    name: brief.name,
    description,
    slogan: brief.tagline,
    url: brief.url === undefined ? undefined : siteRoot(brief.url),
    telephone: contact.phone,
    email: contact.email,
    address: addressNode(brief),
    areaServed: contact.address === undefined ? brief.location : undefined,
    hasMap: contact.mapUrl,
    geo: geoNode(contact.mapUrl),
    openingHoursSpecification: type === 'Organization' ? undefined : openingHoursNodes(brief.hours),
    ...offersOf(brief, type),
    employee: brief.people.map(({ name, role }) => ({ '@type': 'Person', name, jobTitle: role })),
    sameAs: brief.socials.map(({ url }) => url),
  };
}

/** The id of the business in every document of the site. */
function businessId(url: string | null): string {
  return `${url === null ? '' : siteRoot(url)}#business`;
}

/** The address of a site with exactly one slash at its end. */
export function siteRoot(url: string): string {
  return `${url.replace(/[?#].*$/, '').replace(/\/+$/, '')}/`;
}

function addressNode({ contact: { address } }: BriefContents): JsonLdNode | undefined {
  if (address === undefined) return undefined;
  return {
    '@type': 'PostalAddress',
    streetAddress: address.street,
    addressLocality: address.locality,
    addressRegion: address.region,
    postalCode: address.postalCode,
    addressCountry: address.country,
  };
}

/** The coordinates that a link to OpenStreetMap marks. */
function geoNode(mapUrl: string | undefined): JsonLdNode | undefined {
  if (mapUrl === undefined) return undefined;
  const { searchParams } = new URL(mapUrl);
  const [latitude, longitude] = [searchParams.get('mlat'), searchParams.get('mlon')];
  const coordinate = /^-?\d{1,3}(\.\d+)?$/;
  if (!coordinate.test(latitude ?? '') || !coordinate.test(longitude ?? '')) return undefined;
  return { '@type': 'GeoCoordinates', latitude: Number(latitude), longitude: Number(longitude) };
}
