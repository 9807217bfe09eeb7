import { artifact } from '@phasegraph/engine';
import { z } from 'zod';

/** Everything that is checked on a finished site. */
const qualityChecks = [
  'links',
  'external-requests',
  'headings',
  'landmarks',
  'images',
  'labels',
  'ids',
  'language',
  'contrast',
  'weight',
  'empty-sections',
  'metadata',
  'structured-data',
  'sitemap',
  'claims',
] as const;

/** What a visitor, a search engine or the owner gets from a group of checks. */
export const qualityAreas = ['integrity', 'accessibility', 'performance', 'discovery', 'truth'] as const;

const findingSchema = z.strictObject({
  check: z.enum(qualityChecks).describe('The check that found it'),
  severity: z
    .enum(['error', 'warning', 'note'])
    .describe('error: the site is wrong; warning: it should be better; note: worth knowing'),
  message: z.string().min(1).describe('What is wrong, where, and what next'),
  page: z.string().nullable().describe('The file that it is in, or null for the site as a whole'),
  snippet: z
    .string()
    .max(200)
    .nullable()
    .describe('The piece of the page that it is about, or null where nothing stands'),
  phase: z.string().min(1).describe('The name of the phase that owns it'),
});

export const qualityReportSchema = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        /** The check. */
        check: z.enum(qualityChecks),
        /** The group that it counts for. */
        area: z.enum(qualityAreas),
        examined: z.int().min(0).describe('How many things it looked at'),
        findings: z.int().min(0).describe('How many findings it made'),
      }),
    )
    .describe('What was checked'),
  areas: z
    .array(
      z.strictObject({
        /** The group of checks. */
        area: z.enum(qualityAreas),
        score: z
          .int()
          .min(0)
          .max(100)
          .nullable()
          .describe(
            'The share of what was examined that stands, in percent; 100 only without errors and warnings; null where nothing was examined',
          ),
      }),
    )
    .describe('The checks in groups, with a score each'),
  findings: z.array(findingSchema).describe('The worst first'),
  /** How many findings there are of each severity. */
  counts: z.strictObject({
    /** The site is wrong. */
    error: z.int().min(0),
    /** It should be better. */
    warning: z.int().min(0),
    /** Worth knowing. */
    note: z.int().min(0),
  }),
});

export type QualityCheck = (typeof qualityChecks)[number];
export type QualityArea = (typeof qualityAreas)[number];
/** One thing that is wrong on a finished site, with the phase that owns it. */
export type Finding = z.infer<typeof findingSchema>;
/** What the checks of a finished site found. */
export type QualityReport = z.infer<typeof qualityReportSchema>;

export const qualityReport = artifact('qualityReport', qualityReportSchema, {
  description: 'What the checks of the finished site found, each finding with the phase that owns it',
});
