import type { NarrowedBrief } from '../brief/schema.js';
import type { Trade } from '../trade/trade.js';

/** What the place is called: the last word of the kind of business where that is a place ("climbing gym"), else the trade's. */
export function placeOf({ brief, trade }: { brief: NarrowedBrief; trade: Trade }): string {
  const head = brief.industry.trim().toLowerCase().split(/\s+/).at(-1) ?? '';
  return placeNouns.test(head) ? head : trade.place;
}

/** What the business is called in a word, `the firm`; null where it has neither a word of its own nor a place to visit. */
export function businessNoun({ brief, trade }: { brief: NarrowedBrief; trade: Trade }): string | null {
  const head = brief.industry.trim().toLowerCase().split(/\s+/).at(-1) ?? '';
  if (placeNouns.test(head) || /^(firm|company|agency|centre|cooperative|charity)$/.test(head)) return head;
  return trade.walkIn && trade.family !== 'general' ? trade.place : null;
}

/** The road with its preposition, `on Mill Lane`; null when the address has none that can be told. */
export function roadOf(brief: NarrowedBrief): string | null {
  const street = brief.contact.address?.street.split(',').at(-1)?.trim();
  const road = street?.replace(/^(unit|suite|flat|floor|no\.?)?\s*\d+[a-z]?([-–/]\d+[a-z]?)?\s+/i, '');
  if (!road || /\d/.test(road) || /\b(unit|house|mill|works|centre|park|estate|box)$/i.test(road))
    return null;
  return `${/\b(square|close|court|mews|yard|place|market|gardens)$/i.test(road) ? 'in' : 'on'} ${road}`;
}

const placeNouns =
  /^(bakery|café|cafe|restaurant|bistro|pub|bar|inn|brewery|winery|deli|shop|bookshop|store|market|gym|studio|pool|club|office|practice|clinic|surgery|salon|spa|hotel|hostel|campsite|guesthouse|lodge|garage|workshop|nursery|school|academy|gallery|museum|theatre|cinema|farm|library|pharmacy|dairy|pottery|forge|printworks)$/;
