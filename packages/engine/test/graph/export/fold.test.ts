import { describe, expect, it } from '@jest/globals';
import { instance } from '@viz-js/viz';
import { z } from 'zod';
import { artifact } from '../../../src/declare/artifact.js';
import type { Artifact } from '../../../src/declare/artifact.js';
import { definePhase } from '../../../src/declare/phase.js';
import { buildGraph } from '../../../src/graph/build.js';
import type { PhaseGraph } from '../../../src/graph/build.js';
import { toDot } from '../../../src/graph/export/dot.js';
import { foldsOf } from '../../../src/graph/export/fold.js';
import { toJson } from '../../../src/graph/export/json.js';
import { toMermaid } from '../../../src/graph/export/mermaid.js';
import { toSvg } from '../../../src/graph/export/svg.js';
import { largeGraph } from './large.js';
import { websiteGraph } from './website.js';

/** `'s -> a b'` is a phase named by the artifact that it gives, and what takes it. */
function drawn(lines: readonly string[], groups: Readonly<Record<string, string>> = {}): PhaseGraph {
  const takes = new Map<string, Set<string>>();
  for (const line of lines) {
    const [from = '', to = ''] = line.split(' -> ');
    if (!takes.has(from)) takes.set(from, new Set());
    for (const name of to.split(' ')) takes.set(name, (takes.get(name) ?? new Set()).add(from));
  }
  const artifacts = new Map<string, Artifact>(
    [...takes.keys()].map((name) => [name, artifact(name, z.unknown())]),
  );
  const phases = [...takes].map(([name, from]) => {
    const group = groups[name];
    return definePhase({
      name,
      inputs: Object.fromEntries(
        [...from].map((each) => [each, artifacts.get(each) ?? artifact(each, z.unknown())]),
      ),
      outputs: { [name]: artifacts.get(name) ?? artifact(name, z.unknown()) },
      ...(group !== undefined && { group }),
      run: () => ({}),
    });
  });
  return buildGraph({ name: 'drawn', given: {}, phases });
}

const members = (graph: PhaseGraph): string[] => [...foldsOf(graph).values()].map((names) => names.join(' '));

describe('foldsOf', () => {
  it('folds the branches of a fan-out step by step', () => {
    const branches = ['1', '2', '3', '4', '5'].flatMap((n) => [`s -> a${n}`, `a${n} -> b${n}`, `b${n} -> t`]);
    expect(members(drawn(branches))).toEqual(['a1 a2 a3 a4 a5', 'b1 b2 b3 b4 b5']);
  });

  it('leaves out of a fold what somebody else takes too', () => {
    const graph = drawn([
      's -> a b c d e f',
      'a -> t',
      'b -> t',
      'c -> t',
      'd -> t',
      'e -> t',
      'f -> t other',
    ]);
    expect(members(graph)).toEqual(['a b c d e']);
  });

  it('leaves four alike as they are', () => {
    expect(members(drawn(['s -> a b c d', 'a -> t', 'b -> t', 'c -> t', 'd -> t']))).toEqual([]);
  });

  it('folds a group whatever its members take, but none that needs another', () => {
    const lines = ['s -> a b c d e', 'r -> a', 'a -> z', 'e -> x'];
    const group = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'z'].map((name) => [name, 'g']));
    expect(members(drawn(lines, group))).toEqual(['a b c d e']);
  });

  it('folds nothing on a cycle', () => {
    expect(members(drawn(['t -> a b c d e', 'a -> t', 'b -> t', 'c -> t', 'd -> t', 'e -> t']))).toEqual([]);
  });
});

describe('pictures of two hundred phases', () => {
  const graph = largeGraph();

  it('have a node for what is alike, with its count, in each format', async () => {
    expect(graph.filterNodes((_, { kind }) => kind === 'phase')).toHaveLength(200);
    const svg = await toSvg(graph);
    for (const picture of [toDot(graph), toMermaid(graph), svg]) {
      expect(picture).toContain('60 phases');
      expect(picture).toContain('17 phases');
      expect(picture).toContain('fetching');
      expect(picture).not.toContain('fetch-30');
    }
    const [width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
    // What fits on a screen, side by side.
    expect(width).toBeLessThan(2400);
    expect(height).toBeLessThan(800);
    expect(JSON.parse(toJson(graph))).toMatchObject({ nodes: { length: graph.order } });
  });

  it('say how far a fold is: its worst phase, and how many have ended', () => {
    const ended = { status: 'succeeded', durationMs: 1200 } as const;
    const status = Object.fromEntries(graph.nodes().map((node) => [node, ended]));
    const label = (of: typeof status | Record<string, { status: 'failed' | 'running' }>): string =>
      /"fetch-1" \[label="([^"]*)"/.exec(toDot(graph, { status: { ...status, ...of } }))?.[1] ?? '';
    expect(label({})).toBe('fetch-1 … fetch-60\\n60 phases\\ndone 60/60 · 1.2 s');
    expect(label({ 'fetch-7': { status: 'failed' } })).toContain('failed 60/60');
    expect(label({ 'fetch-7': { status: 'running' } })).toContain('running 59/60');
  });

  it('are whole when that is asked for, and small ones are by themselves', async () => {
    const whole = toDot(graph, { fold: false });
    expect(whole).toContain('"fetch-30"');
    const { objects } = JSON.parse((await instance()).renderString(whole, { format: 'dot_json' })) as {
      objects: readonly { nodes?: readonly number[]; label: string }[];
    };
    expect(objects.filter(({ nodes }) => nodes === undefined)).toHaveLength(graph.order);
    expect(objects.filter(({ nodes }) => nodes !== undefined).map(({ label }) => label)).toEqual([
      'fetching',
      'checking',
    ]);
    expect(toDot(websiteGraph())).toBe(toDot(websiteGraph(), { fold: false }));
  });
});
