import fc from 'fast-check';
import { briefSchema, actionTargets, weekdays, type Brief, type BriefInput } from '../../src/brief/schema.js';

/** Any valid brief: most of them like one that a person would write, some with text that nobody would. */
export function anyBrief(): fc.Arbitrary<Brief> {
  return briefInput().map((input) => briefSchema.parse(input));
}

/** A line of text of at most `max` characters that is not empty when trimmed. */
function line(max: number, ...likely: string[]): fc.Arbitrary<string> {
  const wild = fc
    .string({ minLength: 1, maxLength: max, unit: 'grapheme' })
    .map((text) => text.trim().slice(0, max).trim())
    .filter((text) => text !== '');
  const usual = likely.map((text) => text.slice(0, max));
  return usual.length === 0
    ? wild
    : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: wild });
}

/** Sentences with numbers, names and several clauses, no two alike. */
const sentences = [
  'We bake in a wood-fired oven.',
  'Every client has one solicitor. It is the same one to the end.',
  'There are 220 problems on the walls at any time.',
  'The shop opened in 1987',
  'Parking is free for 30 cars.',
  'Order by 4 pm and collect the next morning.',
  'Nothing is wrapped in plastic.',
  'A reply takes two days at most.',
  'Dogs are welcome, and so are children.',
  'Our flour comes from St. Mary’s mill.',
  'The price is agreed before the work begins.',
  'They stay fresh for three days.',
];

const industries = [
  'bakery',
  'café',
  'law firm',
  'accountant',
  'climbing gym',
  'yoga studio',
  'dentist',
  'florist',
  'bookshop',
  'plumber',
  'landscape gardening',
  'joinery',
  'guest house',
  'language school',
  'web design',
  'MOT garage',
  'brewery',
  'photography',
  'hairdresser',
  'IT support',
  'veterinary practice',
  'estate agency',
  'hourly office hire',
  'something new',
];

const pageTitles = [
  'Home',
  'About',
  'About us',
  'Prices',
  'Visit',
  'Contact',
  'How we work',
  'FAQ',
  'Our team',
  'Gallery',
  'Legal',
  'Services',
  'First visit',
  'Find us',
  'News',
  'Weddings',
  'Reviews',
  'A very long title of a page about us',
];

const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

function offering(): fc.Arbitrary<NonNullable<BriefInput['products']>[number]> {
  return record({
    name: line(
      80,
      'Sourdough',
      'Hatha',
      'A single will',
      'Boiler service',
      'Day pass',
      'Weddings',
      'Leaks and burst pipes',
      'Under 16',
    ),
    description: optional(
      line(
        240,
        'Soft, dark and dense',
        'From the first sketch to the last tile.',
        'Four evenings of two hours',
      ),
    ),
    price: optional(line(60, '£4.80', 'from £950', 'Free', '£1,400')),
    unit: optional(line(60, 'a month', 'plus VAT')),
    group: optional(line(60, 'Courses', 'Entry', 'Family and estates')),
  });
}

function hours(): fc.Arbitrary<NonNullable<BriefInput['hours']>[number]> {
  const days = fc.oneof(
    fc.constantFrom(...weekdays),
    fc.tuple(fc.constantFrom(...weekdays), fc.constantFrom(...weekdays)).map((pair) => pair.join('-')),
  );
  return fc
    .tuple(
      days,
      optional(fc.constant({ opens: '07:30', closes: '15:00' })),
      optional(line(80, 'last entry 14:30')),
    )
    .map(([at, times, note]) => ({ days: at, ...times, ...(note === undefined ? {} : { note }) }));
}

function contact(): fc.Arbitrary<NonNullable<BriefInput['contact']>> {
  return record({
    phone: optional(line(40, '01632 960 187', '+44 1584 555 0142')),
    email: optional(fc.constant('desk@still.example')),
    address: optional(
      record({
        street: line(120, '14 Mill Lane', '62 Micklegate', 'The Rope Works, 8 Neepsend Lane', 'Unit 3'),
        locality: line(80, 'Ludlow', 'York'),
        postalCode: optional(fc.constant('SY8 1AA')),
      }),
    ),
    mapUrl: optional(fc.constant('https://maps.example/?q=1')),
    formPrompt: optional(line(80, 'What is it about?')),
  });
}

