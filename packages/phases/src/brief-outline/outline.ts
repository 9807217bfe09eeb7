import type { BriefContents, Offering } from '../brief/schema.js';

/** What stands in place of a number to call or a price: that there is one is known, which one it is is not. */
export const stated = 'given';

/** The same for an address to write to, which has to look like one. */
const statedAddress = 'given@example.com';

/** Which particulars of a brief are left as they are; an offering is named by the id of its facts. */
export interface Shown {
  readonly phone: boolean;
  readonly email: boolean;
  price(offering: string): boolean;
}

const nothing: Shown = { phone: false, email: false, price: () => false };

/**
 * A brief without what pages state word for word and nothing else depends on: the telephone number, the mail address
 * and the prices. When one of them changes the outline is the same, and so is all that was made of it.
 */
export function outlineOf(brief: BriefContents, shown: Shown = nothing): BriefContents {
  const { products, services, contact } = brief;
  return {
    ...brief,
    ...(products !== undefined && { products: withoutPrices('product', products, shown) }),
    ...(services !== undefined && { services: withoutPrices('service', services, shown) }),
    contact: {
      ...contact,
      ...(contact.phone !== undefined && !shown.phone && { phone: stated }),
      ...(contact.email !== undefined && !shown.email && { email: statedAddress }),
    },
  };
}

function withoutPrices(kind: string, offerings: readonly Offering[], shown: Shown): Offering[] {
  return offerings.map((offering, at) =>
    offering.price === undefined || shown.price(`${kind}.${at + 1}`)
      ? offering
      : { ...offering, price: stated },
  );
}
