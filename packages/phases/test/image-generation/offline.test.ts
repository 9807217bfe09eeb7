import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { offlineImage } from '../../src/image-generation/offline.js';
import { writePrompt } from '../../src/image-planning/prompt.js';

const prompt = writePrompt({
  // A pattern: quick to draw. Scenes are tested where they are drawn.
  subject: 'contour lines of a map',
  scene: 'Seen from above.',
  role: 'subject',
  industry: 'cartography',
  palette: ['#2b2622', '#a6450f', '#d9b88f', '#4f8580', '#fdfaf6', '#f7f2ea'],
  width: 96,
  height: 72,
});

describe('offlineImage', () => {
  it.each(['png', 'webp', 'jpeg'] as const)(
    'draws a prompt as %s in the size that is asked for',
    async (format) => {
      const bytes = await offlineImage({ prompt, width: 96, height: 72, format });
      expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 96, height: 72 });
    },
  );

  it('draws the same prompt the same way, and composes anew when only the scene is another', async () => {
    const size = { width: 48, height: 36, format: 'png' as const };
    const [one, again, other] = await Promise.all(
      [prompt, prompt, prompt.replace('Seen from above', 'Seen from the side')].map((text) =>
        offlineImage({ prompt: text, ...size }),
      ),
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('draws a prompt by another hand', async () => {
    const bytes = await offlineImage({ prompt: 'A mosaic of tiles', width: 64, height: 64, format: 'png' });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 64, height: 64 });
  });
});
