import { renderPage } from '../../src/code-generation/render.js';
import type { SiteParts } from '../../src/site-assembly/assemble.js';
import { sampleBrief, sampleSite } from '../code-generation/sample-site.js';

/** The parts of a sample site; without pictures, so that each is a plain tint. */
export function sampleParts(name: string, brief = sampleBrief(name), words = 'Words'): SiteParts {
  const pages = sampleSite(name, words, brief);
  const [home] = pages;
  if (home === undefined) throw new Error('A sample site has a home page');
  const { styleSystem, imagePlans } = home;
  return { pageFiles: pages.map(renderPage), images: [], imagePlans, styleSystem, brief };
}
