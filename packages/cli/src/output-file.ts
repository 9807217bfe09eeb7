import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from './failure.js';

/**
 * The absolute path of a file that is to be written later, looked at now. Changes nothing.
 *
 * @throws InputError when there is no folder for it, or a folder in its place
 */
export async function outputFile(path: string, cwd: string): Promise<string> {
  const file = resolve(cwd, path);
  const folder = await stat(dirname(file)).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    throw new InputError(
      'unusable-file',
      `${file} cannot be written: ${dirname(file)} is no folder. Make it first.`,
    );
  }
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory() === true) {
    throw new InputError('unusable-file', `${file} cannot be written: it is a folder. Name a file in it.`);
  }
  return file;
}
