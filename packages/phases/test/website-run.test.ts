import { describe, expect, it } from '@jest/globals';
import { qualityReport, site } from '../src/index.js';
import { website } from '../src/website.js';
import { exampleBrief } from './image-planning/inputs.js';
import { scriptedModel } from './scripted-model.js';

const brief = exampleBrief('bakery');

describe('a run of the website', () => {
  it('makes a site without findings, asking the model for all that it chooses', async () => {
    const { resource, asked } = scriptedModel();
    const report = await website.run({ brief }, { resources: { model: resource } });
    expect(report.status).toBe('succeeded');
    expect(report.value(qualityReport).findings).toEqual([]);
    expect(new Set(asked)).toEqual(
      new Set([
        'design_strategy',
        'design_context',
        'section_plan',
        'style_choice',
        'layout_choice',
        'pages',
        'image_choices',
        'seo_choice',
        'section_copy',
        'page_metadata_choice',
        'image',
      ]),
    );
  });

  it('degrades phase by phase when every question fails for good, and the site is as complete', async () => {
    const { resource } = scriptedModel({
      object: () => {
        throw new Error('No answer today');
      },
    });
    const report = await website.run(
      { brief },
      // Without a wait between the attempts.
      { resources: { model: resource }, random: () => 0 },
    );
    expect(report.status).toBe('degraded');
    expect(report.value(qualityReport).findings).toEqual([]);
    const whole = await website.run({ brief }, { resources: { model: scriptedModel().resource } });
    expect(report.value(site).files.map(({ path }) => path)).toEqual(
      whole.value(site).files.map(({ path }) => path),
    );
  });
});
