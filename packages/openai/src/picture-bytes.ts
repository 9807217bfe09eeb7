import type { ImageFormat } from './client.js';

/** A picture as its bytes show it, or what is wrong with it. */
export type DecodedPicture =
  | { readonly status: 'whole'; readonly bytes: Uint8Array; readonly format: ImageFormat }
  | { readonly status: 'broken'; readonly problem: string };

/** Decodes a picture, and looks at its first and last bytes: whether it is one, of which format, and whole. */
export function decodePicture(base64: string): DecodedPicture {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64)) return broken('its image is not base64');
  const bytes = Buffer.from(base64, 'base64');
  const format = formats.find((one) => one.begins(bytes));
  if (format === undefined) return broken('the bytes of its image are no PNG, WebP or JPEG');
  if (!format.isWhole(bytes)) return broken(`its image, a ${format.name}, ends early`);
  return { status: 'whole', bytes: new Uint8Array(bytes), format: format.name };
}

function broken(problem: string): DecodedPicture {
  return { status: 'broken', problem };
}

interface Format {
  readonly name: ImageFormat;
  begins(bytes: Buffer): boolean;
  isWhole(bytes: Buffer): boolean;
}

const formats: readonly Format[] = [
  {
    name: 'png',
    begins: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
    // The last chunk has no data: its name and checksum end the file.
    isWhole: (bytes) => bytes.subarray(-8, -4).equals(Buffer.from('IEND')),
  },
  {
    name: 'jpeg',
    begins: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
    // Some encoders write something after the end marker.
    isWhole: (bytes) => bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0,
  },
  {
    name: 'webp',
    begins: (bytes) =>
      bytes.subarray(0, 4).equals(Buffer.from('RIFF')) && bytes.subarray(8, 12).equals(Buffer.from('WEBP')),
    isWhole: (bytes) => bytes.length >= bytes.readUInt32LE(4) + 8,
  },
];
