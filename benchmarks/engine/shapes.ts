import { seededRandom } from '@phasegraph/engine/testing';
import { graphOf, needsOf } from './graph.js';
import type { Graph } from './graph.js';

export const shapes = ['chain', 'wide', 'layered', 'reduction', 'independent'] as const;
export type Shape = (typeof shapes)[number];

/** How wide a layer of the layered graph is, at every size: so that growth is of the size alone. */
const layerWidth = 100;

/** A graph of about `tasks` tasks, each a phase of its own. */
export function drawGraph(shape: Shape, tasks: number): Graph {
  switch (shape) {
    case 'chain':
      return graphOf(Array.from({ length: tasks }, (_, task) => (task === 0 ? [] : [task - 1])));
    case 'wide': {
      const middle = Array.from({ length: tasks - 2 }, (_, at) => at + 1);
      return graphOf([[], ...middle.map(() => [0]), middle]);
    }
    case 'layered':
      return layered(tasks, layerWidth);
    case 'reduction':
      return reduction(Math.ceil(tasks / 2));
    case 'independent':
      return graphOf(Array.from({ length: tasks }, () => []));
  }
}

/**
 * Mapped phases over one list: every item goes through the same small graph of phases, apart from all other items.
 * `framed`: one phase gives the list, and another collects what comes of it.
 */
export interface ItemGraph {
  readonly phases: Graph;
  readonly items: number;
  readonly framed: boolean;
}

/**
 * A graph of about `tasks` tasks as items of maps. A mapped task can need tasks of its own item alone, or a whole
 * list, so the shapes repeat themselves once an item:
 *
 * - chain: chains of 100 mapped phases, one an item;
 * - wide: one phase emits all items, one mapped phase runs on each, one phase collects them;
 * - layered: ten layers of ten mapped phases; each takes each of three lists of the layer before;
 * - reduction: 64 mapped phases and the 63 that join them by twos;
 * - independent: one mapped phase over a given list.
 */
export function drawItems(shape: Shape, tasks: number): ItemGraph {
  const repeated = (phases: Graph): ItemGraph => ({
    phases,
    items: Math.max(1, Math.round(tasks / phases.tasks)),
    framed: false,
  });
  switch (shape) {
    case 'chain':
      return repeated(drawGraph('chain', 100));
    case 'wide':
      return { phases: graphOf([[]]), items: tasks - 2, framed: true };
    case 'layered':
      return repeated(layered(100, 10));
    case 'reduction':
      return repeated(reduction(64));
    case 'independent':
      return repeated(graphOf([[]]));
  }
}

/** The same tasks without maps, item by item: what contenders that know no maps are given. */
export function spreadItems({ phases, items, framed }: ItemGraph): Graph {
  const first = framed ? 1 : 0;
  const tasks = first + items * phases.tasks + first;
  const starts = new Int32Array(tasks + 1);
  const needs = new Int32Array(items * (phases.needs.length + (framed ? 2 * phases.tasks : 0)));
  let end = 0;
  for (let item = 0; item < items; item++) {
    const offset = first + item * phases.tasks;
    for (let phase = 0; phase < phases.tasks; phase++) {
      if (framed) needs[end++] = 0;
      for (const need of needsOf(phases, phase)) needs[end++] = offset + need;
      starts[offset + phase + 1] = end;
    }
  }
  if (framed) {
    for (let task = 1; task < tasks - 1; task++) needs[end++] = task;
    starts[tasks] = end;
  }
  return { tasks, starts, needs: needs.subarray(0, end) };
}

/** Each task needs three of the layer before. */
function layered(tasks: number, width: number): Graph {
  const random = seededRandom(1);
  return graphOf(
    Array.from({ length: tasks }, (_, task) => {
      const before = Math.floor(task / width) * width - width;
      if (before < 0) return [];
      const drawn = new Set<number>();
      while (drawn.size < 3) drawn.add(before + Math.floor(random() * width));
      return [...drawn].toSorted((a, b) => a - b);
    }),
  );
}

/** A binary tree from its leaves to its root. */
function reduction(leaves: number): Graph {
  const rows: number[][] = Array.from({ length: leaves }, () => []);
  for (let left = 0; rows.length < 2 * leaves - 1; left += 2) rows.push([left, left + 1]);
  return graphOf(rows);
}
