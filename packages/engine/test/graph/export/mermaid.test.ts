import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import type { PhaseGraph } from '../../../src/graph/build.js';
import { toMermaid } from '../../../src/graph/export/mermaid.js';
import { graphWithStatus, hostileText } from './arbitraries.js';
import { websiteGraph } from './website.js';

/**
 * The rules of Mermaid's flowchart grammar that the export keeps to: an id has no word of the grammar as a whole,
 * and a `-` only before a letter or digit (or else it begins an arrow); a text stands in quotes, is not empty, and
 * has in it only signs without a meaning, entity codes `#35;` and `<br/>`.
 */
const id = '(?:given|phase)_[A-Za-z0-9_]*(?:-[A-Za-z0-9][A-Za-z0-9_]*)*';
const text = '"(?:[\\p{L}\\p{M}\\p{N} _.,()/·×-]|#[0-9]+;|<br/>)+"';
const node = new RegExp(`^  (${id})(?:\\(\\[(${text})\\]\\)|\\[(${text})\\]|\\[\\[(${text})\\]\\])$`, 'u');
const edge = new RegExp(`^  (${id}) (?:-->|==>|-\\.->)(?:\\|(${text})\\|)? (${id})$`, 'u');
const classLine = new RegExp(`^  class (${id}(?:,${id})*) [a-z]+$`, 'u');
const classDef = /^ {2}classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}$/;

describe('toMermaid', () => {
  it('keeps to the grammar, with a node for each node and an edge for each edge, whatever their names', () => {
    fc.assert(
      fc.property(graphWithStatus(), ([graph, status]) => {
        const lines = toMermaid(graph, { status }).trimEnd().split('\n');
        expect(lines[0]).toBe('flowchart LR');
        const nodes = lines.filter((line) => node.test(line));
        const edges = lines.filter((line) => edge.test(line));
        const styles = lines.filter((line) => classLine.test(line) || classDef.test(line));
        expect(new Set(nodes.map((line) => node.exec(line)?.[1])).size).toBe(graph.order);
        expect(edges).toHaveLength(graph.size);
        expect(1 + nodes.length + edges.length + styles.length).toBe(lines.length);
      }),
    );
  });

  it('shows names as they are', () => {
    fc.assert(
      fc.property(graphWithStatus(), ([graph]) => {
        const shown = toMermaid(graph)
          .split('\n')
          .flatMap((line) => node.exec(line)?.slice(2).find(Boolean) ?? []);
        const names = graph.mapNodes((_, each) =>
          each.kind === 'phase' && each.mapped ? `${each.name} × each` : each.name,
        );
        expect(shown.map(unescaped)).toEqual(names.map((name) => (name === '' ? '\u00a0' : name)));
      }),
    );
  });

  it('tells apart names that look like what another one is written as', () => {
    const graph: PhaseGraph = new DirectedGraph();
    const names = ['a-', 'a_x2d_', 'a_', 'a', 'given:a', 'given_a'];
    for (const name of names) {
      graph.addNode(name, { kind: 'phase', name, mapped: false, description: undefined });
    }
    const ids = toMermaid(graph)
      .split('\n')
      .flatMap((line) => node.exec(line)?.[1] ?? []);
    expect(new Set(ids).size).toBe(names.length);
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

function unescaped(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replaceAll('<br/>', '\n')
    .replace(/#([0-9]+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
