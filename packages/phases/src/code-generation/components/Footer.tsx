import type { JSX } from 'preact';
import { addressLines } from '../../brief/facts.js';
import { mailHref, pageHref, phoneHref } from '../links.js';
import type { PageView } from '../view.js';
import { Brand } from './Brand.js';
import { HoursList } from './HoursList.js';

/** Address, ways to reach the business, pages, and the sentences that the law wants. */
export function Footer({ view }: { readonly view: PageView }): JSX.Element {
  const { brief, words, layout } = view;
  return (
    <footer class={`foot foot-${layout.footer} band-inverted`}>
      <div class="wrap">
        <div class="foot-row">
          <Brand view={view} onDark />
          <Reach view={view} />
          {layout.footer === 'columns' && brief.hours.length > 0 && (
            <div class="foot-hours">
              <h2 class="foot-label">{words.hours}</h2>
              <HoursList view={view} />
            </div>
          )}
          <Links view={view} />
        </div>
        {brief.legal.length > 0 && (
          <div class="foot-legal">
            {brief.legal.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
        <p class="foot-end">
          © {brief.name}. {words.noTracking}
        </p>
      </div>
    </footer>
  );
}

function Reach({ view }: { readonly view: PageView }): JSX.Element {
  const { contact } = view.brief;
  const address = addressLines(view.brief);
  return (
    <div class="foot-reach">
      {view.layout.footer === 'columns' && <h2 class="foot-label">{view.words.contact}</h2>}
      {address.length > 0 && <address>{address.join(', ')}</address>}
      {contact.phone !== undefined && (
        <p>
          <a href={phoneHref(contact.phone)}>{contact.phone}</a>
        </p>
      )}
      {contact.email !== undefined && (
        <p>
          <a href={mailHref(contact.email)}>{contact.email}</a>
        </p>
      )}
    </div>
  );
}

function Links({ view }: { readonly view: PageView }): JSX.Element {
  return (
    <ul class="foot-links">
      {view.pages.map((page) => (
        <li key={page.slug}>
          <a href={pageHref(page.slug)} aria-current={page.slug === view.page.slug ? 'page' : undefined}>
            {page.navLabel}
          </a>
        </li>
      ))}
      {view.brief.socials.map((social) => (
        <li key={social.url}>
          <a href={social.url} rel="me">
            {social.label}
          </a>
        </li>
      ))}
    </ul>
  );
}
