import type { Brief } from '../brief/schema.js';
import type { Site } from '../site-assembly/artifact.js';
import { qualityAreas } from './artifact.js';
import type { Finding, QualityReport } from './artifact.js';
import type { Check, Outcome } from './check.js';
import { claimsCheck } from './checks/claims.js';
import { contrastCheck } from './checks/contrast.js';
import { emptySectionsCheck } from './checks/empty-sections.js';
import { externalRequestsCheck } from './checks/external-requests.js';
import { headingsCheck } from './checks/headings.js';
import { idsCheck } from './checks/ids.js';
import { imagesCheck } from './checks/images.js';
import { labelsCheck } from './checks/labels.js';
import { landmarksCheck } from './checks/landmarks.js';
import { languageCheck } from './checks/language.js';
import { linksCheck } from './checks/links.js';
import { metadataCheck } from './checks/metadata.js';
import { sitemapCheck } from './checks/sitemap.js';
import { structuredDataCheck } from './checks/structured-data.js';
import { weightCheck } from './checks/weight.js';
import { scoreOf } from './score.js';
import { readSite } from './site-reading.js';

/** All checks, in the order of `qualityChecks`. */
export const checks: readonly Check[] = [
  linksCheck,
  externalRequestsCheck,
  headingsCheck,
  landmarksCheck,
  imagesCheck,
  labelsCheck,
  idsCheck,
  languageCheck,
  contrastCheck,
  weightCheck,
  emptySectionsCheck,
  metadataCheck,
  structuredDataCheck,
  sitemapCheck,
  claimsCheck,
];

/** Runs every check over the files of a site. The same site and brief give the same report. */
export async function assessSite(site: Site, brief: Brief): Promise<QualityReport> {
  const read = readSite(site);
  const results = await Promise.all(
    checks.map(async (check) => ({ check, outcome: await check.run(read, brief) })),
  );
  const findings = results
    .flatMap(({ check, outcome }) =>
      outcome.findings.map((found): Finding => ({ check: check.name, ...found })),
    )
    .toSorted((one, other) => order[one.severity] - order[other.severity]);
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    checks: results.map(({ check: { name, area }, outcome: { examined, findings } }) => ({
      check: name,
      area,
      examined,
      findings: findings.length,
    })),
    areas: qualityAreas.map((area) => ({ area, score: scoreOf(outcomesIn(area, results)) })),
    findings,
    counts: { error: count('error'), warning: count('warning'), note: count('note') },
  };
}

const order = { error: 0, warning: 1, note: 2 } as const;

function outcomesIn(area: string, results: readonly { check: Check; outcome: Outcome }[]): Outcome[] {
  return results.filter(({ check }) => check.area === area).map(({ outcome }) => outcome);
}
