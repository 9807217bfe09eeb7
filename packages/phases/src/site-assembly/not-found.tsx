import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { faviconPath, markOnDarkPath, markPath, stylesheetPath } from '../code-generation/asset-paths.js';
import { Stylesheet } from '../code-generation/components/Stylesheet.js';
import { wordsIn } from '../code-generation/words.js';
import type { SiteIdentity } from './identity.js';

/** The file of the page for addresses that lead nowhere. */
export const notFoundPath = '404.html';

/**
 * The page for addresses that lead nowhere. A server shows it under whatever address was asked for, at any depth, so
 * its links start at the root of the site: the path of the brief's address, or `/`.
 */
export function notFoundPage(brief: SiteIdentity, character: string): string {
  const html = renderToString(<NotFound brief={brief} character={character} root={rootOf(brief.url)} />);
  return `<!doctype html>\n${html}\n`;
}

function NotFound({
  brief,
  character,
  root,
}: {
  brief: SiteIdentity;
  character: string;
  root: string;
}): JSX.Element {
  const words = wordsIn(brief.language);
  return (
    <html lang={brief.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${words.notFound} · ${brief.name}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={`${root}${faviconPath}`} type="image/svg+xml" />
        <Stylesheet path={`${root}${stylesheetPath}`} />
      </head>
      <body class={`is-${character}`}>
        <header class="top">
          <div class="wrap top-row">
            <a class="brand" href={`${root}index.html`}>
              <picture>
                <source srcset={`${root}${markOnDarkPath}`} media="(prefers-color-scheme: dark)" />
                <img src={`${root}${markPath}`} width={32} height={32} alt="" />
              </picture>
              <span>{brief.name}</span>
            </a>
          </div>
        </header>
        <main>
          <section class="band hero lost" aria-labelledby="lost">
            <div class="wrap hero-words">
              <h1 id="lost">{words.notFound}</h1>
              <p class="lead">{words.notFoundLead}</p>
              <p class="actions">
                <a class="button" href={`${root}index.html`}>
                  {words.toHome}
                </a>
              </p>
            </div>
          </section>
        </main>
      </body>
    </html>
  );
}

function rootOf(url: string | undefined): string {
  if (url === undefined) return '/';
  const { pathname } = new URL(url);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
