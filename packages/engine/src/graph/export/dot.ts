import type { PhaseGraph } from '../build.js';
import { statusColours, statusLine, statusOf } from './overlay.js';
import type { ExportOptions } from './overlay.js';

/**
 * The graph in Graphviz's language, from left to right: given artifacts as rounded plain nodes, phases as boxes,
 * mapped phases with a double border, a dashed edge where the consumer can do without.
 */
export function toDot(graph: PhaseGraph, options: ExportOptions = {}): string {
  const nodes = graph.mapNodes((node, { kind, name, description, ...rest }) => {
    const tooltip = description ?? name;
    if (kind === 'given') {
      return line(quoted(node), { label: name, tooltip, style: 'rounded,filled', fillcolor: '#eef0f3' });
    }
    const mapped = 'mapped' in rest && rest.mapped;
    const status = statusOf(options.status, node);
    const look = status && statusColours[status.status];
    return line(quoted(node), {
      label: [mapped ? `${name} × each` : name, ...(status ? [statusLine(status)] : [])].join('\n'),
      tooltip,
      ...(mapped && { peripheries: '2' }),
      ...(look && { fillcolor: look.fill, color: look.line, fontcolor: look.text }),
    });
  });
  const edges = graph.mapEdges((_, { artifacts, each, optional }, from, to) =>
    line(`${quoted(from)} -> ${quoted(to)}`, {
      label: artifacts.join('\n'),
      ...(optional && { style: 'dashed' }),
      ...(each && { penwidth: '2' }),
    }),
  );
  const heading = options.title === undefined ? [] : [`  label=${quoted(options.title)}`, '  labelloc=t'];
  return `${['digraph pipeline {', ...defaults, ...heading, ...nodes, ...edges, '}'].join('\n')}\n`;
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
