/**
 * The absolute address of a path of the site (`/visit.html`), or null when the site's address is not known.
 * The address may have a path of its own: `https://example.org/shop` and `/visit.html` give `.../shop/visit.html`.
 */
export function absoluteUrl(siteUrl: string | null | undefined, path: string): string | null {
  if (siteUrl === null || siteUrl === undefined) return null;
  const base = new URL(siteUrl);
  base.search = '';
  base.hash = '';
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return new URL(path.replace(/^\/+/, ''), base).href;
}
