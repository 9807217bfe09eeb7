import { z } from 'zod';
import { artifact, artifactList } from '../../../src/declare/artifact.js';
import type { AnyArtifact, Artifact, ListArtifact } from '../../../src/declare/artifact.js';
import { each, optional } from '../../../src/declare/input.js';
import type { Input } from '../../../src/declare/input.js';
import { definePhase } from '../../../src/declare/phase.js';
import { buildGraph } from '../../../src/graph/build.js';
import type { PhaseGraph } from '../../../src/graph/build.js';

const one = (name: string): Artifact => artifact(name, z.unknown());
const list = (name: string): ListArtifact<string, { key: string }, true> =>
  artifactList(name, z.object({ key: z.string() }), { key: (item) => item.key });

const brief: Artifact = artifact('brief', z.unknown(), { description: 'What the business is and wants.' });
const designStrategy = one('designStrategy');
const designContext = one('designContext');
const sectionPlan = one('sectionPlan');
const styleSystem = one('styleSystem');
const layout = one('layout');
const sections = list('sections');
const pages = list('pages');
const imagePlans = list('imagePlans');
const seoStrategy = one('seoStrategy');
const copy = list('copy');
const images = list('images');
const pageMetadata = list('pageMetadata');
const pageFiles = list('pageFiles');
const site = one('site');
const qualityReport = one('qualityReport');

type Line = readonly [string, Readonly<Record<string, Input>>, Readonly<Record<string, AnyArtifact>>];

const table: readonly Line[] = [
  ['design-strategy', { brief }, { designStrategy }],
  ['design-context', { brief }, { designContext }],
  ['section-planning', { brief }, { sectionPlan }],
  ['style-system', { brief, designStrategy, designContext }, { styleSystem }],
  ['layout-generation', { designContext, sectionPlan }, { layout, sections }],
  ['page-planning', { designContext, sectionPlan }, { pages }],
  ['image-planning', { layout, styleSystem, brief }, { imagePlans }],
  ['seo-strategy', { brief, designContext, pages }, { seoStrategy }],
  ['copywriting', { part: each(sections), brief, designContext, seo: optional(seoStrategy) }, { copy }],
  ['image-generation', { plan: each(imagePlans), styleSystem }, { images }],
  ['seo-metadata', { page: each(pages), seoStrategy, copy }, { pageMetadata }],
  [
    'code-generation',
    { page: each(pages), layout, styleSystem, copy, imagePlans, pageMetadata },
    { pageFiles },
  ],
  ['site-assembly', { pageFiles, images, styleSystem }, { site }],
  ['quality-assessment', { site, brief }, { qualityReport }],
];

/** A pipeline of the size and shape that people have: fourteen phases, four of them mapped, one optional input. */
export function websiteGraph(): PhaseGraph {
  const phases = table.map(([name, inputs, outputs]) => {
    const description = `Makes ${Object.keys(outputs).join(' and ')}.`;
    return definePhase({ name, description, inputs, outputs, run: () => ({}) });
  });
  return buildGraph({ name: 'website', given: { brief }, phases });
}
