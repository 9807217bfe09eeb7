import type { PhaseGraph } from '../build.js';
import { statusOf } from './overlay.js';
import type { ExportOptions } from './overlay.js';

/**
 * The graph in graphology's own serialisation: `Graph.from(JSON.parse(text))` gives it back. A phase's status, where
 * there is one, is the attribute `status` of its node; the title is the graph's attribute `name`.
 */
export function toJson(graph: PhaseGraph, options: ExportOptions = {}): string {
  const { attributes, nodes, ...rest } = graph.export();
  const named = options.title === undefined ? attributes : { ...attributes, name: options.title };
  const marked = nodes.map((node) => {
    const status = statusOf(options.status, node.key);
    return status === undefined ? node : { ...node, attributes: { ...node.attributes, status } };
  });
  return `${JSON.stringify({ attributes: named, ...rest, nodes: marked }, null, 2)}\n`;
}
