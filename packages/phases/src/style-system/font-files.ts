import type { StyleSystem } from './artifact.js';

/** A font file of a family that ships with the generator. */
export interface FontFile {
  readonly family: string;
  /** Its name in the package and on the site. */
  readonly file: string;
  readonly subset: 'latin' | 'latin-ext';
  /** The weights that it covers, as CSS writes them. */
  readonly weights: string;
  /** The widths that it covers, as CSS writes them; null for one width. */
  readonly widths: string | null;
  readonly unicodeRange: string;
}

interface Family {
  readonly slug: string;
  /** The axis in the name of the file: the smallest file that has what the site uses. */
  readonly axis: 'wght' | 'wdth' | 'opsz';
  readonly weights: string;
  readonly widths: string | null;
  /** What is shown until the file is there, scaled to the same width. */
  readonly fallback: {
    readonly local: string;
    readonly generic: 'serif' | 'sans-serif';
    readonly sizeAdjust: string;
  };
}

const families: Readonly<Record<string, Family>> = {
  Fraunces: {
    slug: 'fraunces',
    axis: 'opsz',
    weights: '100 900',
    widths: null,
    fallback: { local: 'Times New Roman', generic: 'serif', sizeAdjust: '108%' },
  },
  Newsreader: {
    slug: 'newsreader',
    axis: 'opsz',
    weights: '200 800',
    widths: null,
    fallback: { local: 'Times New Roman', generic: 'serif', sizeAdjust: '108%' },
  },
  'Bricolage Grotesque': {
    slug: 'bricolage-grotesque',
    axis: 'wght',
    weights: '200 800',
    widths: null,
    fallback: { local: 'Arial', generic: 'sans-serif', sizeAdjust: '102%' },
  },
  Archivo: {
    slug: 'archivo',
    axis: 'wdth',
    weights: '100 900',
    widths: '62% 125%',
    fallback: { local: 'Arial', generic: 'sans-serif', sizeAdjust: '117%' },
  },
  'Space Grotesk': {
    slug: 'space-grotesk',
    axis: 'wght',
    weights: '300 700',
    widths: null,
    fallback: { local: 'Arial', generic: 'sans-serif', sizeAdjust: '110%' },
  },
  'Instrument Sans': {
    slug: 'instrument-sans',
    axis: 'wght',
    weights: '400 700',
    widths: null,
    fallback: { local: 'Arial', generic: 'sans-serif', sizeAdjust: '102%' },
  },
  Figtree: {
    slug: 'figtree',
    axis: 'wght',
    weights: '300 900',
    widths: null,
    fallback: { local: 'Arial', generic: 'sans-serif', sizeAdjust: '101%' },
  },
};

/** The characters of a file; a browser fetches the second only for a page that needs it. */
const unicodeRanges = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
} as const;

/** The files of a style's two families, the Latin ones first. */
export function fontFilesOf(style: StyleSystem): FontFile[] {
  const names = [...new Set([style.type.display, style.type.text])];
  return (['latin', 'latin-ext'] as const).flatMap((subset) =>
    names.map((family): FontFile => {
      const { slug, axis, weights, widths } = familyOf(family);
      return {
        family,
        file: `${slug}-${subset}-${axis}-normal.woff2`,
        subset,
        weights,
        widths,
        unicodeRange: unicodeRanges[subset],
      };
    }),
  );
}

/** What stands in for a family until its file is there. */
export function fallbackOf(family: string): Family['fallback'] {
  return familyOf(family).fallback;
}

function familyOf(name: string): Family {
  const family = families[name];
  if (family === undefined) {
    throw new Error(
      `The font family "${name}" does not ship with the generator; use one of ${Object.keys(families).join(', ')}`,
    );
  }
  return family;
}
