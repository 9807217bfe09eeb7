import { isNativeError } from 'node:util/types';
import { site, SiteWriteError, writeSite } from '@phasegraph/phases';
import type { RunReport } from '@phasegraph/engine';
import type { GenerateOptions } from './options.js';
import type { Job } from './prepare.js';
import type { WrittenSite } from './run-end.js';

/**
 * Writes the site if it was asked for and made, whole or not at all.
 *
 * @throws SiteWriteError, or Error when the file system refuses
 */
export async function saveSite(
  report: RunReport,
  { targets, outDir, storePath }: Job,
  { force = false }: Pick<GenerateOptions, 'force'>,
): Promise<WrittenSite | null> {
  if (!targets.includes(site.name) || !report.has(site)) return null;
  const { files } = report.value(site);
  try {
    await writeSite({ files }, outDir, { force });
  } catch (error) {
    if (error instanceof SiteWriteError || storePath === null) throw error;
    const why = isNativeError(error) ? error.message : String(error);
    throw new Error(
      `The site was made and could not be written to ${outDir}: ${why}. All of it is kept in ${storePath}: ` +
        'run the same command again when that is put right, or with another --out.',
      { cause: error },
    );
  }
  return { path: outDir, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}
