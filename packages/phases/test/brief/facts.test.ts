import { describe, expect, it } from '@jest/globals';
import { addressLines, factsNamed, factsOf, offeringsOf } from '../../src/brief/facts.js';
import { briefSchema } from '../../src/brief/schema.js';

const brief = briefSchema.parse({
  name: 'A Shop',
  industry: 'shop',
  location: 'Town',
  audiences: ['People'],
  tone: ['plain'],
  products: [
    { name: 'One', price: '£1' },
    { name: 'Two', description: 'The second', price: '£2', unit: 'each' },
  ],
  services: [{ name: 'Three' }],
  hours: [{ days: 'Mon-Fri', opens: '09:00', closes: '17:00' }, { days: 'Sat' }],
  contact: { address: { street: '1 Road', locality: 'Town', region: 'County', postalCode: 'AB1' } },
  faqs: [{ question: 'Why?', answer: 'Because.' }],
});

describe('factsOf', () => {
  it('gives everything that the brief says an id by its place, counted from one', () => {
    const texts = Object.fromEntries(factsOf(brief).map(({ id, text }) => [id, text]));
    expect(texts).toMatchObject({
      name: 'A Shop',
      'product.2.price': '£2',
      'product.2.unit': 'each',
      'service.1.name': 'Three',
      'hours.1': 'Mon–Fri 09:00–17:00',
      'hours.2': 'Sat closed',
      'contact.address': '1 Road, Town, County, AB1',
      'faq.1.answer': 'Because.',
    });
    expect(texts).not.toHaveProperty(['product.1.description']);
  });

  it('never gives an id twice', () => {
    const ids = factsOf(brief).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe('factsNamed', () => {
  const facts = factsOf(brief);

  it('takes an id with everything below it, in the order of the brief', () => {
    expect(factsNamed(facts, ['product.2', 'name']).map(({ id }) => id)).toEqual([
      'name',
      'product.2.name',
      'product.2.description',
      'product.2.price',
      'product.2.unit',
    ]);
  });

  it('does not take 10 for 1, and ignores what is not there', () => {
    const many = [
      { id: 'faq.1', label: '', text: '' },
      { id: 'faq.10', label: '', text: '' },
    ];
    expect(factsNamed(many, ['faq.1', 'nothing'])).toHaveLength(1);
  });
});

it('lists products and services as one, under the ids of their facts', () => {
  expect(offeringsOf(brief).map(({ id, name }) => `${id} ${name}`)).toEqual([
    'product.1 One',
    'product.2 Two',
    'service.1 Three',
  ]);
});

it('writes the address in the lines of an envelope', () => {
  expect(addressLines(brief)).toEqual(['1 Road', 'Town, County', 'AB1']);
});
