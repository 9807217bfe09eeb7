import type { JSX } from 'preact';
import { phoneHref } from '../../links.js';
import type { SectionProps } from '../../section-props.js';
import { Address } from '../Address.js';
import { Band, headingId } from '../Band.js';
import { HoursList } from '../HoursList.js';
import { Picture } from '../Picture.js';
import { Title } from '../Title.js';

/** Where it is and when it is open. */
export function Visit(props: SectionProps): JSX.Element {
  const { view, section } = props;
  const hours = view.brief.hours.length > 0 && (
    <div class="card visit-hours">
      <HoursList view={view} />
      {view.brief.hoursNote !== undefined && <p class="note">{view.brief.hoursNote}</p>}
    </div>
  );
  if (section.variant === 'split') {
    return (
      <Band {...props}>
        <div class="wrap beside">
          <Picture
            view={view}
            section={section}
            slot="main"
            frame="frame-wide"
            sizes="(min-width: 60rem) 48vw, 92vw"
          />
          <div class="beside-words">
            <Where {...props} />
            {hours}
          </div>
        </div>
      </Band>
    );
  }
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap visit-grid">
        <Where {...props} />
        {hours}
      </div>
    </Band>
  );
}

function Where({ view, section, copy, level }: SectionProps): JSX.Element {
  const { contact } = view.brief;
  return (
    <div class="visit-where">
      {copy.kicker !== null && <p class="kicker">{copy.kicker}</p>}
      <Title level={level} id={headingId(section)}>
        {copy.heading}
      </Title>
      <Address view={view} />
      {copy.lead !== null && <p class="lead">{copy.lead}</p>}
      {(contact.mapUrl !== undefined || contact.phone !== undefined) && (
        <p class="actions">
          {contact.mapUrl !== undefined && (
            <a class="button" href={contact.mapUrl}>
              {view.words.openMap}
            </a>
          )}
          {contact.phone !== undefined && (
            <a class="link" href={phoneHref(contact.phone)}>
              {contact.phone}
            </a>
          )}
        </p>
      )}
      {copy.note !== null && !saysTheSame(copy.note, view.brief.hoursNote) && <p class="note">{copy.note}</p>}
    </div>
  );
}

/** Whether two remarks differ in nothing but their full stop: the hours show the one of the brief already. */
function saysTheSame(note: string, other: string | undefined): boolean {
  return other !== undefined && withoutStop(note) === withoutStop(other);
}

function withoutStop(text: string): string {
  return text.trim().replace(/[.!]$/, '').toLowerCase();
}
