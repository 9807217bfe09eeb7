import type { PhaseGraph, PhaseGraphNode } from '../build.js';
import { drawingOf, linesOf } from './drawing.js';
import type { Drawing } from './drawing.js';
import { labelsOf } from './edge-labels.js';
import { statusColours } from './overlay.js';
import type { ExportOptions } from './overlay.js';

/**
 * The graph in Graphviz's language, from left to right: given artifacts as rounded plain nodes, phases as boxes,
 * mapped phases with a double border, a dashed edge where the consumer can do without, a frame around a group.
 */
export function toDot(graph: PhaseGraph, options: ExportOptions = {}): string {
  const drawing = drawingOf(graph, options);
  const nodes = drawing.graph.mapNodes((node, attributes) => nodeLine(drawing, node, attributes));
  const clusters = [...drawing.clusters].map(([group, members], index) =>
    cluster(`cluster_${index}`, group, members),
  );
  const edges = drawing.graph.mapEdges((_, { each, optional, ...flow }, from, to) =>
    line(`${quoted(from)} -> ${quoted(to)}`, {
      label: labelsOf(flow).join('\n'),
      ...(optional && { style: 'dashed' }),
      ...(each && { penwidth: '2' }),
    }),
  );
  const heading = options.title === undefined ? [] : [`  label=${quoted(options.title)}`, '  labelloc=t'];
  const body = [...defaults, ...heading, ...nodes, ...clusters, ...edges];
  return `${['digraph pipeline {', ...body, '}'].join('\n')}\n`;
}

function nodeLine(drawing: Drawing, node: string, { kind, name, description }: PhaseGraphNode): string {
  const tooltip = description ?? name;
  if (kind === 'given') {
    return line(quoted(node), { label: name, tooltip, style: 'rounded,filled', fillcolor: '#eef0f3' });
  }
  const status = drawing.statusOf(node);
  const look = status && statusColours[status.status];
  return line(quoted(node), {
    label: linesOf(drawing, node).join('\n'),
    tooltip,
    ...(drawing.many(node) && { peripheries: '2' }),
    ...(look && { fillcolor: look.fill, color: look.line, fontcolor: look.text }),
  });
}

/** A frame around the phases of a group, which have been declared before. */
function cluster(id: string, group: string, members: readonly string[]): string {
  const look = 'style="rounded,dashed" color="#aab2be" fontcolor="#5b6472" fontsize=12 labeljust=l';
  return `  subgraph ${id} { label=${quoted(group)} ${look} ${members.map(quoted).join(' ')} }`;
}

const defaults = [
  '  rankdir=LR',
  '  bgcolor=white',
  '  fontname="Helvetica"',
  '  node [shape=box, style=filled, fillcolor=white, color="#6b7686", fontcolor="#1d2530", fontname="Helvetica"]',
  '  edge [color="#7b8593", fontcolor="#4f5967", fontname="Helvetica", fontsize=11]',
];

function line(subject: string, attributes: Readonly<Record<string, string>>): string {
  const list = Object.entries(attributes).map(([name, value]) => `${name}=${quoted(value)}`);
  return `  ${subject} [${list.join(', ')}]`;
}

/**
 * A quoted string that stands for the text itself: a backslash is doubled, since labels have escapes of their own,
 * and Graphviz reads HTML entities everywhere. Control characters have no picture, and break its other formats.
 */
function quoted(text: string): string {
  const printable = text.replace(/(?![\n\r])\p{Cc}/gu, ' ');
  const plain = printable.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const lines = plain.split(/\r\n?|\n/);
  // A label that begins with an empty line crashes Graphviz 16.1 (in @viz-js/viz 3.31).
  return `"${lines.map((each) => (each === '' && lines.length > 1 ? ' ' : each)).join('\\n')}"`;
}
