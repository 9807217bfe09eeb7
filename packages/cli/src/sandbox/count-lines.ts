import type { SandboxReport } from '@phasegraph/sandbox';
import { countOf } from '../count-of.js';

/** What a sandbox has seen until its end, for people. */
export function countLines(report: SandboxReport): string[] {
  const total = Object.values(report.countsByStatus).reduce((sum, count) => sum + count, 0);
  if (total === 0) return ['Nobody called.'];
  const { total: violations, ...byLimit } = report.violations;
  const exceeded = Object.entries(byLimit).filter(([, count]) => count > 0);
  return [
    `${countOf(total, 'request')}: ${counted(report.countsByVerdict)}.`,
    ...Object.entries(report.countsByKey).map(([id, counts]) => `  ${id}: ${counted(counts)}`),
    violations === 0
      ? 'No limit was exceeded.'
      : `Limits were exceeded by ${countOf(violations, 'call')}: ${exceeded.map(([limit, count]) => `${limit} ${count}`).join(', ')}.`,
  ];
}

/** `9 served, 2 refused:tokens`, the most frequent first. */
function counted(counts: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(counts)
    .toSorted(([, one = 0], [, other = 0]) => other - one)
    .map(([verdict, count = 0]) => `${count.toLocaleString('en')} ${verdict}`)
    .join(', ');
}
