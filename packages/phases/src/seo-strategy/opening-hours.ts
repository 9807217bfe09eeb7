import { weekdays } from '../brief/schema.js';
import type { OpeningHours } from '../brief/schema.js';
import type { JsonLdNode } from './json-ld.js';

/** The opening hours of a brief for machines. A day that is closed is open from midnight to midnight, as search engines read it. */
export function openingHoursNodes(hours: readonly OpeningHours[]): JsonLdNode[] {
  return hours.map(({ days, opens, closes }) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: daysOf(days).map((day) => fullNames[day] ?? day),
    opens: timeOf(opens ?? '00:00'),
    closes: timeOf(closes ?? '00:00'),
  }));
}

/** `Tue-Fri` as its four days; a range may run over the end of the week. */
export function daysOf(range: string): string[] {
  const [first = '', last = first] = range.split('-');
  const start = weekdays.findIndex((day) => day === first);
  const end = weekdays.findIndex((day) => day === last);
  const length = ((end - start + 7) % 7) + 1;
  return Array.from({ length }, (_, place) => weekdays[(start + place) % 7] ?? first);
}

/** Machines know no 24:00. */
function timeOf(time: string): string {
  return time.startsWith('24') ? '23:59' : time;
}

const fullNames: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};
