import type { Graph } from './graph.js';
import type { ItemGraph } from './shapes.js';

/** What a contender is to run. */
export type Work = { readonly form: 'phases'; readonly graph: Graph } | ItemWork;

/** The graph as maps, and the same tasks spread out for who knows no maps. */
interface ItemWork {
  readonly form: 'items';
  readonly graph: Graph;
  readonly items: ItemGraph;
}

export type Form = Work['form'];

/**
 * Somebody who runs graphs of tasks that do nothing. What a caller would write down by hand (functions, names, given
 * values) is made in `prepare` and not measured.
 */
export interface Contender {
  prepare(work: Work): Prepared;
}

export interface Prepared {
  /** Makes of the declarations what can be run: once a graph. */
  build(): Runnable | Promise<Runnable>;
}

interface Runnable {
  /** Runs all tasks and returns what holds their results, so that it is measured as kept. */
  run(): Promise<unknown>;
}
