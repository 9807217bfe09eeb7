import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { sha256 } from './site-file.js';

/** The file by which a folder that was written here is known; it lists every file with its hash. */
export const markerName = '.phasegraph-site.json';

const markerSchema = z.object({
  generator: z.literal('phasegraph'),
  files: z.record(z.string(), z.string()),
});

/** What stands where a site is to be written. */
export type TargetState =
  | { readonly status: 'free' }
  | { readonly status: 'ours' }
  | { readonly status: 'foreign'; readonly because: string };

/** Looks at a folder: nothing there, a site as it was written here, or something that replacing it would lose. */
export async function checkTarget(folder: string): Promise<TargetState> {
  const stats = await lstat(folder).catch(absent);
  if (stats === undefined) return { status: 'free' };
  if (!stats.isDirectory()) return { status: 'foreign', because: 'is not a folder' };
  const names = await filesIn(folder);
  if (names.length === 0) return { status: 'ours' };
  const marker = await readMarker(join(folder, markerName));
  if (marker === undefined)
    return { status: 'foreign', because: 'has files that are not of a generated site' };
  const strange = names.filter((name) => name !== markerName && !(name in marker));
  if (strange.length > 0)
    return { status: 'foreign', because: `has files that were added to the site: ${list(strange)}` };
  const changed = await changedFiles(folder, names, marker);
  if (changed.length > 0)
    return { status: 'foreign', because: `has files that were changed since: ${list(changed)}` };
  return { status: 'ours' };
}

async function changedFiles(
  folder: string,
  names: readonly string[],
  marker: Record<string, string>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const name of names) {
    if (name !== markerName && sha256(await readFile(join(folder, name))) !== marker[name])
      changed.push(name);
  }
  return changed;
}

/** Everything in a folder that is no folder, with forward slashes, sorted. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

async function readMarker(path: string): Promise<Record<string, string> | undefined> {
  const text = await readFile(path, 'utf8').catch(absent);
  if (text === undefined) return undefined;
  try {
    const marker = markerSchema.safeParse(JSON.parse(text));
    return marker.success ? marker.data.files : undefined;
  } catch {
    return undefined;
  }
}

/** A missing file is an answer; any other error is one. */
function absent(error: unknown): undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
    return undefined;
  throw error;
}

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
