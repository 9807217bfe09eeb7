import { offeringsOf } from '../brief/facts.js';
import type { BriefContents } from '../brief/schema.js';

/** What becomes of the particulars that a brief has; an offering is named by the id of its facts. */
interface Particulars<Phone, Email, Price> {
  phone(stated: string): Phone;
  email(stated: string): Email;
  price(stated: string, offering: string): Price;
}

/** The brief with each of its particulars as it is to be: what it does not have stays away. */
export function narrowed<Phone, Email, Price>(
  brief: BriefContents,
  become: Particulars<Phone, Email, Price>,
) {
  const { products, services, contact, ...rest } = brief;
  const { phone, email, ...ways } = contact;
  const priced = (offerings: Pick<BriefContents, 'products' | 'services'>) =>
    offeringsOf(offerings).map(({ id, price, ...offering }) => ({
      ...offering,
      ...(price !== undefined && { price: become.price(price, id) }),
    }));
  return {
    ...rest,
    ...(products !== undefined && { products: priced({ products }) }),
    ...(services !== undefined && { services: priced({ services }) }),
    contact: {
      ...ways,
      ...(phone !== undefined && { phone: become.phone(phone) }),
      ...(email !== undefined && { email: become.email(email) }),
    },
  };
}
