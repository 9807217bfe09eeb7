import { Fragment } from 'preact';
import type { JSX } from 'preact';
import { faviconPath, fontFolder, iconPath, manifestPath, stylesheetPath } from '../asset-paths.js';
import { absoluteUrl } from '../site-url.js';
import type { PageView } from '../view.js';
import { Stylesheet } from './Stylesheet.js';
import { pageGraph } from '../../seo-metadata/page-graph.js';
import { fontFilesOf } from '../../style-system/font-files.js';

/** The head of a document: everything that is said about the page. */
export function Meta({ view }: { readonly view: PageView }): JSX.Element {
  const { pageMetadata: meta, styleSystem: style, brief } = view;
  const canonical = absoluteUrl(brief.url, meta.canonicalPath);
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{meta.title}</title>
      <meta name="description" content={meta.description} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={style.light.background} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={style.dark.background} />
      {canonical !== null && <link rel="canonical" href={canonical} />}
      <OpenGraph view={view} canonical={canonical} />
      <link rel="icon" href={faviconPath} type="image/svg+xml" />
      <link rel="icon" href={iconPath(32)} type="image/png" sizes="32x32" />
      <link rel="apple-touch-icon" href={iconPath(180)} />
      <link rel="manifest" href={manifestPath} />
      {fontFilesOf(style)
        .filter((font) => font.subset === 'latin')
        .map((font) => (
          <link
            key={font.file}
            rel="preload"
            href={`${fontFolder}/${font.file}`}
            as="font"
            type="font/woff2"
            crossorigin="anonymous"
          />
        ))}
      <Stylesheet path={stylesheetPath} />
      <StructuredData view={view} />
    </head>
  );
}

function OpenGraph({
  view,
  canonical,
}: {
  readonly view: PageView;
  readonly canonical: string | null;
}): JSX.Element {
  const { openGraph } = view.pageMetadata;
  const section = view.sections.find((candidate) => candidate.imageSlots.length > 0);
  const slot = section?.imageSlots[0]?.slot;
  const picture = section && slot !== undefined ? view.pictureOf(section, slot) : undefined;
  const pictureUrl = picture ? absoluteUrl(view.brief.url, `/${picture.path}`) : null;
  return (
    <Fragment>
      <meta property="og:type" content={openGraph.type} />
      <meta property="og:site_name" content={view.brief.name} />
      <meta property="og:title" content={openGraph.title} />
      <meta property="og:description" content={openGraph.description} />
      <meta property="og:locale" content={view.brief.language.replace('-', '_')} />
      {canonical !== null && <meta property="og:url" content={canonical} />}
      {picture && pictureUrl !== null && (
        <Fragment>
          <meta property="og:image" content={pictureUrl} />
          <meta property="og:image:width" content={String(picture.width)} />
          <meta property="og:image:height" content={String(picture.height)} />
          <meta property="og:image:alt" content={picture.alt} />
        </Fragment>
      )}
    </Fragment>
  );
}

/** What the page says to machines. `pageGraph` escapes what would end the script or open a comment in it. */
function StructuredData({ view }: { readonly view: PageView }): JSX.Element {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: pageGraph(view) }} />;
}
