import type { Brief } from '../../src/brief/schema.js';
import { renderPage } from '../../src/code-generation/render.js';
import { writeCopy } from '../../src/copywriting/offline.js';
import { setContext } from '../../src/design-context/offline.js';
import { directDesign } from '../../src/design-strategy/offline.js';
import { chooseImages } from '../../src/image-planning/offline.js';
import { imagePlansOf } from '../../src/image-planning/plans.js';
import { imageTask } from '../../src/image-planning/task.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import { chooseLayout } from '../../src/layout-generation/offline.js';
import { planPages } from '../../src/page-planning/offline.js';
import { planSections } from '../../src/section-planning/offline.js';
import { pageMetadataOf } from '../../src/seo-metadata/metadata.js';
import { chooseMetadata } from '../../src/seo-metadata/offline.js';
import { metadataTask } from '../../src/seo-metadata/task.js';
import { chooseSeo } from '../../src/seo-strategy/offline.js';
import { seoStrategyOf } from '../../src/seo-strategy/strategy.js';
import { seoTask } from '../../src/seo-strategy/task.js';
import type { Site } from '../../src/site-assembly/artifact.js';
import { assembleSite } from '../../src/site-assembly/assemble.js';
import { computeStyleSystem } from '../../src/style-system/compute.js';
import { chooseStyle } from '../../src/style-system/offline.js';

/** The site that the rules make of a brief, with plain tints in place of its pictures: those take long to draw. */
export async function siteByRule(brief: Brief): Promise<Site> {
  const designContext = setContext(brief);
  const styleSystem = computeStyleSystem(chooseStyle(brief, directDesign(brief)));
  const sectionPlan = planSections(brief);
  const layout = layoutOf(chooseLayout(designContext, sectionPlan), sectionPlan);
  const pages = planPages(sectionPlan);
  const seoStrategy = seoStrategyOf(chooseSeo(seoTask({ brief, designContext, pages })), brief, pages);
  const copy = layout.sections.map((section) => writeCopy({ section, brief, designContext, seoStrategy }));
  const planning = { brief, layout, styleSystem };
  const imagePlans = imagePlansOf(chooseImages(imageTask(planning)), planning);
  const pageFiles = pages.map((page) => {
    const inputs = { page, seoStrategy, copy };
    const pageMetadata = pageMetadataOf(chooseMetadata(metadataTask(inputs)), inputs);
    return renderPage({
      page,
      pages,
      pageMetadata,
      seoStrategy,
      layout,
      styleSystem,
      copy,
      imagePlans,
      brief,
    });
  });
  return assembleSite({ pageFiles, images: [], imagePlans, styleSystem, brief });
}
