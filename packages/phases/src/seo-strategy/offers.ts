import { offeringsOf } from '../brief/facts.js';
import type { BriefContents, Offering } from '../brief/schema.js';
import type { StructuredDataType } from './business-type.js';
import type { JsonLdNode } from './json-ld.js';
import { readPrice } from './price.js';

const eateries: readonly StructuredDataType[] = ['Bakery', 'Restaurant', 'CafeOrCoffeeShop'];

/** What a business sells: a menu where people eat, a catalogue of offers everywhere else; in the groups of the brief. */
export function offersOf(
  brief: BriefContents,
  type: StructuredDataType,
): { hasMenu: JsonLdNode } | { hasOfferCatalog: JsonLdNode } {
  const offerings = offeringsOf(brief);
  if (eateries.includes(type)) {
    const groups = grouped(offerings).map(([name, items]) =>
      name === null
        ? { hasMenuItem: items.map(menuItem) }
        : {
            hasMenuSection: { '@type': 'MenuSection', name, hasMenuItem: items.map(menuItem) },
          },
    );
    return {
      hasMenu: {
        '@type': 'Menu',
        hasMenuItem: groups.flatMap((group) => group.hasMenuItem ?? []),
        hasMenuSection: groups.flatMap((group) => group.hasMenuSection ?? []),
      },
    };
  }
  const entries = grouped(offerings).flatMap(([name, items]): JsonLdNode[] =>
    name === null ? items.map(offer) : [{ '@type': 'OfferCatalog', name, itemListElement: items.map(offer) }],
  );
  return { hasOfferCatalog: { '@type': 'OfferCatalog', name: brief.name, itemListElement: entries } };
}

type Numbered = ReturnType<typeof offeringsOf<Offering>>[number];

function menuItem(offering: Numbered): JsonLdNode {
  const { name, description } = offering;
  return { '@type': 'MenuItem', name, description, offers: priceNode(offering) };
}

function offer(offering: Numbered): JsonLdNode {
  const { name, description, id } = offering;
  const itemOffered = { '@type': id.startsWith('service.') ? 'Service' : 'Product', name, description };
  return { ...(priceNode(offering) ?? { '@type': 'Offer' }), itemOffered };
}

/** The price as an offer; undefined where the words of the brief name no single amount. */
function priceNode({ price, unit }: Offering): JsonLdNode | undefined {
  const read = price === undefined ? null : readPrice(price, unit);
  if (read === null) return undefined;
  const { amount, currency, from, taxIncluded } = read;
  if (!from && unit === undefined && taxIncluded === null)
    return { '@type': 'Offer', price: amount.toFixed(2), priceCurrency: currency };
  const priceSpecification = {
    '@type': unit === undefined ? 'PriceSpecification' : 'UnitPriceSpecification',
    [from ? 'minPrice' : 'price']: amount.toFixed(2),
    priceCurrency: currency,
    unitText: unit,
    valueAddedTaxIncluded: taxIncluded ?? undefined,
  };
  return { '@type': 'Offer', priceSpecification };
}

/** Offerings under their groups, groups in the order of their first offering. */
function grouped(offerings: readonly Numbered[]): [string | null, Numbered[]][] {
  const groups = new Map<string | null, Numbered[]>();
  for (const offering of offerings) {
    const name = offering.group ?? null;
    groups.set(name, [...(groups.get(name) ?? []), offering]);
  }
  return [...groups];
}
