import type { Phase } from '../declare/phase.js';
import type { ResourceDeclaration } from '../declare/resource.js';
import type { Resources } from './options.js';

/**
 * What the calls of each phase go through, by the fingerprints of its resources: for `store.learnedDurations()`,
 * `store.learnedCosts()` and `habitsOf()`, since what one server or model took and cost says nothing of another one. Phases
 * that call nothing are left out.
 */
export function throughByPhase(phases: readonly Phase[], resources: Resources): ReadonlyMap<string, string> {
  return new Map(
    phases.flatMap((phase): [string, string][] => {
      const through = throughOf(phase, resources);
      return through === undefined ? [] : [[phase.name, through]];
    }),
  );
}

/** The same of one phase; `undefined` of one that calls nothing. */
export function throughOf(phase: Phase, resources: Resources): string | undefined {
  const fingerprints = fingerprintsOf(phase, resources);
  return fingerprints.length === 0 ? undefined : JSON.stringify(fingerprints);
}

/** Of each resource that a phase uses what its results depend on, in the order of their names. */
export function fingerprintsOf({ uses }: Phase, resources: Resources): [string, string | undefined][] {
  const used: readonly ResourceDeclaration[] = Object.values(uses);
  const fingerprints = used.map(({ name, methods }): [string, string | undefined] => {
    const behind = resources[name];
    if (methods === undefined) return [name, behind?.fingerprint];
    return [
      `${name}: ${methods.toSorted().join()}`,
      behind?.fingerprintFor?.(methods) ?? behind?.fingerprint,
    ];
  });
  return fingerprints.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
