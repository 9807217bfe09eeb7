import type { Brief } from '../../brief/schema.js';
import type { Check, Found, Outcome } from '../check.js';
import { together } from '../check.js';
import { attribute, elements, shortened, snippetOf } from '../dom.js';
import type { Reference, Target } from '../references.js';
import { referencesIn, requestsOf, targetOf } from '../references.js';
import type { ReadSite, SitePage } from '../site-reading.js';

/** Every link, anchor and file that a page or a stylesheet names is there; what leads outside is in the brief. */
export const linksCheck: Check = {
  name: 'links',
  area: 'integrity',
  run(site, brief) {
    return together([
      ...site.pages.map((page) => linksOf(page, site, brief)),
      ...site.stylesheets.map(({ path, root }) => filesOf(path, requestsOf(root), site, brief)),
    ]);
  },
};

function linksOf(page: SitePage, site: ReadSite, brief: Brief): Outcome {
  const references = referencesIn(page.dom);
  return {
    examined: references.length,
    findings: references.flatMap((reference) => {
      const target = targetOf(reference.address, page.path, brief.url);
      const wrong = problemOf(reference, target, site, brief);
      return wrong === null
        ? []
        : [{ severity: 'error', page: page.path, snippet: snippetOf(reference.element), ...wrong }];
    }),
  };
}

function problemOf(
  { address, kind }: Reference,
  target: Target,
  site: ReadSite,
  brief: Brief,
): Pick<Found, 'message' | 'phase'> | null {
  if (target.kind === 'file' && !isNowhere(address)) return missingFile(target, site);
  const message = wrongLink(address, kind, target, brief);
  return message === null ? null : { message, phase: 'code-generation' };
}

function wrongLink(address: string, kind: Reference['kind'], target: Target, brief: Brief): string | null {
  const { email = '', phone = '' } = brief.contact;
  if (isNowhere(address)) return 'A link leads nowhere. Give it an address, or leave it out.';
  if (target.kind === 'wrong') return `"${shortened(address)}" is not an address that a site can link to.`;
  if (target.kind === 'mail' && target.to.toLowerCase() !== email.toLowerCase())
    return `A link writes to "${target.to}", which is not the address of the brief.`;
  if (target.kind === 'phone' && digits(target.to) !== digits(phone))
    return `A link calls "${target.to}", which is not the number of the brief.`;
  // What a browser fetches from elsewhere is the matter of another check.
  if (target.kind === 'outside' && kind !== 'request' && !addressesOf(brief).has(target.url))
    return `A link leads to ${shortened(target.url)}, which the brief does not name.`;
  return null;
}

function isNowhere(address: string): boolean {
  return ['', '#'].includes(address.trim());
}

function missingFile(
  { path, anchor }: { path: string; anchor: string },
  site: ReadSite,
): Pick<Found, 'message' | 'phase'> | null {
  if (!site.weights.has(path))
    return { message: `"${path}" is named, but the site has no such file.`, phase: makerOf(path) };
  const page = site.pages.find((candidate) => candidate.path === path);
  if (anchor === '' || anchor === 'top' || page === undefined) return null;
  return elements(page.dom).some((element) => attribute(element, 'id') === anchor)
    ? null
    : { message: `"${path}" has nothing with the id "${anchor}" to go to.`, phase: 'code-generation' };
}

function filesOf(from: string, addresses: readonly string[], site: ReadSite, brief: Brief): Outcome {
  return {
    examined: addresses.length,
    findings: addresses.flatMap((address): Found[] => {
      const target = targetOf(address, from, brief.url);
      if (target.kind !== 'file' || site.weights.has(target.path)) return [];
      const message = `The stylesheet ${from} names "${target.path}", but the site has no such file.`;
      return [
        {
          severity: 'error',
          page: null,
          snippet: `url(${shortened(address)})`,
          message,
          phase: makerOf(target.path),
        },
      ];
    }),
  };
}

/** The phase that should have made a file. */
function makerOf(path: string): string {
  if (path.endsWith('.html')) return 'code-generation';
  return path.startsWith('assets/images/') ? 'image-generation' : 'site-assembly';
}

function addressesOf(brief: Brief): Set<string> {
  const { contact, socials, url } = brief;
  const given = [contact.mapUrl, contact.formAction, url, ...socials.map((social) => social.url)];
  return new Set(given.filter((address) => address !== undefined).map((address) => new URL(address).href));
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
