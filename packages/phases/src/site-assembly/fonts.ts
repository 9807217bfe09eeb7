import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fontFolder } from '../code-generation/asset-paths.js';
import type { StyleSystem } from '../style-system/artifact.js';
import { fontFilesOf } from '../style-system/font-files.js';
import type { SiteFile } from './artifact.js';
import { binaryFile, textFile } from './site-file.js';

const require = createRequire(import.meta.url);

/** The font files of a style with their licences, copied from the packages that they come in. */
export function fontAssets(style: StyleSystem): SiteFile[] {
  const fonts = fontFilesOf(style);
  const licences = new Map(fonts.map((font) => [font.package, font.family]));
  return [
    ...fonts.map((font) =>
      binaryFile(
        `${fontFolder}/${font.file}`,
        readFileSync(require.resolve(`${font.package}/files/${font.file}`)),
      ),
    ),
    ...[...licences].map(([name, family]) =>
      textFile(
        `${fontFolder}/LICENSE-${family.replaceAll(' ', '-')}.txt`,
        readFileSync(require.resolve(`${name}/LICENSE`), 'utf8'),
      ),
    ),
  ];
}
