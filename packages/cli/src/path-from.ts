import { relative } from 'node:path';

/** A path as it is shown to somebody in a folder: from there, where it is below. */
export function pathFrom(cwd: string, path: string): string {
  const below = relative(cwd, path);
  return below === '' || below.startsWith('..') ? path : below;
}
