import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { gradientPng } from '../src/png.js';

describe('gradientPng', () => {
  it('is a valid PNG of its size, and lets the prompt choose the colour', () => {
    const chunks = chunksOf(gradientPng(7, 5, 'a loaf'));
    expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
    expect(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))).toHaveLength((7 + 1) * 5);
    expect(chunks.get('PLTE')).not.toEqual(chunksOf(gradientPng(7, 5, 'a roll')).get('PLTE'));
  });
});

/** Reads the chunks back by the specification, checking each one's sum. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
    at += length + 12;
  }
  return chunks;
}
