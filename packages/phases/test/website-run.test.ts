import { describe, expect, it } from '@jest/globals';
import { qualityReport, site } from '../src/index.js';
import { website } from '../src/website.js';
import { exampleBrief } from './image-planning/inputs.js';
import { scriptedModel } from './scripted-model.js';

const brief = exampleBrief('bakery');

/** Everything that a run asks a model for. */
const questions = [
  'design_context',
  'design_strategy',
  'image',
  'image_choices',
  'layout_choice',
  'page_metadata_choice',
  'pages',
  'section_copy',
  'section_plan',
  'seo_choice',
  'style_choice',
];

describe('a run of the website', () => {
  it('makes the same site without findings with answers to every question and, degraded, with none', async () => {
    const answering = scriptedModel();
    const silent = scriptedModel({
      object: () => {
        throw new Error('No answer today');
      },
    });
    const whole = await website.run({ brief }, { resources: { model: answering.resource } });
    const degraded = await website.run(
      { brief },
      // Without a wait between the attempts.
      { resources: { model: silent.resource }, random: () => 0 },
    );
    expect([...new Set(answering.asked)].toSorted()).toEqual(questions);
    expect([whole.status, degraded.status]).toEqual(['succeeded', 'degraded']);
    for (const report of [whole, degraded]) expect(report.value(qualityReport).findings).toEqual([]);
    const paths = (report: typeof whole) => report.value(site).files.map(({ path }) => path);
    expect(paths(degraded)).toEqual(paths(whole));
  });
});
