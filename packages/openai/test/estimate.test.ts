import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countTokens } from '../src/count-tokens.js';
import { estimateImage, estimateText } from '../src/estimate.js';

describe('countTokens', () => {
  it.each([
    ['', 0],
    ['hello world', 2],
    ['Sourdough since 1912, baked every night.', 12],
    ['{"title":"Bread","lines":["a","b"]}', 12],
    // As text, not as the one control token that it names.
    ['<|endoftext|>', 7],
  ])('counts %j as the models do', async (text, tokens) => {
    expect(await countTokens(text)).toBe(tokens);
  });

  it('refuses nothing, and counts no more tokens than bytes', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<|endoftext|>', '<|im_start|>', '\ud800', '\udc00', '\0', '👩‍👩‍👧‍👦'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const text = pieces.join('');
        const tokens = await countTokens(text);
        expect(tokens).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
        expect(tokens).toBeLessThanOrEqual(Buffer.byteLength(text));
      }),
    );
  });

  it('counts a long text in pieces, hardly more than whole', async () => {
    const sentence = 'The oven is lit at three, and the first loaves leave it at five. ';
    const [once, often] = [await countTokens(sentence), await countTokens(sentence.repeat(500))];
    expect(often / 500).toBeGreaterThan(once - 1);
    expect(often / 500).toBeLessThan(once * 1.01);
  });
});

describe('estimateText', () => {
  const sent = { instructions: 'hello world', turns: [{ content: 'hello world' }], schema: undefined };

  it('is the tokens of every message with what stands around it, and the cap of the answer', async () => {
    expect(await estimateText({ ...sent, maxOutputTokens: 100 })).toEqual({
      inputTokens: 2 + 4 + (2 + 4) + 3,
      outputTokens: 100,
      output: 'cap',
      images: 0,
    });
  });

  it('counts the schema that goes with it', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } } };
    const [plain, strict] = [
      await estimateText({ ...sent, maxOutputTokens: 1 }),
      await estimateText({ ...sent, schema, maxOutputTokens: 1 }),
    ];
    expect(strict.inputTokens).toBeGreaterThan(plain.inputTokens + 10);
  });
});

describe('estimateImage', () => {
  const square = { width: 1024, height: 1024 };
  const wide = { width: 1536, height: 1024 };

  it.each([
    ['gpt-image-1', 'low', square, 272, 'expected'],
    ['gpt-image-1', 'medium', wide, 1568, 'expected'],
    ['gpt-image-2', 'high', wide, 5488, 'expected'],
    ['chatgpt-image-latest', 'medium', square, 1056, 'expected'],
    ['dall-e-3', 'high', square, 0, 'expected'],
    ['house-painter', 'medium', square, 1056, 'unknown'],
  ] as const)('is one image, the tokens of its prompt and of its pixels: %s, %s', async (...row) => {
    const [model, quality, size, outputTokens, output] = row;
    const estimate = await estimateImage({ prompt: 'hello world', model, picture: { ...size, quality } });
    expect(estimate).toEqual({ inputTokens: 6, outputTokens, output, images: 1 });
  });
});
