import { isAbsolute, resolve } from 'node:path';

/** A path that can be opened, as it was typed where that will do: messages name it, to be clicked on. */
export function pathAsTyped(path: string, cwd: string): string {
  return isAbsolute(path) || cwd === process.cwd() ? path : resolve(cwd, path);
}
