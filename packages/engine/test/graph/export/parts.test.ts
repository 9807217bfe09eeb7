import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  definePhase,
  definePipeline,
  pick,
  toDot,
  toGexf,
  toJson,
  toMermaid,
  toSvg,
} from '@phasegraph/engine';
import { z } from 'zod';

const text = z.string();
const brief = artifact('brief', z.object({ tone: text, brand: text, phone: text, name: text, town: text }));
const style = artifact('style', text);
const page = artifact('page', text);
const all = artifact('all', text);
const most = artifact('most', text);

// brief {tone, brand} -> design -> write, brief -> write, brief {tone} and brief -> publish, brief {...} -> print
const { graph } = definePipeline({
  name: 'p',
  given: { brief },
  phases: [
    definePhase({
      name: 'design',
      inputs: { brief: pick(brief, 'tone', 'brand') },
      outputs: { style },
      run: () => ({ style: '' }),
    }),
    definePhase({ name: 'write', inputs: { brief, style }, outputs: { page }, run: () => ({ page: '' }) }),
    definePhase({
      name: 'publish',
      inputs: { tone: pick(brief, 'tone'), brief },
      outputs: { all },
      run: () => ({ all: '' }),
    }),
    definePhase({
      name: 'print',
      inputs: { brief: pick(brief, 'tone', 'brand', 'phone', 'name', 'town') },
      outputs: { most },
      run: () => ({ most: '' }),
    }),
  ],
}).plan();

describe('a part of an artifact', () => {
  it('is a field of the edge, and none where the artifact is taken whole as well', () => {
    const parts = (to: string) => graph.getEdgeAttribute(`given:brief -> ${to}`, 'parts');
    expect(parts('design')).toEqual({ brief: ['tone', 'brand'] });
    expect([parts('write'), parts('publish')]).toEqual([undefined, undefined]);
    expect(toJson(graph)).toMatch(/"parts": \{\s+"brief": \[\s+"tone",\s+"brand"\s+\]/u);
  });

  it('is told of in the drawn picture, which would grow too wide with its properties', async () => {
    const svg = await toSvg(graph);
    // One of them is the name of what is given.
    expect(svg.match(/>brief</gu)).toHaveLength(3);
    expect(svg.match(/>brief \{…\}</gu)).toHaveLength(2);
  });

  it('stands behind its name in every other picture, cut short where there are many', () => {
    const pictures = [toDot(graph), toGexf(graph)];
    for (const picture of pictures) {
      expect(picture).toContain('brief {tone, brand}');
      expect(picture).toContain('brief {tone, brand, phone and 2 more}');
    }
    expect(toMermaid(graph)).toContain('brief #123;tone, brand#125;');
  });
});
