import type { Brief } from '../brief/schema.js';

/** What of the brief the files have that no page is: the manifest, the mark, the page for errors. */
export type SiteIdentity = Pick<Brief, 'name' | 'industry' | 'language' | 'url'>;
