import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from './failure.js';

/**
 * The absolute path of a file that is to be written later, looked at now. Changes nothing.
 *
 * @throws InputError when there is no folder for it, or a folder in its place
 */
export async function outputFile(path: string, cwd: string): Promise<string> {
  const file = resolve(cwd, path);
  const there = await kindOf(file);
  if (there === 'folder') {
    throw new InputError('unusable-file', `${file} cannot be written: it is a folder. Name a file in it.`);
  }
  if ((await kindOf(dirname(file))) !== 'folder') {
    throw new InputError(
      'unusable-file',
      `${file} cannot be written: ${dirname(file)} is no folder. Make it first.`,
    );
  }
  return file;
}

/**
 * Sees to it that a folder could be made at a path: that what is there of the way to it are folders, the last of
 * which can be written to. Changes nothing.
 *
 * @throws InputError
 */
export async function checkWayTo(folder: string): Promise<void> {
  const parent = dirname(folder);
  const there = await kindOf(parent);
  if (there === 'nothing' && parent !== folder) return checkWayTo(parent);
  if (there !== 'folder') {
    throw new InputError('unusable-folder', `Nothing can be written to ${folder}: ${parent} is no folder.`);
  }
  await access(parent, constants.W_OK).catch(() => {
    throw new InputError(
      'unusable-folder',
      `Nothing can be written to ${folder}: ${parent} cannot be written to. Choose another place with --out.`,
    );
  });
}

async function kindOf(path: string): Promise<'nothing' | 'folder' | 'other'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch {
    // ENOTDIR too: what has a file on its way is not there, and the file is found one step further up.
    return 'nothing';
  }
}
