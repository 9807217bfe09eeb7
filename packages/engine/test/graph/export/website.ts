import { z } from 'zod';
import { artifact, artifactList } from '../../../src/declare/artifact.js';
import type { AnyArtifact } from '../../../src/declare/artifact.js';
import { each, optional } from '../../../src/declare/input.js';
import type { Input } from '../../../src/declare/input.js';
import { definePhase } from '../../../src/declare/phase.js';
import type { Phase } from '../../../src/declare/phase.js';
import { buildGraph } from '../../../src/graph/build.js';
import type { PhaseGraph } from '../../../src/graph/build.js';

const one = (name: string, description?: string): AnyArtifact =>
  artifact(name, z.unknown(), description === undefined ? {} : { description });
const list = (name: string): ReturnType<typeof artifactList> =>
  artifactList(name, z.object({ key: z.string() }), { key: (item) => item.key });

/** A pipeline of the size and shape that people have: fourteen phases, three of them mapped, one optional input. */
export function websiteGraph(): PhaseGraph {
  const brief = one('brief', 'What the business is and wants.');
  const [designStrategy, designContext, sectionPlan] = ['designStrategy', 'designContext', 'sectionPlan'].map(
    (n) => one(n),
  );
  const [styleSystem, layout, seoStrategy, site, qualityReport] = [
    'styleSystem',
    'layout',
    'seoStrategy',
    'site',
    'qualityReport',
  ].map((n) => one(n));
  const [sections, pages, imagePlans, copy, images, pageMetadata, pageFiles] = [
    'sections',
    'pages',
    'imagePlans',
    'copy',
    'images',
    'pageMetadata',
    'pageFiles',
  ].map(list);
  const table: [string, Record<string, Input | undefined>, Record<string, AnyArtifact | undefined>][] = [
    ['design-strategy', { brief }, { designStrategy }],
    ['design-context', { brief }, { designContext }],
    ['section-planning', { brief }, { sectionPlan }],
    ['style-system', { brief, designStrategy, designContext }, { styleSystem }],
    ['layout-generation', { designContext, sectionPlan }, { layout, sections }],
    ['page-planning', { designContext, sectionPlan }, { pages }],
    ['image-planning', { layout, styleSystem, brief }, { imagePlans }],
    ['seo-strategy', { brief, designContext, pages }, { seoStrategy }],
    [
      'copywriting',
      {
        section: sections && each(sections),
        brief,
        designContext,
        seo: seoStrategy && optional(seoStrategy),
      },
      { copy },
    ],
    ['image-generation', { plan: imagePlans && each(imagePlans), styleSystem }, { images }],
    ['seo-metadata', { page: pages && each(pages), seoStrategy, copy }, { pageMetadata }],
    [
      'code-generation',
      { page: pages && each(pages), layout, styleSystem, copy, imagePlans, pageMetadata },
      { pageFiles },
    ],
    ['site-assembly', { pageFiles, images, styleSystem }, { site }],
    ['quality-assessment', { site, brief }, { qualityReport }],
  ];
  const phases = table.map(([name, inputs, outputs]): Phase =>
    definePhase({
      name,
      description: `Makes ${Object.keys(outputs).join(' and ')}.`,
      inputs: inputs as Record<string, Input>,
      outputs: outputs as Record<string, AnyArtifact>,
      run: () => ({}) as never,
    }),
  );
  return buildGraph({ name: 'website', given: { brief }, phases });
}
