import postcss from 'postcss';
import type { Root } from 'postcss';
import type { Site } from '../site-assembly/artifact.js';
import { bytesOf, textOf } from '../site-assembly/site-file.js';
import { attribute, elements, parseHtml } from './dom.js';
import type { Dom } from './dom.js';

/** A page of the site, parsed. */
export interface SitePage {
  /** From the root of the site: `visit.html`. */
  readonly path: string;
  readonly html: string;
  readonly dom: Dom;
  /** Whether search engines are kept out, as on a page for errors: then it needs no description and no navigation. */
  readonly hidden: boolean;
}

/** A stylesheet of the site, parsed. */
export interface Stylesheet {
  readonly path: string;
  readonly root: Root;
}

/** A site as the checks read it: each file parsed once. */
export interface ReadSite {
  readonly pages: readonly SitePage[];
  readonly stylesheets: readonly Stylesheet[];
  /** The sizes of all files in bytes, by path. */
  readonly weights: ReadonlyMap<string, number>;
  /** The bytes of a file, read when they are asked for. */
  bytes(path: string): Promise<Buffer | undefined>;
  /** The text of a file that is one: what was kept apart are pictures. */
  text(path: string): string | undefined;
}

/** Reads the files of a site. A stylesheet that cannot be parsed is left out: nothing in it would apply. */
export function readSite(site: Site): ReadSite {
  const files = new Map(site.files.map((file) => [file.path, file]));
  const text = (path: string) => {
    const file = files.get(path);
    return file && textOf(file);
  };
  return {
    pages: [...files.keys()]
      .filter((path) => path.endsWith('.html'))
      .map((path) => readPage(path, text(path) ?? '')),
    stylesheets: [...files.keys()]
      .filter((path) => path.endsWith('.css'))
      .flatMap((path) => readStylesheet(path, text(path) ?? '')),
    weights: new Map(site.files.map((file) => [file.path, file.bytes])),
    bytes: async (path) => {
      const file = files.get(path);
      return file && bytesOf(file);
    },
    text,
  };
}

function readPage(path: string, html: string): SitePage {
  const dom = parseHtml(html);
  const robots = elements(dom, 'meta').find((meta) => attribute(meta, 'name') === 'robots');
  const hidden = /\bnoindex\b/.test((robots && attribute(robots, 'content')) ?? '');
  return { path, html, dom, hidden };
}

function readStylesheet(path: string, css: string): Stylesheet[] {
  try {
    return [{ path, root: postcss.parse(css, { from: path }) }];
  } catch {
    return [];
  }
}
