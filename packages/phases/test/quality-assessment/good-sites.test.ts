import { describe, expect, it } from '@jest/globals';
import { qualityReportSchema } from '../../src/quality-assessment/artifact.js';
import { assessSite } from '../../src/quality-assessment/assess.js';
import { exampleBrief, exampleNames } from '../image-planning/inputs.js';
import { siteByRule } from './example-site.js';

describe('assessSite', () => {
  it.each(exampleNames)('finds nothing on the site that the rules make of the %s', async (name) => {
    const brief = exampleBrief(name);
    const report = await assessSite(await siteByRule(brief), brief);
    expect(qualityReportSchema.parse(report)).toEqual(report);
    expect(report.findings).toEqual([]);
    for (const { examined, check } of report.checks) expect([check, examined > 0]).toEqual([check, true]);
    for (const { area, score } of report.areas) expect([area, score]).toEqual([area, 100]);
  });
});
