import type { Brief } from '../brief/schema.js';
import type { Finding, QualityArea, QualityCheck } from './artifact.js';
import type { ReadSite } from './site-reading.js';

/** A finding of a check, before the check's name is put on it. */
export type Found = Omit<Finding, 'check'>;

/** What a check returns. */
export interface Outcome {
  /** How many things it looked at. */
  readonly examined: number;
  readonly findings: readonly Found[];
}

/** A check of a finished site: computed from its files and the brief, and nothing else. */
export interface Check {
  readonly name: QualityCheck;
  readonly area: QualityArea;
  run(site: ReadSite, brief: Brief): Outcome | Promise<Outcome>;
}

/** One outcome from those of many things. */
export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    examined: outcomes.reduce((sum, { examined }) => sum + examined, 0),
    findings: outcomes.flatMap(({ findings }) => findings),
  };
}
