import { describe, expect, it } from '@jest/globals';
import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import type { PhaseGraph } from '../../../src/graph/build.js';
import { toDot } from '../../../src/graph/export/dot.js';
import type { ExportOptions } from '../../../src/graph/export/overlay.js';
import { graphWithStatus, hostileText } from './arbitraries.js';
import { websiteGraph } from './website.js';

const viz = await instance();

/** The graph as Graphviz reads it. */
function drawn(graph: PhaseGraph, options?: ExportOptions): Drawn {
  const rendered = viz.render(toDot(graph, options), { format: 'dot_json' });
  // Warnings are about letters whose width it has to guess.
  expect(rendered.errors.filter(({ level }) => level === 'error')).toEqual([]);
  expect(rendered.status).toBe('success');
  const { objects = [], edges = [] } = JSON.parse(rendered.output ?? '') as Drawn;
  // Frames come first, and edges count them.
  const nodes = objects.filter(({ nodes: members }) => members === undefined);
  const frames = objects.length - nodes.length;
  return {
    objects: nodes,
    edges: edges.map(({ tail, head, label }) => ({ tail: tail - frames, head: head - frames, label })),
  };
}

interface Drawn {
  readonly objects?: readonly {
    readonly label: string;
    readonly tooltip: string;
    readonly peripheries: string;
    readonly nodes?: readonly number[];
  }[];
  readonly edges?: readonly { readonly tail: number; readonly head: number; readonly label: string }[];
}

describe('toDot', () => {
  it('is read by Graphviz as the same nodes and edges, whatever their names', () => {
    fc.assert(
      fc.property(graphWithStatus(), hostileText(), ([graph, status], title) => {
        const { objects = [], edges = [] } = drawn(graph, { title, status });
        const nodes = graph.nodes();
        expect(objects).toHaveLength(nodes.length);
        expect(edges.map(({ tail, head }) => `${tail} ${head}`).toSorted()).toEqual(
          graph.mapEdges((_, __, from, to) => `${nodes.indexOf(from)} ${nodes.indexOf(to)}`).toSorted(),
        );
      }),
    );
  });

  it('shows names as they are', () => {
    fc.assert(
      fc.property(graphWithStatus(), ([graph]) => {
        const { objects = [] } = drawn(graph);
        const labels = graph.mapNodes((_, node) =>
          node.kind === 'phase' && node.mapped ? `${node.name} × each` : node.name,
        );
        expect(objects.map(({ label }) => unescaped(label))).toEqual(labels.map(singleLineEnds));
      }),
    );
  });

  it('draws mapped phases with two borders, optional edges dashed, edges that map bold', () => {
    const text = toDot(websiteGraph(), { title: 'website' });
    expect(text).toContain(
      '"copywriting" [label="copywriting × each", tooltip="Makes copy.", peripheries="2"]',
    );
    expect(text).toContain('"seo-strategy" -> "copywriting" [label="seoStrategy", style="dashed"]');
    expect(text).toContain('"layout-generation" -> "copywriting" [label="sections", penwidth="2"]');
    expect(text).toContain('"given:brief" [label="brief", tooltip="What the business is and wants."');
    expect(text).toContain('label="website"');
  });

  it('says how far a phase is', () => {
    const status = { copywriting: { status: 'running', done: 3, total: 9 } } as const;
    expect(toDot(websiteGraph(), { status })).toContain('label="copywriting × each\\nrunning 3/9"');
  });
});

/** Takes back the escapes that Graphviz itself resolves when it draws a label. */
function unescaped(label: string): string {
  return label
    .replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
    .replaceAll('&amp;', '&');
}

/** As Graphviz is given it: one kind of line end, and a space where a line is empty. */
function singleLineEnds(text: string): string {
  const lines = text.replace(/(?![\n\r])\p{Cc}/gu, ' ').split(/\r\n?|\n/);
  return lines.map((line) => (line === '' && lines.length > 1 ? ' ' : line)).join('\n');
}
