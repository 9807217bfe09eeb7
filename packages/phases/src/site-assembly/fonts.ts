import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fontFolder } from '../code-generation/asset-paths.js';
import type { StyleSystem } from '../style-system/artifact.js';
import { fontFilesOf } from '../style-system/font-files.js';
import type { SiteFile } from './artifact.js';
import { binaryFile, textFile } from './site-file.js';

const require = createRequire(import.meta.url);

/** Where the licence of each family is, in the package that the family comes in. */
const licences: Readonly<Record<string, string>> = {
  Archivo: require.resolve('@fontsource-variable/archivo/LICENSE'),
  'Bricolage Grotesque': require.resolve('@fontsource-variable/bricolage-grotesque/LICENSE'),
  Figtree: require.resolve('@fontsource-variable/figtree/LICENSE'),
  Fraunces: require.resolve('@fontsource-variable/fraunces/LICENSE'),
  'Instrument Sans': require.resolve('@fontsource-variable/instrument-sans/LICENSE'),
  Newsreader: require.resolve('@fontsource-variable/newsreader/LICENSE'),
  'Space Grotesk': require.resolve('@fontsource-variable/space-grotesk/LICENSE'),
};

/** The font files of a style with their licences, copied from the packages that they come in. */
export function fontAssets(style: StyleSystem): SiteFile[] {
  const fonts = fontFilesOf(style);
  const families = [...new Set(fonts.map((font) => font.family))];
  return [
    ...fonts.map(({ family, file }) =>
      binaryFile(`${fontFolder}/${file}`, readFileSync(join(dirname(licenceOf(family)), 'files', file))),
    ),
    ...families.map((family) =>
      textFile(
        `${fontFolder}/LICENSE-${family.replaceAll(' ', '-')}.txt`,
        readFileSync(licenceOf(family), 'utf8'),
      ),
    ),
  ];
}

function licenceOf(family: string): string {
  const path = licences[family];
  if (path === undefined)
    throw new Error(`The font family "${family}" has no package; add it to the licences in fonts.ts`);
  return path;
}
