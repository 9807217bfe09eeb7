import { readBrief } from '@phasegraph/phases';
import type { Brief } from '@phasegraph/phases';
import { pathAsTyped } from './path-as-typed.js';

/**
 * Reads the brief that was asked for.
 *
 * @throws BriefError
 */
export async function briefAt(path: string, cwd: string): Promise<Brief> {
  const { brief } = await readBrief(pathAsTyped(path, cwd));
  return brief;
}
