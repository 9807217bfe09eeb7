import type { JSX } from 'preact';

/**
 * The stylesheet of the site. An import rather than a link: a link of a site's own file is either without the
 * integrity hash that checkers ask for, or has one and is refused where a site is opened from a disk.
 *
 * @param path relative or from the root; what would end the import or be escaped as HTML is percent-encoded
 */
export function Stylesheet({ path }: { readonly path: string }): JSX.Element {
  return <style>{`@import url(${path.replace(/[()'"\\<>&;\s]/g, percentEncoded)});`}</style>;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
