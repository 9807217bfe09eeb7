import { iconPath, manifestPath } from '../code-generation/asset-paths.js';
import type { PageFile } from '../code-generation/artifact.js';
import { absoluteUrl } from '../code-generation/site-url.js';
import type { StyleSystem } from '../style-system/artifact.js';
import type { SiteFile } from './artifact.js';
import { textFile } from './site-file.js';
import type { SiteIdentity } from './identity.js';

/** What search engines and systems look for: robots.txt, the manifest and, when the address is known, the sitemap. */
export function discoveryFiles(
  pageFiles: readonly PageFile[],
  style: StyleSystem,
  brief: SiteIdentity,
): SiteFile[] {
  const addresses = pageFiles
    .map((file) => absoluteUrl(brief.url, file.path === 'index.html' ? '/' : `/${file.path}`))
    .filter((address) => address !== null);
  const sitemap = absoluteUrl(brief.url, '/sitemap.xml');
  return [
    textFile('robots.txt', `User-agent: *\nAllow: /\n${sitemap === null ? '' : `\nSitemap: ${sitemap}\n`}`),
    textFile(manifestPath, manifest(style, brief)),
    ...(sitemap === null ? [] : [textFile('sitemap.xml', sitemapOf(addresses))]),
  ];
}

/** The sitemap names no date of change: none is known. */
function sitemapOf(addresses: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...addresses.map((address) => `  <url><loc>${escapeXml(address)}</loc></url>`),
    '</urlset>',
    '',
  ].join('\n');
}

function manifest(style: StyleSystem, brief: SiteIdentity): string {
  const document = {
    name: brief.name,
    short_name: brief.name,
    lang: brief.language,
    start_url: './index.html',
    scope: './',
    display: 'browser',
    background_color: style.light.background,
    theme_color: style.light.background,
    icons: ([192, 512] as const).map((size) => ({
      src: iconPath(size),
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose: 'any maskable',
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
