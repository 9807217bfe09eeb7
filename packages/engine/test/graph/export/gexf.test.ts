import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import AnyGraph from 'graphology';
import { parse } from 'graphology-gexf';
import { toGexf } from '../../../src/graph/export/gexf.js';
import { graphWithStatus, hostileText } from './arbitraries.js';
import { largeGraph } from './large.js';
import { websiteGraph } from './website.js';

describe('toGexf', () => {
  it('is read by graphology as the same nodes and edges, whatever their names', () => {
    fc.assert(
      fc.property(graphWithStatus(), hostileText(), ([graph, status], title) => {
        const read = parse(AnyGraph, toGexf(graph, { status, title }));
        expect(read.nodes()).toEqual(graph.nodes());
        expect(read.mapNodes((_, { label }) => label ?? '')).toEqual(
          graph.mapNodes((_, { name }) => name.replace(/\s+/gu, ' ').replace(/[\ufffe\uffff]|\p{Cs}/gu, '')),
        );
        expect(read.mapEdges((_, __, from, to) => [from, to])).toEqual(
          graph.mapEdges((_, __, from, to) => [from, to]),
        );
        expect(read.mapNodes((_, attributes) => attributes['status'])).toEqual(
          graph.mapNodes((node) => (Object.hasOwn(status, node) ? status[node]?.status : undefined)),
        );
      }),
    );
  });

  it('has what is known of phases and of what flows, under names of its own', () => {
    const status = { copywriting: { status: 'running', done: 1, total: 9 } } as const;
    const read = parse(AnyGraph, toGexf(websiteGraph(), { title: 'website', status }));
    expect(read.getAttributes()).toEqual({ title: 'website' });
    expect(read.getNodeAttributes('copywriting')).toEqual({
      label: 'copywriting',
      kind: 'phase',
      mapped: true,
      description: 'Makes copy.',
      status: 'running',
      done: 1,
      total: 9,
      color: 'rgb(47,111,208)',
    });
    expect(read.getEdgeAttributes('seo-strategy', 'copywriting')).toEqual({
      label: 'seoStrategy',
      each: false,
      optional: true,
    });
  });

  it('has every phase of two hundred, none folded', () => {
    const graph = largeGraph();
    const read = parse(AnyGraph, toGexf(graph));
    expect([read.order, read.size]).toEqual([graph.order, graph.size]);
    expect(read.getNodeAttribute('fetch-7', 'group')).toBe('fetching');
  });
});
