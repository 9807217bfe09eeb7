import { givenNode } from '../build.js';
import type { PhaseGraph } from '../build.js';
import { statusColours, statusLine, statusOf } from './overlay.js';
import type { ExportOptions } from './overlay.js';

/**
 * The graph as a Mermaid flowchart, from left to right: given artifacts as pills, phases as boxes, mapped phases as
 * boxes with double sides, a dashed edge where the consumer can do without.
 */
export function toMermaid(graph: PhaseGraph, options: ExportOptions = {}): string {
  const classes = new Map<string, string[]>();
  const assign = (node: string, name: string): void => {
    const members = classes.get(name);
    if (members === undefined) classes.set(name, [idOf(node)]);
    else members.push(idOf(node));
  };

  const nodes = graph.mapNodes((node, attributes) => {
    if (attributes.kind === 'given') {
      assign(node, 'given');
      return `  ${idOf(node)}(["${escaped(attributes.name)}"])`;
    }
    const status = statusOf(options.status, node);
    assign(node, status?.status ?? 'phase');
    const name = escaped(attributes.mapped ? `${attributes.name} × each` : attributes.name);
    const label = status === undefined ? name : `${name}<br/>${escaped(statusLine(status))}`;
    return `  ${idOf(node)}${attributes.mapped ? `[["${label}"]]` : `["${label}"]`}`;
  });
  const edges = graph.mapEdges((_, { artifacts, each, optional }, from, to) => {
    const label = artifacts.map(escaped).join('<br/>');
    const arrow = optional ? '-.->' : each ? '==>' : '-->';
    return `  ${idOf(from)} ${arrow}${label === '' ? '' : `|"${label}"|`} ${idOf(to)}`;
  });
  const styles = [...classes].flatMap(([name, members]) => [
    `  classDef ${name} ${looks.get(name) ?? ''}`,
    `  class ${members.join(',')} ${name}`,
  ]);
  const title = options.title === undefined ? [] : ['---', `title: ${JSON.stringify(options.title)}`, '---'];
  return `${[...title, 'flowchart LR', ...nodes, ...edges, ...styles].join('\n')}\n`;
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
  const safe = name.replace(
    /[^A-Za-z0-9_-]|-(?![A-Za-z0-9])|_(?=x)/gu,
    (character) => `_x${codeOf(character)}_`,
  );
  return `${given ? 'given' : 'phase'}_${safe}`;
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
