import type { JSX } from 'preact';
import { pageHref } from '../links.js';
import type { PageView } from '../view.js';

interface BrandProps {
  readonly view: PageView;
  /** The file of the mark, for the ground that it stands on. */
  readonly mark: string;
}

/** The mark and the name, leading home. */
export function Brand({ view, mark }: BrandProps): JSX.Element {
  const home = view.pages[0];
  const here = home?.slug === view.page.slug;
  return (
    <a class="brand" href={pageHref(home?.slug ?? 'index')} aria-current={here ? 'page' : undefined}>
      <img src={mark} width={32} height={32} alt="" />
      <span>{view.brief.name}</span>
    </a>
  );
}
