import { describe, expect, it } from '@jest/globals';
import { images, website } from '../../src/index.js';
import { chooseImages } from '../../src/image-planning/offline.js';
import { imageChoicesAnswer } from '../../src/image-planning/phase.js';
import type { ImageTask } from '../../src/image-planning/task.js';
import { scriptedModel } from '../scripted-model.js';
import { exampleBrief } from './inputs.js';

describe('image-planning', () => {
  it('hands each picture on as soon as it is chosen, and fills by rule what is not', async () => {
    const model = scriptedModel({
      object: ({ name, input }) => {
        if (name !== imageChoicesAnswer.name) return undefined;
        // The phase sends the task of its rule as it is.
        const { images: choices } = chooseImages(input as ImageTask);
        const [first, second] = choices;
        return { images: [{ ...first, slot: 'nowhere' }, second, { ...second, alt: 'Again' }] };
      },
    });
    const report = await website.run(
      { brief: exampleBrief('bakery') },
      { resources: { model: model.resource }, targets: [images] },
    );
    expect(report.status).toBe('succeeded');
    const slots = report.value(images).length;
    const story = report.events.flatMap((event) => {
      if (event.type === 'item-emitted' && event.list === 'imagePlans') return ['emitted'];
      if (event.type === 'attempt-started' && event.task.startsWith('image-generation[')) return ['begun'];
      return event.type === 'item-ignored' ? ['ignored'] : [];
    });
    expect(story.slice(0, 3)).toEqual(['emitted', 'begun', 'emitted']);
    expect(story.filter((step) => step === 'emitted')).toHaveLength(slots);
    expect(slots).toBeGreaterThan(2);
    expect(story).not.toContain('ignored');
  });
});
