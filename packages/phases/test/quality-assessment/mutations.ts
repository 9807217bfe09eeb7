import type { Site } from '../../src/site-assembly/artifact.js';
import { binaryFile, textFile, textOf } from '../../src/site-assembly/site-file.js';

/** A site with one thing changed. */
export type Mutation = (site: Site) => Site;

/** Replaces the first occurrence of a text in a file; fails when the file does not have it. */
export function swap(path: string, found: string | RegExp, put: string): Mutation {
  return changed(path, (text) => text.replace(found, put));
}

/** Puts a piece of HTML at the end of the main part of a page. */
export function addToMain(path: string, html: string): Mutation {
  return swap(path, '</main>', `${html}</main>`);
}

export function without(path: string): Mutation {
  return (site) => {
    const files = site.files.filter((file) => file.path !== path);
    if (files.length === site.files.length) throw new Error(`The site has no ${path}`);
    return { files };
  };
}

export function replaced(path: string, bytes: Uint8Array): Mutation {
  return (site) => ({ files: [...without(path)(site).files, binaryFile(path, bytes)] });
}

export function changed(path: string, change: (text: string) => string): Mutation {
  return (site) => {
    const file = site.files.find((candidate) => candidate.path === path);
    if (file === undefined) throw new Error(`The site has no ${path}`);
    const text = textOf(file) ?? '';
    const after = change(text);
    if (after === text) throw new Error(`The mutation changes nothing in ${path}`);
    return { files: site.files.map((other) => (other === file ? textFile(path, after) : other)) };
  };
}
