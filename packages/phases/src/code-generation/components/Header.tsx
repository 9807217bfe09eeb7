import type { JSX } from 'preact';
import { hrefOf, pageHref } from '../links.js';
import type { PageView } from '../view.js';
import { Brand } from './Brand.js';

/** Name, navigation, and the one thing that a visitor should do. */
export function Header({ view }: { readonly view: PageView }): JSX.Element {
  const action = mainAction(view);
  const shown = view.pages.filter((page) => page.inNav && page.slug !== view.pages[0]?.slug);
  return (
    <header class={`top top-${view.layout.header}`}>
      <div class="wrap top-row">
        <Brand view={view} />
        {shown.length > 0 && (
          <nav class="nav" aria-label={view.words.navigation}>
            <ul>
              {shown.map((page) => (
                <li key={page.slug}>
                  <a
                    href={pageHref(page.slug)}
                    aria-current={page.slug === view.page.slug ? 'page' : undefined}
                  >
                    {page.navLabel}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {action && (
          <a class="button button-small" href={action.href}>
            {action.label}
          </a>
        )}
      </div>
    </header>
  );
}

/** The first call to action of the brief that leads somewhere. */
function mainAction(view: PageView): { label: string; href: string } | undefined {
  for (const { label, target } of view.brief.callsToAction) {
    const href = hrefOf(target, view);
    if (href !== null) return { label, href };
  }
  return undefined;
}
