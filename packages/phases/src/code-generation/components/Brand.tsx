import type { JSX } from 'preact';
import { homeSlug } from '../../brief/slug.js';
import { markOnDarkPath, markPath } from '../asset-paths.js';
import { pageHref } from '../links.js';
import type { PageView } from '../view.js';

interface BrandProps {
  readonly view: PageView;
  /** Whether it stands on a dark band, whatever the mode. */
  readonly onDark?: boolean;
}

/** The mark and the name, leading home. */
export function Brand({ view, onDark = false }: BrandProps): JSX.Element {
  const home = view.pages[0];
  const here = home?.slug === view.page.slug;
  return (
    <a class="brand" href={pageHref(home?.slug ?? homeSlug)} aria-current={here ? 'page' : undefined}>
      <picture>
        {!onDark && <source srcset={markOnDarkPath} media="(prefers-color-scheme: dark)" />}
        <img src={onDark ? markOnDarkPath : markPath} width={32} height={32} alt="" />
      </picture>
      <span>{view.brief.name}</span>
    </a>
  );
}
