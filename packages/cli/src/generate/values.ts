import type { RunReport } from '@phasegraph/engine';
import { qualityReport, site, website } from '@phasegraph/phases';

/**
 * The values of the targets that were asked for by name and made. The site goes to its folder and its quality report
 * has a place of its own, so neither is among them.
 */
export function valuesOf(report: RunReport, targets: readonly string[]): Record<string, unknown> {
  const artifacts = website.phases.flatMap((phase) => Object.values(phase.outputs));
  return Object.fromEntries(
    artifacts
      .filter((artifact) => targets.includes(artifact.name) && report.has(artifact))
      .filter((artifact) => artifact.name !== site.name && artifact.name !== qualityReport.name)
      .map((artifact) => [artifact.name, withoutBytes(report.value(artifact))]),
  );
}

/** Pixels in a line of JSON help nobody: their size stands for them. */
function withoutBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: value.byteLength };
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutBytes(part)]));
}
