import type { ResourceDeclaration } from '../declare/resource.js';
import { PhasegraphError } from '../errors.js';
import type { Phase } from '../declare/phase.js';
import { fingerprintOf } from '../store/fingerprint.js';
import type { Resources } from './options.js';

/**
 * The fingerprint under which a task's result is recorded; `undefined`, when its inputs hold something that cannot
 * be recorded: then it is never reused.
 *
 * @param key the key of the task's item, `undefined` where the phase is not mapped
 */
export function fingerprintOfTask(
  phase: Phase,
  key: string | undefined,
  inputs: Readonly<Record<string, unknown>>,
  resources: Resources,
): string | undefined {
  try {
    return fingerprintOf({
      phase: phase.name,
      key,
      version: phase.version,
      code: phase.code,
      schemas: Object.fromEntries(Object.values(phase.outputs).map(({ name, schema }) => [name, schema])),
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [
          name,
          phase.inputs[name]?.kind === 'collect' ? withoutErrors(value) : value,
        ]),
      ),
      resources: Object.fromEntries(fingerprintsOf(phase, resources)),
    });
  } catch (error) {
    if (error instanceof PhasegraphError && error.code === 'unrecordable-value') return undefined;
    throw error;
  }
}

/**
 * What the calls of a phase's tasks go through, by its resources' fingerprints: what tasks of another one took and cost
 * says nothing of these. `undefined` for a phase that calls nothing.
 */
export function throughOf(phase: Phase, resources: Resources): string | undefined {
  const through = fingerprintsOf(phase, resources);
  return through.length === 0 ? undefined : JSON.stringify(through);
}

/** Of each resource that a phase uses what its results depend on, in the order of their names. */
function fingerprintsOf({ uses }: Phase, resources: Resources): [string, string | undefined][] {
  const used: readonly ResourceDeclaration[] = Object.values(uses);
  const entries = used.map(({ name, methods }): [string, string | undefined] => {
    const behind = resources[name];
    if (methods === undefined) return [name, behind?.fingerprint];
    return [
      `${name}: ${methods.toSorted().join()}`,
      behind?.fingerprintFor?.(methods) ?? behind?.fingerprint,
    ];
  });
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Of what failed only the keys count: the wording of an error must not make a join anew. */
function withoutErrors(collected: unknown): unknown {
  if (typeof collected !== 'object' || collected === null || !('failed' in collected)) return collected;
  const { failed } = collected;
  return {
    ...collected,
    failed: Array.isArray(failed) ? failed.map((item: { key: string }) => item.key) : failed,
  };
}
