// Measures what building and checking a pipeline costs, and what graphology takes to build and sort the same graph:
// both in one process, by turns, so that what disturbs one disturbs the other. Prints JSON.
import { parseArgs } from 'node:util';
import { DirectedGraph } from 'graphology';
import { topologicalSort } from 'graphology-dag';
import { phasegraph } from './contenders/phasegraph.js';
import { needsOf } from './graph.js';
import type { Graph } from './graph.js';
import { drawGraph, shapes } from './shapes.js';
import { stopwatch } from './stopwatch.js';

/** Microseconds a phase, by sample. */
export interface GraphCost {
  readonly graphologyUs: readonly number[];
  readonly buildUs: readonly number[];
}

const { values } = parseArgs({
  options: { shape: { type: 'string' }, tasks: { type: 'string' }, clock: { type: 'string' } },
});
const shape = shapes.find((known) => known === values.shape);
if (shape === undefined) throw new Error('needs a --shape');
const now = stopwatch(values.clock === 'cpu' ? 'cpu' : 'wall');
const graph = drawGraph(shape, Number(values.tasks));
const prepared = phasegraph.prepare({ form: 'phases', graph });
const repeats = Math.max(1, Math.floor(20_000 / graph.tasks));

const graphologyUs: number[] = [];
const buildUs: number[] = [];
for (let warmUp = 0; warmUp < 3; warmUp++) {
  timeOf(() => sortWithGraphology(graph));
  timeOf(() => prepared.build());
}
for (let sample = 0; sample < 5; sample++) {
  graphologyUs.push(timeOf(() => sortWithGraphology(graph)));
  buildUs.push(timeOf(() => prepared.build()));
}
console.log(JSON.stringify({ graphologyUs, buildUs } satisfies GraphCost));

function timeOf(work: () => unknown): number {
  const before = now();
  for (let repeat = 0; repeat < repeats; repeat++) work();
  return ((now() - before) * 1_000) / repeats / graph.tasks;
}

/** The least that a graph in graphology can cost: nodes and edges with an object of attributes each, then the order. */
function sortWithGraphology(drawn: Graph): string[] {
  const built = new DirectedGraph();
  for (let task = 0; task < drawn.tasks; task++) built.addNode(`p${task}`, { name: `p${task}` });
  for (let task = 0; task < drawn.tasks; task++)
    for (const need of needsOf(drawn, task)) built.addEdge(`p${need}`, `p${task}`, { optional: false });
  return topologicalSort(built);
}
