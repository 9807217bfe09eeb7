/**
 * Makes any text safe as a key, a slug or a file name: `[a-z0-9-]`, no dash at either end, at most 60 characters.
 * Text without a usable character gives `fallback`.
 */
export function slugOf(text: string, fallback = 'page'): string {
  const plain = text
    .normalize('NFKD')
    .replace(/ß/g, 'ss')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? fallback : plain;
}

/** Slugs of many texts, each one different: a repeated one gets `-2`, `-3`. */
function uniqueSlugs(texts: readonly string[], fallback = 'page'): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const base = slugOf(text, fallback);
    let slug = base;
    for (let copy = 2; taken.has(slug); copy += 1) slug = `${base}-${copy}`;
    taken.add(slug);
    return slug;
  });
}

/** The slug of the home page. */
export const homeSlug = 'index';

/** The pages that a brief wants, in its order, with their slugs; the first is the home page. */
export function wantedPages(brief: {
  pages: readonly { title: string; purpose?: string | undefined }[];
}): { slug: string; title: string; purpose: string | null }[] {
  // `index` and `404` are files of every site, so no other page may take those names.
  const slugs = uniqueSlugs([homeSlug, '404', ...brief.pages.slice(1).map((page) => page.title)]);
  slugs.splice(1, 1);
  return brief.pages.map((page, place) => ({
    slug: slugs[place] ?? homeSlug,
    title: page.title,
    purpose: page.purpose ?? null,
  }));
}
