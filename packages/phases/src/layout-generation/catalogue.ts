import type { SectionType } from '../section-planning/artifact.js';
import type { ImageSlot, ItemSlot, TextSlot } from './artifact.js';

/** What a variant of a section type has room for. */
export interface Variant {
  /** What it looks like, for whoever chooses. */
  readonly look: string;
  readonly textSlots: readonly TextSlot[];
  readonly items: ItemSlot | null;
  readonly actions: number;
  /** Pictures; with `perItem`, one for each of the first items. */
  readonly images: readonly (Omit<ImageSlot, 'refId'> & { readonly perItem?: boolean })[];
}

/** Every section type with its variants, the first being the one to fall back to. */
export const catalogue: Readonly<Record<SectionType, Readonly<Record<string, Variant>>>> = {
  hero: {
    frame: {
      look: 'headline left, one large picture right running to the edge, its corner shaped, the opening hours on a floating card',
      textSlots: [kicker(48), heading(42), lead(200)],
      items: null,
      actions: 2,
      images: [picture('main', 'scene', 1600, 1360)],
    },
    split: {
      look: 'headline left under a rule, a tall picture right inside the margins; quiet and editorial',
      textSlots: [kicker(48), heading(64), lead(260), note(120)],
      items: null,
      actions: 2,
      images: [picture('main', 'scene', 1200, 1440)],
    },
    cover: {
      look: 'a picture across the whole width behind a dark wash, a very large headline over it',
      textSlots: [kicker(48), heading(40), lead(180)],
      items: null,
      actions: 2,
      images: [picture('main', 'scene', 2000, 1240)],
    },
    stacked: {
      look: 'a very large headline over the full width, the lead in a column, a wide picture below',
      textSlots: [kicker(48), heading(56), lead(240)],
      items: null,
      actions: 2,
      images: [picture('main', 'scene', 2000, 900)],
    },
    banner: {
      look: 'a heading and a lead on a plain or tinted ground, without a picture; for every page but the home page',
      textSlots: [kicker(48), heading(60), lead(240)],
      items: null,
      actions: 1,
      images: [],
    },
  },
  facts: {
    strip: { look: 'up to four figures in one row between hairlines', ...figures(4) },
    cards: { look: 'up to four figures on cards', ...figures(4) },
    band: { look: 'up to three very large figures with a heading', ...figures(3), textSlots: [heading(50)] },
  },
  offerings: {
    showcase: {
      look: 'three pictures, one large, beside a price list',
      textSlots: [heading(40), lead(160), note(140)],
      items: { ...offerings(10), textMax: 120 },
      actions: 1,
      images: [
        { ...picture('item-1', 'subject', 900, 1240), perItem: true },
        { ...picture('item-2', 'subject', 900, 720), perItem: true },
        { ...picture('item-3', 'subject', 900, 720), perItem: true },
      ],
    },
    cards: {
      look: 'a card with a picture for each of up to six offerings',
      textSlots: [heading(50), lead(200), note(140)],
      items: { ...offerings(6), textMax: 160 },
      actions: 1,
      images: [1, 2, 3, 4, 5, 6].map((place) => ({
        ...picture(`item-${place}`, 'subject', 900, 675),
        perItem: true,
      })),
    },
    list: {
      look: 'a full price list in groups, without pictures',
      textSlots: [kicker(48), heading(50), lead(240), note(160)],
      items: { ...offerings(24), textMax: 240 },
      actions: 1,
      images: [],
    },
  },
  story: {
    media: {
      look: 'a tall shaped picture beside a heading and one to three paragraphs',
      textSlots: [kicker(48), heading(60), lead(240), body(900)],
      items: null,
      actions: 1,
      images: [picture('main', 'scene', 1000, 1240)],
    },
    columns: {
      look: 'heading left, paragraphs right in two columns; no picture',
      textSlots: [kicker(48), heading(60), lead(280), body(1600)],
      items: null,
      actions: 1,
      images: [],
    },
    statement: {
      look: 'one large sentence across the page, with little under it',
      textSlots: [kicker(48), heading(90), body(500)],
      items: null,
      actions: 1,
      images: [],
    },
  },
  process: {
    numbered: {
      look: 'a shaped picture beside numbered steps between hairlines',
      textSlots: [heading(50), lead(200)],
      items: { from: 'step', min: 2, max: 6, titleMax: 60, textMax: 160 },
      actions: 1,
      images: [picture('main', 'scene', 1000, 1240)],
    },
    timeline: {
      look: 'steps side by side along a line',
      textSlots: [kicker(48), heading(60), lead(240)],
      items: { from: 'step', min: 2, max: 5, titleMax: 60, textMax: 200 },
      actions: 1,
      images: [],
    },
    cards: {
      look: 'steps on cards with large numerals',
      textSlots: [heading(60), lead(240)],
      items: { from: 'step', min: 2, max: 6, titleMax: 60, textMax: 200 },
      actions: 1,
      images: [],
    },
  },
  gallery: {
    mosaic: {
      look: 'five pictures in a mosaic',
      textSlots: [heading(50), lead(160)],
      items: null,
      actions: 0,
      images: [
        picture('one', 'scene', 1200, 1200),
        picture('two', 'detail', 800, 600),
        picture('three', 'detail', 800, 600),
        picture('four', 'detail', 800, 600),
        picture('five', 'detail', 800, 600),
      ],
    },
    row: {
      look: 'three pictures in a row, shaped',
      textSlots: [heading(50), lead(160)],
      items: null,
      actions: 0,
      images: [
        picture('one', 'detail', 800, 1000),
        picture('two', 'scene', 800, 1000),
        picture('three', 'detail', 800, 1000),
      ],
    },
  },
  visit: {
    band: {
      look: 'address and opening hours on a dark band over a line drawing',
      textSlots: [heading(40), lead(160), note(160)],
      items: null,
      actions: 2,
      images: [],
    },
    split: {
      look: 'a picture beside address and opening hours',
      textSlots: [kicker(48), heading(50), lead(200), note(160)],
      items: null,
      actions: 2,
      images: [picture('main', 'scene', 1120, 1400)],
    },
  },
  faq: {
    split: {
      look: 'heading left, questions right',
      textSlots: [heading(40), lead(160)],
      items: { from: 'faq', min: 1, max: 12, titleMax: 160, textMax: 600 },
      actions: 1,
      images: [],
    },
    stacked: {
      look: 'heading over questions in two columns of open answers',
      textSlots: [kicker(48), heading(50), lead(200)],
      items: { from: 'faq', min: 1, max: 16, titleMax: 160, textMax: 600 },
      actions: 1,
      images: [],
    },
  },
  testimonials: {
    quotes: { look: 'up to three quotations side by side', ...quotations(3) },
    single: { look: 'one quotation, very large', ...quotations(1) },
  },
  team: {
    list: { look: 'people in rows with name, role and a few sentences', ...persons() },
    cards: { look: 'people on cards, with initials instead of portraits', ...persons() },
  },
  contact: {
    form: {
      look: 'heading and direct ways left, a form right',
      textSlots: [heading(50), lead(200), note(160)],
      items: null,
      actions: 1,
      images: [],
    },
    details: {
      look: 'phone, mail and address as large links, no form',
      textSlots: [kicker(48), heading(50), lead(200), note(160)],
      items: null,
      actions: 1,
      images: [],
    },
  },
  cta: {
    band: { look: 'one line and a button on a coloured band', ...invitation() },
    panel: {
      look: 'a rounded panel with a heading, a lead and a button, inside the margins',
      ...invitation(),
    },
  },
  'legal-text': {
    prose: {
      look: 'a narrow column of text',
      textSlots: [heading(60), lead(280), body(2000)],
      items: { from: 'legal', min: 0, max: 8, titleMax: 80, textMax: 600 },
      actions: 0,
      images: [],
    },
  },
};

