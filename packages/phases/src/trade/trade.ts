import type { Character } from '../design-strategy/artifact.js';

/** Kinds of business that talk in the same way. */
export type Family =
  | 'food'
  | 'professional'
  | 'sport'
  | 'wellbeing'
  | 'health'
  | 'retail'
  | 'craft'
  | 'trades'
  | 'hospitality'
  | 'learning'
  | 'technical'
  | 'general';

/** What a kind of business calls things, and what goes with it. */
export interface Trade {
  readonly family: Family;
  /** What the place is called by those who come: `bakery`, `office`. */
  readonly place: string;
  /** Those who come: `customers`, `clients`. */
  readonly people: string;
  /** What it offers, in the plural: `classes`, `services`. */
  readonly things: string;
  /** Whether people walk in: then the home page says where it is and when it is open. */
  readonly walkIn: boolean;
  /** A colour that suits it, for a brief that names none. */
  readonly seed: string;
  readonly character: Character;
}

/** The trade of a kind of business, read off its name: the first whose pattern fits, else a general one. */
export function tradeOf(industry: string): Trade {
  const found = trades.find(([pattern]) => pattern.test(industry));
  return found?.[1] ?? general;
}

function trade(
  family: Family,
  place: string,
  people: string,
  things: string,
  seed: string,
  character: Character,
  walkIn = true,
): Trade {
  return { family, place, people, things, seed, character, walkIn };
}

const general = trade('general', 'business', 'customers', 'services', '#2f5d62', 'calm', false);

// From the particular to the general: "yoga teacher training" is a matter of yoga, "bookshop café" of food.
const trades: readonly (readonly [RegExp, Trade])[] = [
  [
    /\bbaker|patisserie|p[âa]tisserie|bread/i,
    trade('food', 'bakery', 'customers', 'bakes', '#a6450f', 'warm'),
  ],
  [
    /\bcaf[eé]|coffee|tea ?room|roaster/i,
    trade('food', 'café', 'guests', 'drinks and dishes', '#7a4a2a', 'warm'),
  ],
  [
    /restaurant|bistro|trattoria|pizzeria|brasserie|diner|kitchen(?! fitt)/i,
    trade('food', 'restaurant', 'guests', 'dishes', '#8c2f1f', 'warm'),
  ],
  [
    /\bpub\b|\binn\b|tavern|\bbar\b|brewery|taproom|winery/i,
    trade('food', 'pub', 'guests', 'drinks and dishes', '#7b4b16', 'warm'),
  ],
  [
    /butcher|fishmonger|cheesemonger|deli|greengrocer|grocer|farm ?shop/i,
    trade('food', 'shop', 'customers', 'goods', '#7a2e2e', 'warm'),
  ],
  [/cater/i, trade('food', 'kitchen', 'guests', 'menus', '#8a4b2b', 'warm', false)],
  [
    /\byoga|pilates|meditation|tai chi|breathwork/i,
    trade('wellbeing', 'studio', 'students', 'classes', '#4f6f64', 'calm'),
  ],
  [
    /\bspa\b|massage|beauty|nails?\b|hair|barber|salon|tattoo/i,
    trade('wellbeing', 'salon', 'clients', 'treatments', '#8a4f5e', 'calm'),
  ],
  [
    /climb|boulder|gym\b|fitness|crossfit|boxing|martial|judo|karate|swim|tennis|padel|football|rowing|cycling club|sport|dance/i,
    trade('sport', 'gym', 'members', 'sessions', '#d6401f', 'bold'),
  ],
  [
    /law\b|solicitor|legal|barrister|notary|conveyanc/i,
    trade('professional', 'office', 'clients', 'services', '#1f3f5b', 'formal', false),
  ],
  [
    /account|bookkeep|tax\b|audit|payroll|financ|insur|mortgage|wealth|actuar/i,
    trade('professional', 'office', 'clients', 'services', '#1d4b45', 'formal', false),
  ],
  [
    /architect|survey|planning|consult|recruit|estate agen|letting|property|translation|engineer(ing)? (firm|practice)/i,
    trade('professional', 'office', 'clients', 'services', '#33475b', 'formal', false),
  ],
  [
    /\bdent|orthodont|doctor|\bgp\b|clinic|physio|osteo|chiro|optician|optometr|pharmac|midwi|podiat|psycho|counsel|therap|hearing/i,
    trade('health', 'practice', 'patients', 'treatments', '#2b6777', 'calm'),
  ],
  [
    /\bvet\b|veterinar|dog|cat(tery)?\b|pet\b|groom/i,
    trade('health', 'practice', 'owners', 'services', '#3d6b4f', 'warm'),
  ],
  [/flor|flower/i, trade('retail', 'shop', 'customers', 'flowers', '#8a3b5f', 'warm')],
  [
    /garden cent|nursery(?! school)|plant/i,
    trade('retail', 'nursery', 'customers', 'plants', '#3f6b3a', 'calm'),
  ],
  [/book ?(shop|seller|store)/i, trade('retail', 'shop', 'readers', 'books', '#6b2f2f', 'warm')],
  [
    /plumb|heating|boiler|electric|roof|glaz|window|gas\b|drain|locksmith|handyman|clean|pest|remov|scaffold/i,
    trade('trades', 'workshop', 'customers', 'jobs', '#1f5f8b', 'technical', false),
  ],
  [
    /build|construct|landscap|garden|tree|paint|decorat|plaster|tiling|floor|kitchen fitt|bathroom|paving|fenc/i,
    trade('trades', 'yard', 'customers', 'jobs', '#4a5d2f', 'technical', false),
  ],
  [
    /garage|mechanic|mot\b|tyre|car\b|auto|motor/i,
    trade('trades', 'garage', 'customers', 'jobs', '#a3311f', 'technical'),
  ],
  [
    /joiner|carpent|cabinet|furniture|pottery|potter|ceramic|blacksmith|weav|letterpress|print|framer|upholster|jewel|goldsmith|silversmith|tailor|dressmak|cobbler|shoemaker|leather|glass|luthier|bike|bicycle|cycle|repair|maker|craft/i,
    trade('craft', 'workshop', 'customers', 'pieces', '#7a5230', 'warm'),
  ],
  [
    /hotel|guest ?house|b&b|bed and breakfast|hostel|campsite|camping|glamping|holiday|cottage|lodge|retreat/i,
    trade('hospitality', 'house', 'guests', 'stays', '#4b5f4a', 'calm'),
  ],
  [
    /school|academy|tutor|tuition|nursery school|kindergarten|college|lessons|teacher|course|training|childcare/i,
    trade('learning', 'school', 'students', 'courses', '#3b4f8f', 'playful'),
  ],
  [
    /software|saas|app\b|web|digital|\bit\b|data|cyber|cloud|hosting|technolog|robot|design|studio|agency|photo|film|video|marketing|brand/i,
    trade('technical', 'studio', 'clients', 'services', '#2450d8', 'technical', false),
  ],
  [
    /shop|store|boutique|retail|market|gallery|antiques|toys?\b|records?\b|wine/i,
    trade('retail', 'shop', 'customers', 'things', '#5a3e6b', 'warm'),
  ],
];
