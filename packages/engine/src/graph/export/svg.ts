import type { PhaseGraph } from '../build.js';
import { drawingOf } from './drawing.js';
import type { Drawing } from './drawing.js';
import { layOut } from './layout.js';
import type { Box, Size } from './layout.js';
import { statusColours, statusLine } from './overlay.js';
import type { ExportOptions } from './overlay.js';
import { edgeLabel, edgeLine, labelSize } from './svg-edge.js';
import { escaped, ground, short, textWidth } from './svg-text.js';

/**
 * The graph as a picture, from left to right: given artifacts as pills, phases as boxes, mapped phases as stacks,
 * a dashed edge where the consumer can do without, a bold one where it takes item by item, a frame around the phases of
 * a group. The picture has its own background and needs no font but the reader's.
 */
export async function toSvg(whole: PhaseGraph, options: ExportOptions = {}): Promise<string> {
  const drawing = drawingOf(whole, options);
  const { graph, clusters } = drawing;
  const sizeOf = (node: string): Size => nodeSize(drawing, node);
  const labelSizeOf = (edge: string): Size => labelSize(graph.getEdgeAttributes(edge));
  const layout = await layOut(graph, clusters, sizeOf, labelSizeOf);
  const shapes = [
    ...[...layout.clusters].map(([group, box]) => frame(group, box)),
    ...graph.mapEdges((edge, attributes) => edgeLine(attributes, layout.edges.get(edge))),
    ...graph.mapEdges((edge, attributes) => edgeLabel(attributes, layout.edges.get(edge))),
    ...graph.mapNodes((node) => nodeShape(drawing, node, layout.nodes.get(node))),
  ];
  return page(shapes, layout.size, options.title, legendOf(graph));
}

const font = `ui-sans-serif, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif`;
const nameSize = 13;
const noteSize = 11;
const margin = 28;
const headingHeight = 40;
const legendHeight = 26;
/** How far the cards behind a mapped phase look out. */
const stackStep = 4;

function page(drawing: readonly string[], size: Size, title: string | undefined, legend: string): string {
  const top = margin + (title === undefined ? 0 : headingHeight);
  const widest = Math.max(size.width, textWidth(title ?? '', 18) * 1.06, textWidth(legend, noteSize));
  const width = Math.ceil(widest + 2 * margin);
  const height = Math.ceil(size.height + top + margin + (legend === '' ? 0 : legendHeight));
  const heading =
    title === undefined
      ? []
      : [
          `<text x="${margin}" y="${margin + 16}" font-size="18" font-weight="600" fill="#1d2530">${escaped(title)}</text>`,
        ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${font}">`,
    `<title>${escaped(title ?? 'Pipeline')}</title>`,
    `<rect width="${width}" height="${height}" rx="10" fill="${ground}"/>`,
    ...heading,
    `<g transform="translate(${margin} ${top})">`,
    ...drawing,
    '</g>',
    ...(legend === ''
      ? []
      : [
          `<text x="${margin}" y="${height - margin + 6}" font-size="${noteSize}" fill="#5b6472">${escaped(legend)}</text>`,
        ]),
    '</svg>',
    '',
  ].join('\n');
}

/** What the signs mean, of those that the picture has. */
function legendOf(graph: PhaseGraph): string {
  const signs = [
    graph.someNode((_, node) => node.kind === 'phase' && node.mapped) && '× each: one task an item',
    graph.someEdge((_, edge) => edge.each) && 'bold: item by item',
    graph.someEdge((_, edge) => edge.optional) && 'dashed: can do without',
  ];
  return signs.filter((sign) => sign !== false).join('   ·   ');
}

function nodeSize(drawing: Drawing, node: string): Size {
  const { name, kind } = drawing.graph.getNodeAttributes(node);
  const note = noteOf(drawing, node);
  const width = Math.max(textWidth(name, nameSize) * 1.09, textWidth(note, noteSize)) + 30;
  if (kind === 'given') return { width, height: 32 };
  const stack = drawing.many(node) ? 2 * stackStep : 0;
  return { width: width + stack, height: (note === '' ? 38 : 50) + stack };
}

/** The line below the name. */
function noteOf(drawing: Drawing, node: string): string {
  const status = drawing.statusOf(node);
  return [...drawing.signsOf(node), ...(status === undefined ? [] : [statusLine(status)])].join(' · ');
}

function nodeShape(drawing: Drawing, node: string, box: Box | undefined): string {
  if (box === undefined) return '';
  const { kind, name, description } = drawing.graph.getNodeAttributes(node);
  const status = drawing.statusOf(node);
  const given = kind === 'given';
  const stack = drawing.many(node) ? 2 * stackStep : 0;
  // The front card stands at the lower left of the box, the ones behind it look out at the upper right.
  const [width, height] = [box.width - stack, box.height - stack];
  const [x, y] = [box.x - stack / 2, box.y + stack / 2];
  const look = status === undefined ? plainLook : statusColours[status.status];
  const note = noteOf(drawing, node);
  const rect = (offset: number): string =>
    `<rect x="${short(x - width / 2 + offset)}" y="${short(y - height / 2 - offset)}" width="${short(width)}" height="${short(height)}" ` +
    (given
      ? `rx="${short(height / 2)}" fill="#e9ecf1" stroke="#aab2be"/>`
      : `rx="6" fill="${look.fill}" stroke="${look.line}" stroke-width="1.2"${status?.status === 'waiting' ? ' stroke-dasharray="4 3"' : ''}/>`);
  const cards = stack === 0 ? [0] : [stack, stack / 2, 0];
  const nameY = y + (note === '' ? 4.5 : -2.5);
  return [
    '<g>',
    ...(description === undefined ? [] : [`<title>${escaped(description)}</title>`]),
    ...cards.map(rect),
    `<text x="${short(x)}" y="${short(nameY)}" text-anchor="middle" font-size="${nameSize}" font-weight="${given ? 400 : 600}" fill="#1d2530">${escaped(name)}</text>`,
    note === ''
      ? ''
      : `<text x="${short(x)}" y="${short(y + 14)}" text-anchor="middle" font-size="${noteSize}" fill="${look.text}">${escaped(note)}</text>`,
    '</g>',
  ].join('');
}

/** The frame of a group, with its name at the upper left. */
function frame(group: string, { x, y, width, height }: Box): string {
  const [left, top] = [x - width / 2, y - height / 2];
  return [
    `<rect x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}" rx="10" fill="#f1f4f8" stroke="#d5dbe3"/>`,
    `<text x="${short(left + 10)}" y="${short(top + 16)}" font-size="${noteSize}" font-weight="600" fill="#5b6472">${escaped(group)}</text>`,
  ].join('');
}

const plainLook = { fill: '#ffffff', line: '#6b7686', text: '#5b6472' };
