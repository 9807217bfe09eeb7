import type { SeoStrategy } from './artifact.js';

export type StructuredDataType = SeoStrategy['structuredDataType'];

/** The schema.org type of a kind of business; `LocalBusiness` for a kind that has none of its own. */
export function businessType(industry: string): StructuredDataType {
  const text = industry.toLowerCase();
  return typesByTrade.find(([words]) => words.test(text))?.[1] ?? 'LocalBusiness';
}

/** The first that matches counts: a climbing gym is a place for a sport before it is a gym. */
const typesByTrade: readonly (readonly [RegExp, StructuredDataType])[] = [
  [/\b(baker|patisserie|pâtisserie|bread)/, 'Bakery'],
  [/\b(coffee|café|cafe|tea ?room|roaster)/, 'CafeOrCoffeeShop'],
  [/\b(restaurant|bistro|pizzeria|brasserie|trattoria|diner|pub\b)/, 'Restaurant'],
  [/\b(law\b|lawyer|legal|solicitor|attorney|barrister|notar|advocate)/, 'LegalService'],
  [/\b(account(ant|ing|ancy)|bookkeep|tax\b)/, 'AccountingService'],
  [/\b(doctor|medical|dent(al|ist)|clinic|physio|veterinar|optician|pharmac)/, 'MedicalBusiness'],
  [
    /\b(climb|boulder|swim|tennis|bowling|golf|football|martial|ski\b|skate|surf|riding)/,
    'SportsActivityLocation',
  ],
  [/\b(gym|fitness|crossfit|pilates|yoga)/, 'ExerciseGym'],
  [/\b(salon|hairdress|barber|beauty|spa\b|cosmetic|nail)/, 'HealthAndBeautyBusiness'],
  [/\b(hotel|guest ?house|hostel|inn\b|bed and breakfast|b&b|campsite)/, 'LodgingBusiness'],
  [/\b(school|academy|kindergarten|nursery|college|tutor|university)/, 'EducationalOrganization'],
  [
    /\b(plumb|electrician|roof|builder|building|carpent|joiner|painter|decorat|locksmith|heating|construction)/,
    'HomeAndConstructionBusiness',
  ],
  [/\b(shop|store|florist|bookseller|boutique|delicatessen|grocer|butcher)/, 'Store'],
  [/\b(consult|agency|architect|studio|design|photograph|engineer|surveyor|software)/, 'ProfessionalService'],
];
