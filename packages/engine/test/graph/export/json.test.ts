import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import { toJson } from '../../../src/graph/export/json.js';
import { anyGraph, contentsOf } from './arbitraries.js';
import { websiteGraph } from './website.js';

const imported = (text: string): DirectedGraph => DirectedGraph.from(JSON.parse(text));

describe('toJson', () => {
  it('is read by graphology as the same graph', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        expect(contentsOf(imported(toJson(graph)))).toEqual(contentsOf(graph));
      }),
    );
  });

  it('has the title as an attribute of the graph, and the status as one of the node', () => {
    const graph = imported(
      toJson(websiteGraph(), {
        title: 'website',
        status: { copywriting: { status: 'running', done: 1, total: 9 } },
      }),
    );
    expect(graph.getAttributes()).toEqual({ name: 'website' });
    expect(graph.getNodeAttributes('copywriting')).toEqual({
      kind: 'phase',
      name: 'copywriting',
      mapped: true,
      description: 'Makes copy.',
      status: { status: 'running', done: 1, total: 9 },
    });
    expect(graph.hasNodeAttribute('seo-metadata', 'status')).toBe(false);
  });
});
