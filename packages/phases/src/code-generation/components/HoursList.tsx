import type { JSX } from 'preact';
import { formatHours } from '../../brief/hours.js';
import type { PageView } from '../view.js';

/** The opening hours of the brief; nothing when it has none. */
export function HoursList({ view }: { readonly view: PageView }): JSX.Element | null {
  const { hours, language } = view.brief;
  if (hours.length === 0) return null;
  return (
    <dl class="hours">
      {hours
        .map((line) => formatHours(line, language))
        .map(({ days, times, note }) => (
          <div key={days}>
            <dt>{days}</dt>
            <dd>
              {times ?? view.words.closed}
              {note !== null && <small>{note}</small>}
            </dd>
          </div>
        ))}
    </dl>
  );
}
