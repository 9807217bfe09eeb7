/** From linear light to bytes: a soft shoulder for the highlights, a slight vignette, and a little grain against banding. */
export interface Tone {
  compress(colour: Float64Array): void;
  write(colour: Float64Array, x: number, y: number, pixels: Uint8Array): void;
}

const SHOULDER = 0.72;
const TABLE_SIZE = 4096;

export function toneOf(width: number, height: number): Tone {
  const bytes = encodingTable();
  return {
    compress(colour) {
      for (let part = 0; part < 3; part++) {
        const level = colour[part]!;
        if (level > SHOULDER)
          colour[part] = SHOULDER + (1 - SHOULDER) * (1 - Math.exp(-(level - SHOULDER) / (1 - SHOULDER)));
      }
    },
    write(colour, x, y, pixels) {
      const dx = x / width - 0.5;
      const dy = y / height - 0.5;
      const shade = 1 - 0.16 * (dx * dx + dy * dy);
      const grain = (grainAt(x, y) - 0.5) * 2.6;
      const at = (y * width + x) * 3;
      for (let part = 0; part < 3; part++) {
        const level = Math.max(0, Math.min(1, colour[part]! * shade));
        pixels[at + part] = Math.max(
          0,
          Math.min(255, Math.round(bytes[Math.round(level * TABLE_SIZE)]! + grain)),
        );
      }
    },
  };
}

/** The sRGB transfer curve, in 255ths. */
function encodingTable(): Float32Array {
  return Float32Array.from({ length: TABLE_SIZE + 1 }, (_, index) => {
    const level = index / TABLE_SIZE;
    return 255 * (level <= 0.0031308 ? level * 12.92 : 1.055 * Math.pow(level, 1 / 2.4) - 0.055);
  });
}

function grainAt(x: number, y: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}