/** The names of a type's variants, the first being the one to fall back to. */
export function variantsOf(type: SectionType): string[] {
  return Object.keys(catalogue[type]);
}

function kicker(maxLength: number): TextSlot {
  return { name: 'kicker', maxLength, required: false };
}
function heading(maxLength: number): TextSlot {
  return { name: 'heading', maxLength, required: true };
}
function lead(maxLength: number): TextSlot {
  return { name: 'lead', maxLength, required: false };
}
function body(maxLength: number): TextSlot {
  return { name: 'body', maxLength, required: true };
}
function note(maxLength: number): TextSlot {
  return { name: 'note', maxLength, required: false };
}

function picture(
  slot: string,
  role: ImageSlot['role'],
  width: number,
  height: number,
): Omit<ImageSlot, 'refId'> {
  return {
    slot,
    role,
    aspect: `${width / divisor(width, height)}:${height / divisor(width, height)}`,
    width,
    height,
  };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function figures(max: number): Pick<Variant, 'textSlots' | 'items' | 'actions' | 'images'> {
  // The heading of a strip of figures is read out but not shown, so that the section has a name.
  return {
    textSlots: [heading(50)],
    items: { from: 'fact', min: 2, max, titleMax: 24, textMax: 80 },
    actions: 0,
    images: [],
  };
}

function offerings(max: number): ItemSlot {
  return { from: 'offering', min: 1, max, titleMax: 80, textMax: 160 };
}

function quotations(max: number): Pick<Variant, 'textSlots' | 'items' | 'actions' | 'images'> {
  return {
    textSlots: [heading(50)],
    items: { from: 'testimonial', min: 1, max, titleMax: 80, textMax: 400 },
    actions: 0,
    images: [],
  };
}

function persons(): Pick<Variant, 'textSlots' | 'items' | 'actions' | 'images'> {
  return {
    textSlots: [heading(50), lead(200)],
    items: { from: 'person', min: 1, max: 16, titleMax: 80, textMax: 400 },
    actions: 0,
    images: [],
  };
}

function invitation(): Pick<Variant, 'textSlots' | 'items' | 'actions' | 'images'> {
  return { textSlots: [heading(60), lead(200)], items: null, actions: 2, images: [] };
}
