import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MultiGraph } from 'graphology';
import { parse } from 'graphology-gexf';
import { toGexf } from '../../../src/graph/export/gexf.js';
import { graphWithStatus, hostileText } from './arbitraries.js';
import { largeGraph } from './large.js';
import { websiteGraph } from './website.js';

/** A graph without edges is a mixed one to the parser, which the class must allow. */
const read = (gexf: string): MultiGraph => parse(MultiGraph, gexf);

describe('toGexf', () => {
  it('is read by graphology as the same nodes and edges, whatever their names', () => {
    fc.assert(
      fc.property(graphWithStatus(), hostileText(), ([graph, status], title) => {
        const found = read(toGexf(graph, { status, title }));
        expect(found.nodes()).toEqual(graph.nodes());
        expect(found.mapNodes((_, { label }) => label ?? '')).toEqual(
          graph.mapNodes((_, { name }) => name.replace(/\s+/gu, ' ').replace(/[\ufffe\uffff]|\p{Cs}/gu, '')),
        );
        expect(found.mapEdges((_, __, from, to) => [from, to])).toEqual(
          graph.mapEdges((_, __, from, to) => [from, to]),
        );
        expect(found.mapNodes((_, attributes) => attributes['status'])).toEqual(
          graph.mapNodes((node) => (Object.hasOwn(status, node) ? status[node]?.status : undefined)),
        );
      }),
    );
  });

  it('has what is known of phases and of what flows, under names of its own', () => {
    const status = { copywriting: { status: 'running', done: 1, total: 9 } } as const;
    const found = read(toGexf(websiteGraph(), { title: 'website', status }));
    expect(found.getAttributes()).toEqual({ title: 'website' });
    expect(found.getNodeAttributes('copywriting')).toEqual({
      label: 'copywriting',
      kind: 'phase',
      mapped: true,
      description: 'Makes copy.',
      status: 'running',
      done: 1,
      total: 9,
      color: 'rgb(47,111,208)',
    });
    expect(found.mapEdges('seo-strategy', 'copywriting', (_, attributes) => attributes)).toEqual([
      {
        label: 'seoStrategy',
        each: false,
        optional: true,
      },
    ]);
  });

  it('has every phase of two hundred, none folded', () => {
    const graph = largeGraph();
    const found = read(toGexf(graph));
    expect([found.order, found.size]).toEqual([graph.order, graph.size]);
    expect(found.getNodeAttribute('fetch-7', 'group')).toBe('fetching');
  });
});
