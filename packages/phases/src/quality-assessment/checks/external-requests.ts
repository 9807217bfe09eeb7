import type { Check, Found } from '../check.js';
import { elements, shortened, snippetOf } from '../dom.js';
import { referencesIn, requestsOf, targetOf } from '../references.js';

/** A visit makes no request to anybody else: no fonts, scripts, pictures or styles from elsewhere. */
export const externalRequestsCheck: Check = {
  name: 'external-requests',
  area: 'integrity',
  run(site, brief) {
    const leavesSite = (address: string, from: string) =>
      targetOf(address, from, brief.url).kind === 'outside';
    const byPages = site.pages.map(({ path, dom }) => ({
      path,
      requests: referencesIn(dom).filter(({ kind }) => kind === 'request'),
    }));
    const byStyles = site.stylesheets.map(({ path, root }) => ({ path, requests: requestsOf(root) }));
    const fromPages = byPages.flatMap(({ path, requests }) =>
      requests
        .filter(({ address }) => leavesSite(address, path))
        .map(({ element, address }): Found => ({
          ...problem(address),
          page: path,
          snippet: snippetOf(element),
        })),
    );
    const fromStyles = byStyles.flatMap(({ path, requests }) =>
      requests
        .filter((address) => leavesSite(address, path))
        .map((address): Found => ({
          ...problem(address),
          page: null,
          snippet: `${path}: ${shortened(address)}`,
        })),
    );
    const hints = site.pages.flatMap(({ path, dom }) =>
      elements(dom, 'iframe', 'object', 'embed').map((element): Found => ({
        severity: 'error',
        message: 'A page holds a page of somebody else. Link to it instead.',
        page: path,
        snippet: snippetOf(element),
        phase: 'code-generation',
      })),
    );
    const examined = [...byPages, ...byStyles].reduce((sum, { requests }) => sum + requests.length, 0);
    return { examined, findings: [...fromPages, ...fromStyles, ...hints] };
  },
};

function problem(address: string): Pick<Found, 'severity' | 'message' | 'phase'> {
  return {
    severity: 'error',
    message: `The browser would fetch ${shortened(address)} from elsewhere. Keep the file on the site.`,
    phase: 'code-generation',
  };
}
