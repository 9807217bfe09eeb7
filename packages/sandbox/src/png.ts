import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SHADES = 256;

/**
 * A plain picture for an image that nobody draws: a vertical gradient of one colour, which the prompt chooses.
 * Written by the PNG specification (third edition): 8-bit palette, one row filter, no interlacing.
 */
export function gradientPng(width: number, height: number, prompt: string): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // bits, palette colour, deflate, filters by row, not interlaced
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', shadesOf(crc32(prompt) % 360)),
    chunk('IDAT', deflateSync(rows(width, height), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row is a zero, for "no filter", and the same shade in every pixel. */
function rows(width: number, height: number): Buffer {
  const pixels = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    const start = y * (width + 1);
    pixels.fill(Math.floor((y * SHADES) / height), start + 1, start + 1 + width);
  }
  return pixels;
}

/** The palette: one hue from light to dark. */
function shadesOf(hue: number): Buffer {
  const palette = Buffer.alloc(SHADES * 3);
  for (let shade = 0; shade < SHADES; shade++) {
    const lightness = 0.85 - (0.5 * shade) / SHADES;
    palette.set(
      [0, 8, 4].map((offset) => channel(hue, lightness, offset)),
      shade * 3,
    );
  }
  return palette;
}

/** One channel of a colour of 45% saturation (CSS Color 4, "HSL to RGB"). */
function channel(hue: number, lightness: number, offset: number): number {
  const k = (offset + hue / 30) % 12;
  const amplitude = 0.45 * Math.min(lightness, 1 - lightness);
  return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
