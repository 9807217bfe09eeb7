import { writeFile } from 'node:fs/promises';
import { toDot, toGexf, toJson, toMermaid, toSvg } from '@phasegraph/engine';
import { website } from '@phasegraph/phases';
import { exitCodes } from '../exit-code.js';
import { outputFile } from '../output-file.js';
import type { Ports } from '../ports.js';
import { unreachable } from '../unreachable.js';

/** The ways in which a graph can be written. */
export const graphFormats = ['mermaid', 'dot', 'json', 'gexf', 'svg'] as const;

/** One of them. */
export type GraphFormat = (typeof graphFormats)[number];

/** What `phasegraph graph` was asked for. */
export interface GraphOptions {
  readonly format: GraphFormat;
  /** The file to write; stdout, when absent. */
  readonly out?: string;
}

/** Writes the website pipeline's graph, read off the declarations of its phases. */
export async function showGraph({ format, out }: GraphOptions, { stdout, cwd }: Ports): Promise<number> {
  const file = out === undefined ? undefined : await outputFile(out, cwd);
  const text = await drawn(format);
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (file === undefined) stdout.write(whole);
  else await writeFile(file, whole);
  return exitCodes.done;
}

function drawn(format: GraphFormat): string | Promise<string> {
  const { graph, name } = website;
  switch (format) {
    case 'mermaid':
      return toMermaid(graph, { title: name });
    case 'dot':
      return toDot(graph, { title: name });
    case 'json':
      return toJson(graph, { title: name });
    case 'gexf':
      return toGexf(graph, { title: name });
    case 'svg':
      return toSvg(graph, { title: name });
    default:
      return unreachable(format);
  }
}
