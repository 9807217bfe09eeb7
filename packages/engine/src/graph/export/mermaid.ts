import { givenNode } from '../build.js';
import type { PhaseGraph } from '../build.js';
import { drawingOf, linesOf } from './drawing.js';
import type { Drawing } from './drawing.js';
import { labelsOf } from './edge-labels.js';
import { statusColours } from './overlay.js';
import type { ExportOptions } from './overlay.js';

/**
 * The graph as a Mermaid flowchart, from left to right: given artifacts as pills, phases as boxes, mapped phases as
 * boxes with double sides, a dashed edge where the consumer can do without, a frame around the phases of a group.
 */
export function toMermaid(graph: PhaseGraph, options: ExportOptions = {}): string {
  const drawing = drawingOf(graph, options);
  const grouped = new Set([...drawing.clusters.values()].flat());
  const edges = drawing.graph.mapEdges((_, { each, optional, ...flow }, from, to) => {
    const label = labelsOf(flow).map(escaped).join('<br/>');
    const arrow = optional ? '-.->' : each ? '==>' : '-->';
    return `  ${idOf(from)} ${arrow}${label === '' ? '' : `|"${label}"|`} ${idOf(to)}`;
  });
  const title = options.title === undefined ? [] : ['---', `title: ${JSON.stringify(options.title)}`, '---'];
  const lines = [
    ...title,
    'flowchart LR',
    ...drawing.graph.filterNodes((node) => !grouped.has(node)).map((node) => nodeLine(drawing, node)),
    ...[...drawing.clusters].flatMap(([group, members]) => [
      `  subgraph group_${safe(group)}["${escaped(group)}"]`,
      ...members.map((member) => `  ${nodeLine(drawing, member)}`),
      '  end',
    ]),
    ...edges,
    ...styleLines(drawing),
  ];
  return `${lines.join('\n')}\n`;
}

function nodeLine(drawing: Drawing, node: string): string {
  const label = linesOf(drawing, node).map(escaped).join('<br/>');
  if (drawing.graph.getNodeAttribute(node, 'kind') === 'given') return `  ${idOf(node)}(["${label}"])`;
  return `  ${idOf(node)}${drawing.many(node) ? `[["${label}"]]` : `["${label}"]`}`;
}

/** A class for each look that some node has. */
function styleLines({ graph, statusOf }: Drawing): string[] {
  const classes = new Map<string, string[]>();
  graph.forEachNode((node, { kind }) => {
    const name = kind === 'given' ? 'given' : (statusOf(node)?.status ?? 'phase');
    const members = classes.get(name);
    if (members === undefined) classes.set(name, [idOf(node)]);
    else members.push(idOf(node));
  });
  return [...classes].flatMap(([name, members]) => [
    `  classDef ${name} ${looks.get(name) ?? ''}`,
    `  class ${members.join(',')} ${name}`,
  ]);
}

const looks = new Map([
  ['given', 'fill:#eef0f3,stroke:#9aa3b0,color:#2b3340'],
  ['phase', 'fill:#ffffff,stroke:#6b7686,color:#1d2530'],
  ...Object.entries(statusColours).map(
    ([status, { fill, line, text }]) => [status, `fill:${fill},stroke:${line},color:${text}`] as const,
  ),
]);

/**
 * A node's id, in letters, digits, `_` and single `-` alone, different for different nodes. What stands before the
 * name keeps it clear of words of the grammar, such as a phase called "end".
 */
function idOf(node: string): string {
  const given = node.startsWith(givenNode(''));
  const name = given ? node.slice(givenNode('').length) : node;
  return `${given ? 'given' : 'phase'}_${safe(name)}`;
}

function safe(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]|-(?![A-Za-z0-9])|_(?=x)/gu, (character) => `_x${codeOf(character)}_`);
}

/**
 * Text for between quotes, where everything that is a sign in Mermaid or HTML becomes Mermaid's code for it, and
 * nothing becomes a blank, since quotes must not be empty.
 */
function escaped(text: string): string {
  return (text === '' ? '\u00a0' : text)
    .replace(/[^\p{L}\p{M}\p{N} _.,()/·×-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll('#10;', '<br/>');
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
