import { z } from 'zod';

/** Where a call to action leads; the renderer turns each into the link that the finished site has for it. */
export const actionTargets = [
  'contact',
  'phone',
  'email',
  'map',
  'visit',
  'offerings',
  'process',
  'story',
  'gallery',
  'faq',
] as const;

/** Days as a brief writes them, and as the renderer reads them. */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const line = (max: number) => z.string().trim().min(1).max(max);
const webAddress = z.url({ protocol: /^https?$/ }).max(500);
const hexColour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'A colour is written as # and six hexadecimal digits, such as "#a6450f"');
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'A time is written as HH:MM in 24 hours, such as "07:30"');
const weekday = '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const dayRange = z
  .string()
  .regex(
    new RegExp(`^${weekday}(-${weekday})?$`),
    'Days are one day or a range of two, such as "Sat" or "Tue-Fri"',
  );

const offering = z
  .strictObject({
    name: line(80).describe('What it is called'),
    description: line(240).optional().describe('One or two plain sentences about it'),
    price: line(60)
      .optional()
      .describe('The price as the customer should read it, such as "£4.80", "from £950 plus VAT" or "Free"'),
    unit: line(60).optional().describe('What the price is for, such as "per loaf" or "a month"'),
    group: line(60)
      .optional()
      .describe('The heading that it stands under in a longer list, such as "Memberships"'),
  })
  .describe('A product or a service');

const openingHours = z
  .strictObject({
    days: dayRange.describe('One day or a range of days, in English three-letter form: "Sat" or "Tue-Fri"'),
    opens: clockTime
      .optional()
      .describe('When it opens, HH:MM; leave out both times for a day that is closed'),
    closes: clockTime.optional().describe('When it closes, HH:MM'),
    note: line(80).optional().describe('A short remark, such as "last entry 21:00" or "by appointment"'),
  })
  .refine((hours) => (hours.opens === undefined) === (hours.closes === undefined), {
    error: 'Give both "opens" and "closes", or neither for a day that is closed',
    when: isRecord,
  })
  .describe('One line of the opening hours');

const address = z
  .strictObject({
    street: line(120).describe('Street and number'),
    locality: line(80).describe('Town or city'),
    region: line(80).optional().describe('County, state or region'),
    postalCode: line(20).optional().describe('Postal code'),
    country: line(60).optional().describe('Country, by name or as a two-letter code'),
  })
  .describe('The postal address');

const contact = z
  .strictObject({
    phone: line(40).optional().describe('Telephone number, as it should be shown'),
    email: z.email().max(120).optional().describe('E-mail address'),
    address: address.optional(),
    mapUrl: webAddress.optional().describe('A link that shows the place on a map'),
    formAction: webAddress
      .optional()
      .describe(
        'The address of a form service that receives the contact form; without it the site offers mail and phone',
      ),
    formPrompt: line(80)
      .optional()
      .describe('The question over the message field of the form, such as "What shall we put aside?"'),
  })
  .describe('How customers reach the business');

const callToAction = z
  .strictObject({
    label: line(40).describe('The words on the button'),
    target: z.enum(actionTargets).describe('Where it leads: a part of the site, or phone, email or map'),
  })
  .describe('Something that the visitor should do');

const brand = z
  .strictObject({
    primary: hexColour.optional().describe('The colour that the palette is grown from'),
    accent: hexColour.optional().describe('A second colour for highlights'),
    displayFont: line(60)
      .optional()
      .describe('The family for headings, if it is one of those that ship with the generator'),
    textFont: line(60)
      .optional()
      .describe('The family for running text, if it is one of those that ship with the generator'),
  })
  .describe('What the brand already has');

