import { DirectedGraph } from 'graphology';
import { write } from 'graphology-gexf';
import type { PhaseGraph } from '../build.js';
import { labelsOf } from './edge-labels.js';
import { statusColours, statusOf } from './overlay.js';
import type { ExportOptions } from './overlay.js';

/**
 * The graph in GEXF 1.2, for Gephi and its like: every node and edge, however many. A node has its name as label and
 * `kind` (`phase` or `given`), `mapped`, `group` and `description` as attributes; where there is a status, that too,
 * with `durationMs`, `done`, `total` and what it cost (`calls`, `tokens`, `images`), and the status's colour. An edge has the artifacts as label, and `each` and
 * `optional`.
 */
export function toGexf(graph: PhaseGraph, options: ExportOptions = {}): string {
  // The writer takes the attributes of nodes and edges one by one, and the whole graph's as they are.
  const titled = new DirectedGraph({ allowSelfLoops: true });
  if (options.title !== undefined) titled.setAttribute('title', printable(options.title));
  graph.forEachNode((node, { name, ...attributes }) => {
    const status = statusOf(options.status, node);
    const { kind, description = '', ...rest } = attributes;
    titled.addNode(node, {
      label: printable(name),
      kind,
      description: printable(description),
      ...('mapped' in rest && { mapped: rest.mapped, group: printable(rest.group ?? '') }),
      ...(status && { ...status, color: statusColours[status.status].line }),
    });
  });
  graph.forEachEdge((edge, { each, optional, ...flow }, from, to) => {
    titled.addEdgeWithKey(edge, from, to, { label: printable(labelsOf(flow).join(', ')), each, optional });
  });
  return `${write(titled, { version: '1.2' })}\n`;
}

/** Without what XML 1.0 cannot hold, on one line: readers of attributes make every white space a blank. */
function printable(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '');
}
