/* oxlint-disable typescript/no-non-null-assertion -- flat arrays of numbers, indexed by counts that were taken from them */
/** From linear light to bytes: a soft shoulder for the highlights, a slight vignette, and a little grain against banding. */
export interface Tone {
  /** How much of the light reaches the film at a pixel: a little less in the corners. */
  exposureAt(x: number, y: number): number;
  /** The sRGB value of a level of linear light, from 0 to 255, with its fraction. */
  develop(level: number): number;
  /** Adds the grain of a pixel and writes its three developed values. */
  write(colour: Float64Array, x: number, y: number, pixels: Uint8Array): void;
}

const SHOULDER = 0.72;
const TABLE_SIZE = 8192;
/** Light above this is white whatever it is. */
const BRIGHTEST = 4;

export function toneOf(width: number, height: number): Tone {
  const table = developingTable();
  return {
    exposureAt(x, y) {
      const dx = x / width - 0.5;
      const dy = y / height - 0.5;
      return 1 - 0.16 * (dx * dx + dy * dy);
    },
    // The table is spaced by square roots: dark tones are the ones that the eye tells apart.
    develop: (level) =>
      table[Math.round(Math.sqrt(level <= 0 ? 0 : level >= BRIGHTEST ? 1 : level / BRIGHTEST) * TABLE_SIZE)]!,
    write(colour, x, y, pixels) {
      const grain = (grainAt(x, y) - 0.5) * 2.6 + 0.5;
      const at = (y * width + x) * 3;
      for (let part = 0; part < 3; part++) {
        const value = colour[part]! + grain;
        pixels[at + part] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    },
  };
}

function developingTable(): Float32Array {
  return Float32Array.from({ length: TABLE_SIZE + 1 }, (_, index) => {
    const light = BRIGHTEST * (index / TABLE_SIZE) ** 2;
    const level =
      light <= SHOULDER
        ? light
        : SHOULDER + (1 - SHOULDER) * (1 - Math.exp(-(light - SHOULDER) / (1 - SHOULDER)));
    return 255 * (level <= 0.0031308 ? level * 12.92 : 1.055 * Math.pow(level, 1 / 2.4) - 0.055);
  });
}

function grainAt(x: number, y: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}
