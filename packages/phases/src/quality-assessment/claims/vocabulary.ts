import { wordKey } from './words.js';

/** Words with a capital that name nobody: days, months, and what every site says. */
export function commonWords(language: string): string[] {
  return [...calendar('en'), ...calendar(language), ...abbreviations, ...interfaceWords].map(wordKey);
}

function calendar(language: string): string[] {
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)));
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));
  return (['long', 'short'] as const).flatMap((style) => [
    ...days.map((date) => named(date, language, { weekday: style })),
    ...months.map((date) => named(date, language, { month: style })),
  ]);
}

function named(date: Date, language: string, parts: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' }).format(date);
  return /\p{L}[\p{L}\p{M}]*/u.exec(text)?.[0] ?? text;
}

const abbreviations = 'AM PM FAQ FAQs ID OK PDF SMS TV UK UTC VAT AD BC'.split(' ');

/** Words of buttons and headings that are set in capitals now and then. */
const interfaceWords =
  'a about all an and answers ask at before book browse by call choose come contact details directions discover do email enquire enquiry everything explore find first for form from get go here home hours how i if in info is it join know learn list location mail map meet menu message more name navigation new next no now of offer on open opening or order our out page pages phone place policy practice price prices pricing privacy process question questions read reach request reserve see send service services shop show skip start step steps story team terms the this to today touch us view visit way ways we welcome what when where who why with work write you your'.split(
    ' ',
  );
