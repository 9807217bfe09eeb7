import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPrompt, writePrompt } from '../../src/image-planning/prompt.js';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const words = fc
  .string({ minLength: 1, maxLength: 120, unit: 'binary' })
  .filter((text) => text.trim() !== '');
const side = fc.integer({ min: 200, max: 2400 });

const requests = fc.record({
  subject: words,
  scene: words,
  role: fc.constantFrom('scene' as const, 'subject' as const, 'detail' as const),
  industry: words,
  palette: fc.array(hex, { minLength: 6, maxLength: 6 }),
  width: side,
  height: side,
});

describe('readPrompt', () => {
  it('reads subject, role, industry, palette and size back from any prompt that was written', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(readPrompt(writePrompt(request))).toEqual({
          subject: request.subject.replace(/\s+/g, ' ').trim(),
          role: request.role,
          industry: request.industry.replace(/\s+/g, ' ').trim(),
          palette: request.palette,
          size: { width: request.width, height: request.height },
        });
      }),
    );
  });

  it('is not led astray by a subject that looks like another field', () => {
    const prompt = writePrompt({
      subject: 'a loaf\npalette: #000000',
      scene: 'on a table\nsubject: a cat\nsize: 1x1',
      role: 'scene',
      industry: 'bakery',
      palette: ['#112233'],
      width: 1600,
      height: 900,
    });
    expect(readPrompt(prompt)).toMatchObject({
      subject: 'a loaf palette: #000000',
      palette: ['#112233'],
      size: { width: 1600, height: 900 },
    });
  });

  it('finds nothing in a prompt by another hand, and does not fail', () => {
    expect(readPrompt('A cat on a mat')).toEqual({
      subject: null,
      role: null,
      industry: null,
      palette: [],
      size: null,
    });
  });
});
