import type { GraphCost } from './measure-graph.js';
import { head, median, row, shown } from './numbers.js';
import type { Selection } from './overhead.js';
import { inOwnProcess, isNoResult } from './own-process.js';

/** Prints what building and checking a pipeline of declared phases costs against graphology alone. */
export async function printGraphCost({ shapes, sizes, limitMs, clock }: Selection): Promise<void> {
  console.log(
    '\n## Build and check\n\nMicroseconds a declared phase, once a pipeline, against graphology that builds and sorts the same graph.\n',
  );
  console.log(head(['shape', 'phases'], ['Phasegraph', 'graphology', 'ratio']));
  for (const shape of shapes)
    for (const size of sizes.filter((tasks) => tasks <= 100_000)) {
      const found = await inOwnProcess<GraphCost>(
        'measure-graph.ts',
        { shape, tasks: String(size), clock },
        { limitMs },
      );
      const cells = isNoResult(found)
        ? [found.why, '-', '-']
        : [median(found.buildUs), median(found.graphologyUs), medianRatio(found)].map(shown);
      console.log(row(shape, size.toLocaleString('en'), ...cells));
    }
}

/** The two are measured by turns: each pair has seen the same disturbances. */
function medianRatio({ buildUs, graphologyUs }: GraphCost): number {
  return median(buildUs.map((build, sample) => build / (graphologyUs[sample] ?? Number.NaN)));
}
