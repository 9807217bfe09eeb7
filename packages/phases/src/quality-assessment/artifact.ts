import { artifact } from '@phasegraph/engine';
import { z } from 'zod';

/** Everything that is checked on a finished site. */
export const qualityChecks = [
  'links',
  'headings',
  'landmarks',
  'images',
  'contrast',
  'weight',
  'empty-sections',
  'metadata',
  'external-requests',
  'claims',
] as const;

export const findingSchema = z.strictObject({
  check: z.enum(qualityChecks).describe('The check that found it'),
  severity: z
    .enum(['error', 'warning', 'note'])
    .describe('error: the site is wrong; warning: it should be better; note: worth knowing'),
  message: z.string().min(1).describe('What is wrong, where, and what next'),
  page: z.string().nullable().describe('The file that it is in, or null for the site as a whole'),
  phase: z.string().min(1).describe('The name of the phase that owns it'),
});

export const qualityReportSchema = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        check: z.enum(qualityChecks),
        examined: z.int().min(0).describe('How many things it looked at'),
        findings: z.int().min(0).describe('How many findings it made'),
      }),
    )
    .describe('What was checked'),
  findings: z.array(findingSchema).describe('The worst first'),
  counts: z.strictObject({ error: z.int().min(0), warning: z.int().min(0), note: z.int().min(0) }),
});

export type QualityCheck = (typeof qualityChecks)[number];
export type Finding = z.infer<typeof findingSchema>;
export type QualityReport = z.infer<typeof qualityReportSchema>;

export const qualityReport = artifact('qualityReport', qualityReportSchema, {
  description: 'What the checks of the finished site found, each finding with the phase that owns it',
});
