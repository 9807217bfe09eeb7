import type { PhaseGraphEdge } from '../build.js';
import { labelsOf } from './edge-labels.js';
import type { Route, Size } from './layout.js';
import { escaped, ground, short, textWidth } from './svg-text.js';

/** The line of an edge and its arrow. */
export function edgeLine({ optional, each }: PhaseGraphEdge, route: Route | undefined): string {
  if (route === undefined) return '';
  const dash = optional ? ' stroke-dasharray="5 4"' : '';
  const width = each ? 2 : 1.2;
  const path = `<path d="${pathOf(route)}" fill="none" stroke="${edgeColour}" stroke-width="${width}"${dash}/>`;
  return path + arrow(route);
}

/** The names of the artifacts, a line each, standing off from what they cross. */
export function edgeLabel(edge: PhaseGraphEdge, route: Route | undefined): string {
  if (route?.label === undefined) return '';
  const lines = linesOf(edge);
  const [x, middle] = route.label;
  const style = `text-anchor="middle" font-size="${fontSize}" fill="#4a5462" stroke="${ground}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"`;
  return lines
    .map((line, index) => {
      const y = middle + (index - (lines.length - 1) / 2) * lineHeight + fontSize * 0.35;
      return `<text x="${short(x)}" y="${short(y)}" ${style}>${escaped(line)}</text>`;
    })
    .join('');
}

/** That it is a part, and not which: with the names of its properties the graph would grow too wide to be read. */
function linesOf(edge: PhaseGraphEdge): string[] {
  return labelsOf(edge).map((label) => label.replace(/ \{.*\}$/, ' {…}'));
}

/** How much room the label takes. */
export function labelSize(edge: PhaseGraphEdge): Size {
  const lines = linesOf(edge);
  const widest = Math.max(0, ...lines.map((line) => textWidth(line, fontSize)));
  return { width: widest + 8, height: lines.length * lineHeight };
}

const fontSize = 10.5;
const lineHeight = 13;
const edgeColour = '#8a94a3';

function pathOf({ points: [start, ...rest] }: Route): string {
  return start === undefined ? '' : `M${listed([start])} C${listed(rest)}`;
}

function listed(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${short(x)} ${short(y)}`).join(' ');
}

/** A triangle from the end of the spline to the tip. */
function arrow({ points, tip: [x, y] }: Route): string {
  const [fromX, fromY] = points.at(-1) ?? [x, y];
  const [acrossX, acrossY] = [(fromY - y) * 0.42, (x - fromX) * 0.42];
  const corners = [
    [x, y],
    [fromX + acrossX, fromY + acrossY],
    [fromX - acrossX, fromY - acrossY],
  ] as const;
  const text = corners.map((corner) => corner.map(short).join(',')).join(' ');
  return `<polygon points="${text}" fill="${edgeColour}"/>`;
}
