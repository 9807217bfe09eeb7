import { describe, expect, it } from '@jest/globals';
import { website, websitePhases } from '../src/website.js';

/** What each phase takes, as edges from whoever gives it; `*` after a name: item by item, `?`: it can do without. */
const edges = {
  'brief-outline': ['brief'],
  'design-strategy': ['brief-outline', 'brief'],
  'design-context': ['brief-outline', 'brief'],
  'section-planning': ['brief-outline'],
  'style-system': ['brief', 'design-strategy', 'design-context'],
  'layout-generation': ['design-context', 'section-planning'],
  'page-planning': ['design-context', 'section-planning'],
  'image-planning': ['layout-generation', 'style-system', 'brief-outline'],
  'seo-strategy': ['brief-outline', 'design-context', 'page-planning'],
  'section-briefs': ['layout-generation*', 'brief'],
  copywriting: ['layout-generation*', 'section-briefs*', 'design-context', 'seo-strategy?'],
  'image-generation': ['image-planning*', 'style-system'],
  'seo-metadata': ['page-planning*', 'seo-strategy', 'copywriting'],
  // Hours, prices and addresses stand in the words of the brief, so rendering reads it too.
  'code-generation': [
    'page-planning*',
    'seo-metadata*',
    'seo-strategy',
    'layout-generation',
    'style-system',
    'copywriting',
    'image-planning',
    'brief',
  ],
  // The plans say which picture is missing, the brief what the manifest says.
  'site-assembly': ['code-generation', 'image-generation', 'image-planning', 'style-system', 'brief'],
  'quality-assessment': ['site-assembly', 'brief'],
};

describe('website', () => {
  it('has the graph that its phases declare', () => {
    const found = Object.fromEntries(
      websitePhases.map(({ name }) => [
        name,
        website.graph
          .mapInEdges(
            name,
            (_, { each, optional }, source) =>
              source.replace('given:', '') + (each ? '*' : '') + (optional ? '?' : ''),
          )
          .toSorted(),
      ]),
    );
    expect(found).toEqual(
      Object.fromEntries(Object.entries(edges).map(([name, sources]) => [name, sources.toSorted()])),
    );
  });

  it('renders pages without waiting for pictures', () => {
    expect(website.graph.hasDirectedEdge('image-generation', 'code-generation')).toBe(false);
  });

  it('can be planned for the site and its report, with every phase in the plan', () => {
    expect(
      website
        .plan()
        .phases.map(({ name }) => name)
        .toSorted(),
    ).toEqual(websitePhases.map(({ name }) => name).toSorted());
  });
});
