import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import { toSvg } from '../../../src/graph/export/svg.js';
import { graphWithStatus, hostileText } from './arbitraries.js';
import { websiteGraph } from './website.js';

describe('toSvg', () => {
  it('is well-formed, with every name in it, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(graphWithStatus(), hostileText(), async ([graph, status], title) => {
        const { texts, count } = parsed(await toSvg(graph, { title, status }));
        const names = graph.mapNodes((_, node) => node.name);
        for (const name of [title, ...names]) expect(texts).toContain(withoutControls(name));
        // A line and an arrow for each edge.
        expect(count('path')).toBe(graph.size);
        expect(count('polygon')).toBe(graph.size);
      }),
      { numRuns: 30 },
    );
  });

  it('draws a pill for a given artifact, a box for a phase, a stack of three for a mapped one', async () => {
    const svg = await toSvg(websiteGraph());
    const boxOf = (name: string): string =>
      svg.split('\n').find((line) => line.startsWith('<g>') && line.includes(`>${name}</text>`)) ?? '';
    expect(boxOf('brief').match(/<rect [^>]*rx="16"/g)).toHaveLength(1);
    expect(boxOf('style-system').match(/<rect [^>]*rx="6"/g)).toHaveLength(1);
    expect(boxOf('copywriting').match(/<rect [^>]*rx="6"/g)).toHaveLength(3);
    expect(boxOf('copywriting')).toContain('>× each</text>');
    expect(boxOf('copywriting')).toContain('<title>Makes copy.</title>');
  });

  it('goes from left to right', async () => {
    const svg = await toSvg(websiteGraph());
    const xOf = (name: string): number =>
      Number(new RegExp(`<text x="([0-9.]+)"[^>]*font-size="13"[^>]*>${name}</text>`).exec(svg)?.[1]);
    const graph = websiteGraph();
    graph.forEachEdge((_, __, from, to) => {
      expect(xOf(graph.getNodeAttribute(from, 'name'))).toBeLessThan(xOf(graph.getNodeAttribute(to, 'name')));
    });
  });

  it('names what flows, and dashes what can be done without', async () => {
    const svg = await toSvg(websiteGraph());
    expect(svg.match(/>seoStrategy<\/text>/g)).toHaveLength(2);
    expect(svg.match(/<path [^>]*stroke-dasharray/g)).toHaveLength(1);
    expect(svg).toContain('dashed: can do without');
  });

  it('says how far a phase is, in words', async () => {
    const svg = await toSvg(websiteGraph(), {
      status: { copywriting: { status: 'running', done: 3, total: 9 }, 'style-system': { status: 'failed' } },
    });
    expect(svg).toContain('>× each · running 3/9</text>');
    expect(svg).toContain('>failed</text>');
  });

  it('keeps everything inside the picture', async () => {
    const svg = await toSvg(websiteGraph(), { title: 'A title '.repeat(60) });
    const [width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
    const [left = 0, top = 0] = /translate\((\d+) (\d+)\)/.exec(svg)?.slice(1).map(Number) ?? [];
    for (const [, x, y, w, h] of svg.matchAll(
      /<rect x="([-0-9.]+)" y="([-0-9.]+)" width="([0-9.]+)" height="([0-9.]+)"/g,
    )) {
      expect(Number(x) + left).toBeGreaterThan(0);
      expect(Number(y) + top).toBeGreaterThan(0);
      expect(Number(x) + Number(w) + left).toBeLessThan(width);
      expect(Number(y) + Number(h) + top).toBeLessThan(height);
    }
    // About half an em a letter: the title is wider than the graph, and the picture wider than both.
    expect(width).toBeGreaterThan('A title '.repeat(60).length * 18 * 0.4);
  });

  it('draws a graph of nothing', async () => {
    expect(parsed(await toSvg(new DirectedGraph())).count('svg')).toBe(1);
  });
});

/** Reads the little XML that the export writes, strictly: balanced tags, quoted attributes, no bare `&` or `<`. */
function parsed(xml: string): { texts: string[]; count: (tag: string) => number } {
  const token = /<(\/?)([a-z]+)((?: [A-Za-z-]+="[^"<>]*")*)(\/?)>|([^<>]+)/gy;
  const open: string[] = [];
  const seen: string[] = [];
  // An element without text has the empty text, of which there is no token.
  const texts = [''];
  let end = 0;
  for (const [whole, closing, tag = '', attributes = '', closed, text] of xml.matchAll(token)) {
    end += whole.length;
    expect(`${attributes}${text ?? ''}`).not.toMatch(/&(?!(amp|lt|gt|quot);)|(?![\t\n\r])\p{Cc}/u);
    if (text !== undefined) texts.push(unescaped(text));
    else if (closing) expect(open.pop()).toBe(tag);
    else seen.push(tag);
    if (text === undefined && !closing && !closed) open.push(tag);
  }
  expect(end).toBe(xml.length);
  expect(open).toEqual([]);
  return { texts, count: (tag) => seen.filter((each) => each === tag).length };
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** XML has no way to say most control characters. */
function withoutControls(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '');
}
