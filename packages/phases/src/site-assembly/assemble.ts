import { stylesheetPath } from '../code-generation/asset-paths.js';
import type { PageFile } from '../code-generation/artifact.js';
import { stylesheetOf } from '../code-generation/styles/stylesheet.js';
import type { GeneratedImage } from '../image-generation/artifact.js';
import type { ImagePlan } from '../image-planning/artifact.js';
import type { StyleSystem } from '../style-system/artifact.js';
import type { Site } from './artifact.js';
import { discoveryFiles } from './discovery.js';
import { drawnAssets } from './drawings.js';
import { fontAssets } from './fonts.js';
import type { SiteIdentity } from './identity.js';
import { notFoundPage, notFoundPath } from './not-found.js';
import { pictureFiles } from './pictures.js';
import { textFile } from './site-file.js';

/** What a site is put together from. */
export interface SiteParts {
  readonly pageFiles: readonly PageFile[];
  readonly images: readonly GeneratedImage[];
  readonly imagePlans: readonly ImagePlan[];
  readonly styleSystem: StyleSystem;
  readonly brief: SiteIdentity;
}

/** Puts a site together: every file, sorted by path. The same parts give the same bytes. */
export async function assembleSite({
  pageFiles,
  images,
  imagePlans,
  styleSystem,
  brief,
}: SiteParts): Promise<Site> {
  const files = [
    ...pageFiles.map((page) => textFile(page.path, page.contents)),
    textFile(notFoundPath, notFoundPage(brief, styleSystem.choice.character)),
    textFile(stylesheetPath, stylesheetOf(styleSystem)),
    ...fontAssets(styleSystem),
    ...drawnAssets(styleSystem, brief),
    ...(await pictureFiles(images, imagePlans, styleSystem)),
    ...discoveryFiles(pageFiles, styleSystem, brief),
  ];
  return { files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)) };
}
