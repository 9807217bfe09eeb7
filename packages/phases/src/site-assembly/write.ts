import { chmod, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Site } from './artifact.js';
import { checkFiles } from './check-files.js';
import { checkTarget, markerName } from './ours.js';
import { bytesOf } from './site-file.js';

/** Why a site could not be written; nothing was changed. */
export class SiteWriteError extends Error {
  override readonly name = 'SiteWriteError';
  /** What kept it, as a name to branch on. */
  readonly code: 'unsafe-path' | 'not-ours' | 'protected-folder';

  constructor(code: SiteWriteError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** How far {@link writeSite} may go. */
export interface WriteOptions {
  /** Replace a folder that this generator did not write, or that was changed since. */
  readonly force?: boolean;
}

/**
 * Writes a site to a folder, which appears whole or not at all: everything is written to a folder beside it, then
 * the two change places. A folder that is not ours, or that was edited since, is refused without `force`.
 *
 * @param outDir the folder; made when it is missing, with its parents
 * @returns the absolute path of the folder
 * @throws SiteWriteError when a path of the site leaves the folder or the folder may not be replaced
 */
export async function writeSite(
  site: Site,
  outDir: string,
  { force = false }: WriteOptions = {},
): Promise<string> {
  const problems = await checkFiles(site.files);
  if (problems.length > 0) {
    throw new SiteWriteError(
      'unsafe-path',
      `The site was not written: ${problems.join('; ')}. Nothing was changed.`,
    );
  }
  const { target, exists } = await checkOutFolder(outDir, { force });
  await mkdir(dirname(target), { recursive: true });
  const beside = await mkdtemp(join(dirname(target), `.${basename(target)}-new-`));
  try {
    // A temporary folder is its owner's alone; a site is for everyone whom the system lets see new folders.
    await chmod(beside, 0o777 & ~process.umask());
    await writeFiles(site, beside);
    await changePlaces(beside, target, exists);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return target;
}

/**
 * Whether a site may be written to a folder: to be asked before anything is spent on the site. Changes nothing.
 *
 * @returns the absolute path of the folder, links followed, and whether something stands there
 * @throws SiteWriteError when the folder may not be replaced
 */
export async function checkOutFolder(
  outDir: string,
  { force = false }: WriteOptions = {},
): Promise<{
  /** The absolute path of the folder, links followed. */
  target: string;
  /** Whether something stands there. */
  exists: boolean;
}> {
  const target = await realFolder(outDir);
  refuseProtected(target);
  const state = await checkTarget(target);
  if (state.status === 'foreign' && !force) {
    throw new SiteWriteError(
      'not-ours',
      `The folder ${target} ${state.because}. Choose another folder with --out, or replace it with --force.`,
    );
  }
  return { target, exists: state.status !== 'free' };
}

async function writeFiles(site: Site, folder: string): Promise<void> {
  for (const file of site.files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    // `wx` refuses to write a file twice, so two paths that a file system takes for one are an error, not a loss.
    await writeFile(path, await bytesOf(file), { flag: 'wx' });
  }
  const marker = {
    generator: 'phasegraph',
    files: Object.fromEntries(site.files.map((file) => [file.path, file.sha256])),
  };
  await writeFile(join(folder, markerName), `${JSON.stringify(marker, null, 2)}\n`, { flag: 'wx' });
}

/** Puts the new folder where the old one is; when that fails, the old one is back in its place. */
async function changePlaces(fresh: string, target: string, exists: boolean): Promise<void> {
  if (!exists) {
    await rename(fresh, target);
    return;
  }
  const old = `${fresh}-old`;
  await rename(target, old);
  try {
    await rename(fresh, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** No `--force` replaces the root, a home, or a folder that the caller stands in. */
function refuseProtected(target: string): void {
  const inside = (folder: string) =>
    folder === target || folder.startsWith(target.endsWith(sep) ? target : target + sep);
  const held = [homedir(), process.cwd()].find((folder) => inside(resolve(folder)));
  if (held !== undefined) {
    throw new SiteWriteError(
      'protected-folder',
      `The folder ${target} holds ${held}, and writing a site replaces the whole folder. Choose a folder of its own with --out.`,
    );
  }
}

/** The folder with symbolic links followed, so that a link stays a link. */
async function realFolder(outDir: string): Promise<string> {
  const path = resolve(outDir);
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}
