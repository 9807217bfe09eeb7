import { definePhase, each } from '@phasegraph/engine';
import { brief } from '../brief/artifact.js';
import { copy } from '../copywriting/artifact.js';
import { imagePlans } from '../image-planning/artifact.js';
import { layout } from '../layout-generation/artifact.js';
import { pages } from '../page-planning/artifact.js';
import { pageMetadata } from '../seo-metadata/artifact.js';
import { seoStrategy } from '../seo-strategy/artifact.js';
import { styleSystem } from '../style-system/artifact.js';
import { pageFiles } from './artifact.js';
import { renderPage } from './render.js';

/**
 * Renders the pages. A page needs the path and size of its pictures, never their pixels, and hours, prices and
 * addresses come from the brief: no model is asked.
 */
export const codeGenerationPhase = definePhase({
  name: 'code-generation',
  description: 'One HTML document a page, rendered from typed components',
  inputs: {
    page: each(pages),
    pageMetadata: each(pageMetadata),
    pages,
    seoStrategy,
    layout,
    styleSystem,
    copy,
    imagePlans,
    brief,
  },
  outputs: { pageFiles },
  estimateMs: 50,
  // Cheaper to make than to record, and made by code that its record would not know of.
  reuse: false,
  run: (sources) => ({ pageFiles: renderPage(sources) }),
});
