import { describe, expect, it } from '@jest/globals';
import { definePipeline } from '@phasegraph/engine';
import { images } from '../../src/image-generation/artifact.js';
import { imageGenerationPhase } from '../../src/image-generation/phase.js';
import { imagePlans } from '../../src/image-planning/artifact.js';
import type { ImagePlan } from '../../src/image-planning/artifact.js';
import { writePrompt } from '../../src/image-planning/prompt.js';
import { styleSystem } from '../../src/style-system/artifact.js';
import { exampleStyle } from '../image-planning/inputs.js';
import { scriptedModel } from '../scripted-model.js';

const style = exampleStyle();
const size = { width: 320, height: 240 };

/** Plans of patterns, which are quick to draw. */
const plans = ['one', 'two', 'three'].map((key): ImagePlan => {
  const subject = `contour lines, number ${key}`;
  return {
    ...size,
    key,
    sectionKey: 'gallery',
    slot: key,
    subject,
    prompt: writePrompt({
      ...size,
      subject,
      scene: 'Seen from above.',
      role: 'detail',
      industry: 'maps',
      palette: style.palette,
    }),
    alt: 'Contour lines',
    path: `assets/images/${key}.webp`,
  };
});

const pipeline = definePipeline({
  name: 'pictures',
  given: { imagePlans, styleSystem },
  phases: [imageGenerationPhase],
});

async function runWith(image: NonNullable<Parameters<typeof scriptedModel>[0]>['image']) {
  const { resource, asked } = scriptedModel({ ...(image && { image }) });
  const report = await pipeline.run(
    { imagePlans: plans, styleSystem: style },
    // No wait between the attempts.
    { resources: { model: resource }, random: () => 0 },
  );
  return { report, asked, sources: report.value(images).map(({ key, source }) => [key, source]) };
}

describe('image-generation', () => {
  it('draws the one picture that fails for good, and takes the others from the model', async () => {
    const { report, asked, sources } = await runWith(({ prompt }) => {
      if (prompt.includes('number two')) throw new Error('Refused');
      return undefined;
    });
    expect(sources).toEqual([
      ['one', 'model'],
      ['two', 'drawn'],
      ['three', 'model'],
    ]);
    expect(report.status).toBe('degraded');
    expect(asked).toHaveLength(5);
  });

  it('asks again for a picture that comes back broken', async () => {
    let broken = 0;
    const { report, asked, sources } = await runWith(({ prompt }) => {
      if (!prompt.includes('number one') || broken === 2) return undefined;
      broken += 1;
      return new TextEncoder().encode('no picture');
    });
    expect(report.status).toBe('succeeded');
    expect(asked).toHaveLength(5);
    expect(sources.map(([, source]) => source)).toEqual(['model', 'model', 'model']);
  });

  it('asks for the size of the plan', async () => {
    const sizes: unknown[] = [];
    await runWith(({ width, height }) => {
      sizes.push([width, height]);
      return undefined;
    });
    expect(sizes).toEqual([
      [320, 240],
      [320, 240],
      [320, 240],
    ]);
  });
});
