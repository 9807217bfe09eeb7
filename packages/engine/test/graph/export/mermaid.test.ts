import { describe, expect, it } from '@jest/globals';
import DOMPurify from 'dompurify';
import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import mermaid from 'mermaid';
import type { PhaseGraph } from '../../../src/graph/build.js';
import { statusLine } from '../../../src/graph/export/overlay.js';
import { toMermaid } from '../../../src/graph/export/mermaid.js';
import { graphWithStatus, hostileText } from './arbitraries.js';
import { websiteGraph } from './website.js';

/** The chart as Mermaid reads it. */
async function read(chart: string): Promise<Chart> {
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(chart);
  expect(type).toBe('flowchart-v2');
  // The flowchart's own database, which the common type does not know.
  const { getVertices, getEdges, getSubGraphs } = db as unknown as FlowDatabase;
  return {
    nodes: [...getVertices.call(db).values()],
    edges: getEdges.call(db),
    groups: getSubGraphs.call(db),
  };
}

interface FlowDatabase {
  getVertices(): ReadonlyMap<string, Vertex>;
  getEdges(): readonly Edge[];
  getSubGraphs(): readonly Group[];
}

interface Vertex {
  readonly id: string;
  readonly text: string;
  readonly type: string;
  readonly classes: readonly string[];
}

interface Edge {
  readonly start: string;
  readonly end: string;
  readonly text: string;
  readonly stroke: string;
}

interface Group {
  readonly title: string;
  readonly nodes: readonly string[];
}

interface Chart {
  readonly nodes: readonly Vertex[];
  readonly edges: readonly Edge[];
  readonly groups: readonly Group[];
}

// Mermaid cleans labels with DOMPurify, which does without a browser nothing at all: the labels are read as they are.
Object.assign(DOMPurify, { sanitize: (html: string) => html, addHook: () => undefined });
mermaid.initialize({ flowchart: { htmlLabels: false }, securityLevel: 'loose' });

describe('toMermaid', () => {
  it('is read by Mermaid as the same nodes, edges and groups, whatever their names', async () => {
    await fc.assert(
      fc.asyncProperty(graphWithStatus(), hostileText(), async ([graph, status], title) => {
        const { nodes, edges, groups } = await read(toMermaid(graph, { status, title }));
        const labels = new Map(
          graph.mapNodes((node, { kind, name, ...rest }) => {
            const heading = 'mapped' in rest && rest.mapped ? `${name} × each` : name;
            const found = kind === 'phase' && Object.hasOwn(status, node) ? status[node] : undefined;
            return [node, `${heading}${found === undefined ? '' : `\n${statusLine(found)}`}`.trim()] as const;
          }),
        );
        expect(nodes.map(({ text }) => decoded(text)).toSorted()).toEqual([...labels.values()].toSorted());
        const labelOf = new Map(nodes.map(({ id, text }) => [id, decoded(text)]));
        expect(edges.map(({ start, end }) => [labelOf.get(start), labelOf.get(end)])).toEqual(
          graph.mapEdges((_, __, from, to) => [labels.get(from), labels.get(to)]),
        );
        expect(edges.map(({ text }) => decoded(text))).toEqual(
          // An empty name is a blank, since Mermaid refuses empty quotes.
          graph.mapEdges((_, { artifacts }) =>
            artifacts
              .map((name) => name || '\u00a0')
              .join('\n')
              .trim(),
          ),
        );
        for (const { title: group, nodes: members } of groups) {
          expect(members.map((id) => labelOf.get(id) ?? '').toSorted()).toEqual(
            graph
              .filterNodes((_, node) => node.kind === 'phase' && node.group === decoded(group))
              .map((node) => labels.get(node) ?? '')
              .toSorted(),
          );
        }
      }),
    );
  });

  it('tells apart names that look like what another one is written as', async () => {
    const graph: PhaseGraph = new DirectedGraph();
    const names = ['a-', 'a_x2d_', 'a_', 'a', 'given:a', 'given_a'];
    for (const name of names) {
      graph.addNode(name, { kind: 'phase', name, mapped: false, description: undefined, group: undefined });
    }
    const { nodes } = await read(toMermaid(graph));
    expect(nodes.map(({ text }) => decoded(text))).toEqual(names);
  });

  it('keeps a title on its one line', () => {
    fc.assert(
      fc.property(hostileText(), (title) => {
        const [fence, line, end, chart] = toMermaid(websiteGraph(), { title }).split('\n');
        expect([fence, end, chart]).toEqual(['---', '---', 'flowchart LR']);
        expect(line).toBe(`title: ${JSON.stringify(title)}`);
      }),
    );
  });

  it('draws given artifacts as pills, mapped phases with double sides, and says what flows', () => {
    const chart = toMermaid(websiteGraph());
    expect(chart).toContain('  given_brief(["brief"])\n');
    expect(chart).toContain('  phase_style-system["style-system"]\n');
    expect(chart).toContain('  phase_copywriting[["copywriting × each"]]\n');
    expect(chart).toContain('  phase_style-system -->|"styleSystem"| phase_image-planning\n');
    expect(chart).toContain('  phase_layout-generation ==>|"sections"| phase_copywriting\n');
    expect(chart).toContain('  phase_seo-strategy -.->|"seoStrategy"| phase_copywriting\n');
  });

  it('says how far a phase is, in words and in colour', () => {
    const chart = toMermaid(websiteGraph(), {
      status: { copywriting: { status: 'failed', done: 3, total: 9, durationMs: 65_400 } },
    });
    expect(chart).toContain('[["copywriting × each<br/>failed 3/9 · 1 min 05 s"]]');
    expect(chart).toContain('  class phase_copywriting failed\n');
  });
});

/** Undoes what Mermaid makes of `#35;` before it parses; `<br/>` is a line end. Mermaid trims. */
function decoded(text: string): string {
  return text
    .replaceAll('<br/>', '\n')
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .trim();
}
