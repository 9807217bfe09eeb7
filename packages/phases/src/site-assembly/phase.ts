import { collect, definePhase, pick } from '@phasegraph/engine';
import { brief } from '../brief/artifact.js';
import { pageFiles } from '../code-generation/artifact.js';
import { images } from '../image-generation/artifact.js';
import { imagePlans } from '../image-planning/artifact.js';
import { styleSystem } from '../style-system/artifact.js';
import { site } from './artifact.js';
import { assembleSite } from './assemble.js';

export const siteAssemblyPhase = definePhase({
  name: 'site-assembly',
  description: 'Every file of the site: pages, styles, fonts, pictures, icons, sitemap, robots, 404',
  // A site with a picture too few is better than none, so no picture is required.
  inputs: {
    pageFiles,
    images: collect(images, { min: 0 }),
    imagePlans,
    styleSystem,
    brief: pick(brief, 'name', 'industry', 'language', 'url'),
  },
  outputs: { site },
  estimateMs: 300,
  // Cheaper to make than to record, and made by code that its record would not know of.
  reuse: false,
  run: async ({ images, ...parts }) => ({
    site: await assembleSite({ ...parts, images: images.succeeded.map(({ value }) => value) }),
  }),
});
