import type { StyleSystem } from '../../style-system/artifact.js';
import { fallbackOf, fontFilesOf } from '../../style-system/font-files.js';

/** The faces of a style: its own files, and for each family a local face of the same width until they are there. */
export function fontFaces(style: StyleSystem): string {
  const own = fontFilesOf(style).map(
    ({ family, file, weights, widths, unicodeRange }) => `@font-face {
      font-family: '${family}';
      src: url('fonts/${file}') format('woff2');
      font-weight: ${weights};
      ${widths === null ? '' : `font-stretch: ${widths};`}
      font-display: swap;
      unicode-range: ${unicodeRange};
    }`,
  );
  const fallbacks = [...new Set([style.type.display, style.type.text])].map((family) => {
    const { local, sizeAdjust } = fallbackOf(family);
    return `@font-face { font-family: '${family} Fallback'; src: local('${local}'); size-adjust: ${sizeAdjust}; }`;
  });
  return [...own, ...fallbacks].join('\n');
}

/** The `font-family` of a family, with what stands in for it. */
export function fontStack(family: string): string {
  return `'${family}', '${family} Fallback', ${fallbackOf(family).generic}`;
}
