import type { ImageCall } from '@phasegraph/sandbox';
import sharp from 'sharp';

/** A picture of one colour: as large as it was asked for, and made in no time. */
export function plainPicture({ width, height }: ImageCall): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background: '#8a5a3c' } })
    .webp({ effort: 0 })
    .toBuffer();
}
