import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { filesBelow } from './process/find-secrets.js';
import { smallBrief } from './small-brief.js';
import { workplace } from './workplace.js';
import type { Workplace } from './workplace.js';

/** The files of the site that was made in a workplace, each with the hash of what it holds. */
export async function siteOf({ cwd }: Workplace): Promise<Record<string, string>> {
  const folder = join(cwd, 'site');
  const files = await filesBelow(folder, []);
  return Object.fromEntries(
    files
      .map(({ where, bytes }): [string, string] => [
        relative(folder, where),
        createHash('sha256').update(bytes).digest('hex'),
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The files of the small brief's site when nothing happens while it is made. */
export async function siteOfQuietRun(): Promise<Record<string, string>> {
  const place = await workplace();
  await place.write('brief.yaml', smallBrief);
  const { exitCode, stderr } = await place.run('generate', 'brief.yaml');
  if (exitCode !== 0) throw new Error(`The quiet run ended with ${exitCode}: ${stderr}`);
  return siteOf(place);
}