function list<Item>(item: fc.Arbitrary<Item>, maxLength: number): fc.Arbitrary<Item[]> {
  return fc.array(item, { maxLength });
}

function briefInput(): fc.Arbitrary<BriefInput> {
  return record({
    name: line(60, 'Hearth & Rye', 'Aldous Marsh', 'Overhang', 'the Corner', 'Tanner & Sons'),
    industry: line(60, ...industries),
    location: line(80, 'Ludlow, Shropshire', 'York', 'near Bath', 'Online'),
    tagline: optional(
      line(
        120,
        'Bread worth getting up for',
        'Clear advice',
        'Fixed today, explained before we start, and guaranteed for a year',
      ),
    ),
    language: fc.constantFrom('en', 'en-GB'),
    audiences: fc.array(
      line(
        160,
        'People who want to try it',
        'Families nearby',
        'Owners of small companies, and their staff',
        'Londoners',
      ),
      { minLength: 1, maxLength: 6 },
    ),
    tone: fc.array(line(40, 'warm', 'exact', 'energetic', 'calm', 'playful', 'efficient'), {
      minLength: 1,
      maxLength: 6,
    }),
    offered: fc.record({ products: list(offering(), 24), services: list(offering(), 24) }),
    facts: list(
      record({
        value: line(24, '36 h', '1987', '220', '9 miles'),
        label: line(80, 'fermentation for every loaf', 'the year it began', 'from the mill to our door'),
        statement: optional(line(240, ...sentences)),
      }),
      12,
    ),
    statements: list(line(400, ...sentences), 30),
    process: list(
      record({
        title: line(60, 'Mill', 'You call', 'A fee in writing', 'Collect'),
        text: line(240, ...sentences),
      }),
      8,
    ),
    hours: list(hours(), 10),
    hoursNote: optional(line(160, 'Closed on bank holidays')),
    contact: contact(),
    pages: fc.array(
      record({
        title: line(40, ...pageTitles),
        purpose: optional(line(240, 'Everything with its price', 'Show what we do')),
      }),
      {
        minLength: 1,
        maxLength: 10,
      },
    ),
    imagery: list(line(120, 'a loaf', 'a key on a hook'), 16),
    faqs: list(record({ question: line(160, 'Is there parking?'), answer: line(600, ...sentences) }), 16),
    people: list(
      record({
        name: line(80, 'Ida Marsden'),
        role: line(80, 'owner'),
        bio: optional(line(400, ...sentences)),
      }),
      16,
    ),
    testimonials: list(
      record({
        quote: line(400, 'It lasted two weeks.'),
        name: line(80, 'R. Holt'),
        detail: optional(line(80, 'customer')),
      }),
      8,
    ),
    callsToAction: list(
      record({ label: line(40, 'Book now', 'See prices'), target: fc.constantFrom(...actionTargets) }),
      4,
    ),
    legal: list(line(400, 'Registered in England.'), 8),
  }).map(({ offered, ...brief }) => ({
    ...brief,
    ...(offered.products.length > 0 || offered.services.length === 0
      ? { products: offered.products.length > 0 ? offered.products : [{ name: 'Sourdough' }] }
      : {}),
    ...(offered.services.length > 0 ? { services: offered.services } : {}),
  }));
}

/** A record without the fields that came out undefined: a brief leaves them out. */
function record<Shape extends Record<string, unknown>>(fields: {
  [Key in keyof Shape]: fc.Arbitrary<Shape[Key]>;
}): fc.Arbitrary<Defined<Shape>> {
  return fc.record(fields).map(
    (made) =>
      // What is left has every field that is not undefined, and no other.
      Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as Defined<Shape>,
  );
}

/** The type of a record whose undefined fields are left out. */
type Defined<Shape> = { [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key] } & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<Shape[Key], undefined>;
};
