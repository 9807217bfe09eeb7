import { weekdays } from './schema.js';
import type { OpeningHours } from './schema.js';

/** One line of the opening hours in words: `Tue–Fri`, and `07:30–15:00` or null for a day that is closed. */
export interface HoursLine {
  readonly days: string;
  readonly times: string | null;
  readonly note: string | null;
  /** All of it in one line, for a fact. */
  readonly line: string;
}

/** Writes a line of opening hours in a language: names of days from the runtime's own data, times in 24 hours. */
export function formatHours(hours: OpeningHours, language: string): HoursLine {
  const days = hours.days
    .split('-')
    .map((day) => dayName(day, language))
    .join('–');
  const times =
    hours.opens !== undefined && hours.closes !== undefined ? `${hours.opens}–${hours.closes}` : null;
  const note = hours.note ?? null;
  return {
    days,
    times,
    note,
    line: [days, times ?? 'closed', note].filter((part) => part !== null).join(' '),
  };
}

function dayName(day: string, language: string): string {
  // 1 January 2024 was a Monday, so the place in the week is the day of that month.
  const place = weekdays.findIndex((name) => name === day);
  const date = new Date(Date.UTC(2024, 0, 1 + place));
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(date);
}
