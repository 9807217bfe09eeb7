import type { JSX } from 'preact';
import { mailHref, phoneHref } from '../../links.js';
import type { SectionProps } from '../../section-props.js';
import { Address } from '../Address.js';
import { Band } from '../Band.js';
import { Head } from '../Head.js';
import { ContactForm } from './ContactForm.js';

/** How to write or call. */
export function Contact(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  const { contact } = view.brief;
  const hasForm = section.variant === 'form' && (contact.formAction ?? contact.email) !== undefined;
  if (!hasForm) return <Details {...props} />;
  return (
    <Band {...props}>
      <div class="wrap contact-grid">
        <div>
          <Head {...props} />
          {contact.phone !== undefined && (
            <p class="talk">
              {view.words.preferToTalk}{' '}
              <a class="link" href={phoneHref(contact.phone)}>
                {view.words.call} {contact.phone}
              </a>
            </p>
          )}
          {copy.note !== null && <p class="note">{copy.note}</p>}
        </div>
        <ContactForm {...props} />
      </div>
    </Band>
  );
}

/** Phone, mail and address, large. */
function Details(props: SectionProps): JSX.Element {
  const { view, section, copy } = props;
  const { contact } = view.brief;
  return (
    <Band {...props} state={section.band === 'inverted' ? 'patterned' : undefined}>
      <div class="wrap">
        <Head {...props} arrange="pair" />
        <ul class="ways">
          {contact.phone !== undefined && (
            <li>
              <a href={phoneHref(contact.phone)}>{contact.phone}</a>
            </li>
          )}
          {contact.email !== undefined && (
            <li>
              <a href={mailHref(contact.email)}>{contact.email}</a>
            </li>
          )}
          {contact.address !== undefined && (
            <li>
              <Address view={view} />
            </li>
          )}
        </ul>
        {copy.note !== null && <p class="note">{copy.note}</p>}
      </div>
    </Band>
  );
}
