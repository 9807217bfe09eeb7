import { isAbsolute, resolve } from 'node:path';
import { readBrief } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';

/**
 * Reads the brief that was asked for. Its mistakes name the path as it was typed, so that it can be clicked on.
 *
 * @throws BriefError
 */
export async function briefAt(path: string, cwd: string): Promise<Brief> {
  const asTyped = isAbsolute(path) || cwd === process.cwd();
  const { brief } = await readBrief(asTyped ? path : resolve(cwd, path));
  return brief;
}