/** Lets a rule across fields speak beside faults of single fields, so that an author hears of all at once. */
function isRecord({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

/** What the owner of a website says about the business: the only source of claims on the generated site. */
export const briefSchema = z
  .strictObject({
    name: line(60).describe('The name of the business'),
    industry: line(60).describe('What kind of business it is, such as "bakery" or "law firm"'),
    location: line(80).describe('Where it is, as people say it: "Ludlow, Shropshire"'),
    tagline: line(120).optional().describe('One line that says what it stands for'),
    url: webAddress
      .optional()
      .describe('The address that the site will have; without it nothing absolute is written'),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language is a BCP 47 tag such as "en" or "en-GB"')
      .default('en')
      .describe('The language of the site, as a BCP 47 tag'),
    audiences: z.array(line(160)).min(1).max(6).describe('Who the site is for, one group a line'),
    tone: z.array(line(40)).min(1).max(6).describe('How it should sound, in single words'),
    products: z.array(offering).min(1).max(24).optional().describe('What it sells'),
    services: z.array(offering).min(1).max(24).optional().describe('What it does for customers'),
    facts: z
      .array(
        z.strictObject({
          value: line(24).describe('The figure or word that stands out: "36 h", "2019"'),
          label: line(80).describe('What it says, to be read after the value: "fermentation for every loaf"'),
          statement: line(240).optional().describe('The same as a full sentence'),
        }),
      )
      .max(12)
      .default([])
      .describe('Figures that the site may show large'),
    statements: z
      .array(line(400))
      .max(30)
      .default([])
      .describe('True sentences about the business; running text is made of these and nothing else'),
    process: z
      .array(
        z.strictObject({
          title: line(60).describe('The step in a word or two'),
          text: line(240).describe('What happens in it'),
        }),
      )
      .max(8)
      .default([])
      .describe('How it works, step by step, in order'),
    hours: z.array(openingHours).max(10).default([]).describe('Opening hours, in the order of the week'),
    hoursNote: line(160).optional().describe('A remark on the hours as a whole, such as holidays'),
    contact: contact.default({}),
    pages: z
      .array(
        z.strictObject({
          title: line(40).describe('The title of the page'),
          purpose: line(240).optional().describe('What the page is for'),
        }),
      )
      .min(1)
      .max(10)
      .default([{ title: 'Home' }])
      .describe('The pages wanted; the first is the home page'),
    brand: brand.optional(),
    imagery: z
      .array(line(120))
      .max(16)
      .default([])
      .describe('Things that pictures may show, one subject a line'),
    faqs: z
      .array(
        z.strictObject({
          question: line(160).describe('The question, as a customer asks it'),
          answer: line(600).describe('The answer'),
        }),
      )
      .max(16)
      .default([])
      .describe('Questions with their answers'),
    people: z
      .array(
        z.strictObject({
          name: line(80).describe('The name of the person'),
          role: line(80).describe('What the person does here'),
          bio: line(400).optional().describe('A few sentences about the person'),
        }),
      )
      .max(16)
      .default([])
      .describe('People to present; nobody else is named on the site'),
    testimonials: z
      .array(
        z.strictObject({
          quote: line(400).describe('The words, verbatim'),
          name: line(80).describe('Who said it'),
          detail: line(80).optional().describe('Who that is, such as "member since 2021"'),
        }),
      )
      .max(8)
      .default([])
      .describe('What customers have really said; none is ever made up'),
    callsToAction: z
      .array(callToAction)
      .max(4)
      .default([])
      .describe('What visitors should do, the most important first'),
    socials: z
      .array(
        z.strictObject({
          label: line(40).describe('The name of the service'),
          url: webAddress.describe('The address of the profile'),
        }),
      )
      .max(8)
      .default([])
      .describe('Profiles elsewhere'),
    legal: z
      .array(line(400))
      .max(8)
      .default([])
      .describe(
        'Sentences that the site must carry, such as registration and regulator; shown in the footer of every page',
      ),
  })
  .refine((brief) => brief.products !== undefined || brief.services !== undefined, {
    path: ['products'],
    error: 'Give at least one of "products" and "services"',
    when: isRecord,
  })
  .describe('What the owner of a website says about the business');

const { tone: _tone, brand: _brand, ...contents } = briefSchema.shape;

/** Stands in place of a particular that is withheld: there is one, and that is all that is known of it. */
const withheld = z.literal(true).describe('There is one, and it is withheld: pages show it by themselves');

/** A brief of which every telephone number, mail address and price is withheld. */
export const briefOutlineSchema = contentsWith({ phone: withheld, email: withheld, price: withheld });

/** A brief of which some telephone numbers, mail addresses and prices are withheld, all or none. */
export const narrowedBriefSchema = contentsWith({
  phone: z.union([contact.shape.phone.unwrap(), withheld]),
  email: z.union([contact.shape.email.unwrap(), withheld]),
  price: z.union([offering.shape.price.unwrap(), withheld]),
});

function contentsWith<
  Phone extends z.ZodType,
  Email extends z.ZodType,
  Price extends z.ZodType,
>(particulars: { readonly phone: Phone; readonly email: Email; readonly price: Price }) {
  const { phone, email, price } = particulars;
  const offerings = z
    .array(offering.extend({ price: price.optional().describe('The price, or that there is one') }))
    .min(1)
    .max(24)
    .optional();
  return z.strictObject({
    ...contents,
    products: offerings.describe('What it sells'),
    services: offerings.describe('What it does for customers'),
    contact: contact.extend({
      phone: phone.optional().describe('The telephone number, or that there is one'),
      email: email.optional().describe('The mail address, or that there is one'),
    }),
  });
}

/** A brief as the phases read it: every default filled in. */
export type Brief = z.output<typeof briefSchema>;
/** What a brief has to say, without how it should sound and look. */
export type BriefContents = Omit<Brief, 'tone' | 'brand'>;
/** A brief whose particulars are withheld: of a telephone number, a mail address or a price it says that there is one. */
export type BriefOutline = z.output<typeof briefOutlineSchema>;
/** A brief some of whose particulars may be withheld; what reads it knows which by `typeof`. */
export type NarrowedBrief = z.output<typeof narrowedBriefSchema>;
/** A brief as an author may write it. */
export type BriefInput = z.input<typeof briefSchema>;
/** A product or a service. */
export type Offering = z.output<typeof offering>;
/** One line of the opening hours. */
export type OpeningHours = z.output<typeof openingHours>;
/** Where a call to action leads. */
export type ActionTarget = (typeof actionTargets)[number];
