import type { ActionTarget } from '../brief/schema.js';
import { pagePath } from '../page-planning/artifact.js';
import type { SectionType } from '../section-planning/artifact.js';
import type { PageView } from './view.js';

/**
 * The link of a call to action: the first section of the site that it means, or phone, mail or map of the brief.
 * Null when the site has nothing of the kind; then there is nothing to press.
 *
 * @param from the key of the section that the link stands in: a link never leads to its own section
 */
export function hrefOf(target: ActionTarget, view: PageView, from?: string): string | null {
  const { contact } = view.brief;
  const phone = contact.phone === undefined ? null : phoneHref(contact.phone);
  const mail = contact.email === undefined ? null : mailHref(contact.email);
  switch (target) {
    case 'phone':
      return phone;
    case 'email':
      return mail;
    case 'map':
      return contact.mapUrl ?? null;
    case 'contact':
      return sectionHref('contact', view, from) ?? mail ?? phone;
    case 'visit':
      return sectionHref('visit', view, from) ?? contact.mapUrl ?? null;
    case 'offerings':
    case 'process':
    case 'story':
    case 'gallery':
    case 'faq':
    default:
      return sectionHref(target, view, from);
  }
}

/** The link to a page from another page of the site. */
export function pageHref(slug: string): string {
  return pagePath(slug);
}

export function phoneHref(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`;
}

export function mailHref(email: string): string {
  return `mailto:${email}`;
}

function sectionHref(type: SectionType, view: PageView, from: string | undefined): string | null {
  const onThisPage = view.sections.find((section) => section.type === type && section.key !== from);
  if (onThisPage) return `#${onThisPage.key}`;
  for (const page of view.pages) {
    const key = page.sectionKeys.find((candidate) => view.sectionOf(candidate)?.type === type);
    if (key !== undefined && key !== from && page.slug !== view.page.slug)
      return `${pageHref(page.slug)}#${key}`;
  }
  return null;
}
