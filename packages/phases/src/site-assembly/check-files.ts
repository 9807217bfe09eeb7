import type { SiteFile } from './artifact.js';
import { markerName } from './ours.js';
import { bytesOf, sha256 } from './site-file.js';

/** Everything that is wrong with the files of a site before one of them is written. */
export async function checkFiles(files: readonly SiteFile[]): Promise<string[]> {
  const taken = new Set<string>();
  const problems: string[] = [];
  // One after the other: no more than one picture is in memory at a time.
  for (const file of files) {
    const shown = JSON.stringify(file.path);
    if (!isInside(file.path)) problems.push(`the path ${shown} is not one inside of the folder`);
    // Some file systems take `A.html` and `a.html` for one file.
    const folded = file.path.toLowerCase();
    if (taken.has(folded) || folded === markerName) problems.push(`the path ${shown} is taken`);
    taken.add(folded);
    if (sha256(await bytesOf(file)) !== file.sha256)
      problems.push(`the contents of ${shown} are not those of its hash`);
  }
  return problems;
}

/**
 * Whether a path stays in the folder that it is joined to: plain names between single forward slashes. That leaves
 * out `..`, absolute paths, drive letters, backslashes, control characters and NUL.
 */
function isInside(path: string): boolean {
  return path.length <= 200 && path.split('/').every((name) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name));
}
