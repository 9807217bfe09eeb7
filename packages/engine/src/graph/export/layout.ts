import { z } from 'zod';
import type { PhaseGraph } from '../build.js';

/** A box by its middle, in pixels from the top left. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A size, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The way of an edge: a Bézier spline, the tip of its arrow, and where its label is. */
export interface Route {
  /** The start, then two control points and an end for each piece. */
  readonly points: readonly (readonly [number, number])[];
  readonly tip: readonly [number, number];
  readonly label: readonly [number, number] | undefined;
}

/** Where everything is. */
export interface Layout {
  readonly size: Size;
  readonly nodes: ReadonlyMap<string, Box>;
  /** By the edge's key in the graph. */
  readonly edges: ReadonlyMap<string, Route>;
  /** The frames, by the name of the group. */
  readonly clusters: ReadonlyMap<string, Box>;
}

/**
 * Places the graph from left to right with Graphviz, loaded when it is first needed.
 *
 * @param clusters the nodes that stay together in a frame, by the name of the group
 * @param sizeOf the size of a node
 * @param labelSizeOf the size of an edge's label
 */
export async function layOut(
  graph: PhaseGraph,
  clusters: ReadonlyMap<string, readonly string[]>,
  sizeOf: (node: string) => Size,
  labelSizeOf: (edge: string) => Size,
): Promise<Layout> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  // Nodes by number, so that no name has to be written in Graphviz's language.
  const numbers = new Map(graph.nodes().map((node, index) => [node, String(index)]));
  const numberOf = (node: string): string => numbers.get(node) ?? '';
  const drawn = viz.renderJSON(
    {
      directed: true,
      graphAttributes: { rankdir: 'LR', nodesep: 0.25, ranksep: 0.4, remincross: true, mclimit: 4 },
      nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
      edgeAttributes: { arrowsize: 0.7 },
      nodes: graph.mapNodes((node) => ({ name: numberOf(node), attributes: inches(sizeOf(node)) })),
      subgraphs: [...clusters].map(([name, members], index) => ({
        name: `${clusterPrefix}${index}`,
        // Room for the name above.
        graphAttributes: { margin: 14, label: { html: blank({ width: 8 * name.length, height: 8 }) } },
        nodes: members.map((member) => ({ name: numberOf(member) })),
      })),
      edges: graph.mapEdges((edge, _, from, to) => ({
        tail: numberOf(from),
        head: numberOf(to),
        attributes: { id: edge, label: { html: blank(labelSizeOf(edge)) } },
      })),
    },
    { yInvert: true },
  );
  return read(drawingSchema.parse(drawn), graph, [...clusters.keys()]);
}

/** Graphviz frames subgraphs whose name begins so. */
const clusterPrefix = 'cluster_';

function inches({ width, height }: Size): { width: number; height: number } {
  return { width: width / pointsAnInch, height: height / pointsAnInch };
}

const pointsAnInch = 72;

/** A label of exactly that size, with nothing in it. */
function blank({ width, height }: Size): string {
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}"`;
  return `<table border="0" cellborder="0" fixedsize="true" ${size}><tr><td></td></tr></table>`;
}

const point = z.string().transform((text, context): [number, number] => {
  const [x, y] = text.split(',').map(Number);
  if (x !== undefined && y !== undefined && Number.isFinite(x + y)) return [x, y];
  context.addIssue(`no point: ${text}`);
  return z.NEVER;
});

/** Two opposite corners. */
const corners = z.string().transform((text) => text.split(',').map(Number));

const drawingSchema = z.object({
  bb: corners,
  objects: z
    .array(
      z.union([
        z.object({ name: z.string(), pos: point, width: z.coerce.number(), height: z.coerce.number() }),
        z.object({ name: z.string(), bb: corners }),
      ]),
    )
    .default([]),
  edges: z.array(z.object({ id: z.string(), pos: z.string(), lp: point.optional() })).default([]),
});

function read(drawing: z.infer<typeof drawingSchema>, graph: PhaseGraph, groups: readonly string[]): Layout {
  const names = graph.nodes();
  const nodes = new Map<string, Box>();
  const clusters = new Map<string, Box>();
  for (const object of drawing.objects) {
    const { name } = object;
    if ('bb' in object) {
      clusters.set(groups[Number(name.slice(clusterPrefix.length))] ?? name, boxOf(object.bb));
    } else {
      const [x, y] = object.pos;
      const [width, height] = [object.width * pointsAnInch, object.height * pointsAnInch];
      nodes.set(names[Number(name)] ?? name, { x, y, width, height });
    }
  }
  const { width, height } = boxOf(drawing.bb);
  return {
    size: { width, height },
    nodes,
    edges: new Map(drawing.edges.map(({ id, pos, lp }) => [id, routeOf(pos, lp)])),
    clusters,
  };
}

function boxOf([left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): Box {
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    width: Math.abs(right - left),
    height: Math.abs(bottom - top),
  };
}

/** `e,x,y` is the tip of the arrow, the rest are the points of the spline. */
function routeOf(pos: string, label: readonly [number, number] | undefined): Route {
  const parts = pos.split(' ');
  const tip = parts.find((part) => part.startsWith('e,'))?.slice(2);
  const points = parts.filter((part) => !/^[es],/.test(part)).map((part) => point.parse(part));
  return { points, tip: tip === undefined ? (points.at(-1) ?? [0, 0]) : point.parse(tip), label };
}
