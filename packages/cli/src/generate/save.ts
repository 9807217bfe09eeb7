import { site, writeSite } from '@phasegraph/phases';
import type { RunReport } from '@phasegraph/engine';
import type { GenerateOptions } from './options.js';
import type { Job } from './prepare.js';
import type { WrittenSite } from './run-end.js';

/** Writes the site if it was asked for and made, whole or not at all. */
export async function saveSite(
  report: RunReport,
  { targets, outDir }: Job,
  { force }: Pick<GenerateOptions, 'force'>,
): Promise<WrittenSite | null> {
  if (!targets.includes(site.name) || !report.has(site)) return null;
  const { files } = report.value(site);
  await writeSite({ files }, outDir, { force });
  return { path: outDir, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}
