import { PhasegraphError } from '../errors.js';
import type { Phase } from '../declare/phase.js';
import { fingerprintOf } from '../store/fingerprint.js';
import type { TaskWork } from '../store/fingerprint.js';
import type { Resources } from './options.js';
import { fingerprintsOf } from './through.js';

/**
 * The fingerprint under which a task's result is recorded; `undefined`, when its inputs hold something that cannot
 * be recorded: then it is never reused.
 *
 * @param place the key of the task's item, where the phase is mapped, and the way to a task that is inside of others
 */
export function fingerprintOfTask(
  phase: Phase,
  place: Pick<TaskWork, 'key' | 'path'>,
  inputs: Readonly<Record<string, unknown>>,
  resources: Resources,
): string | undefined {
  try {
    return fingerprintOf({
      phase: phase.name,
      ...place,
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

/** Of what failed only the keys count: the wording of an error must not make a join anew. */
function withoutErrors(collected: unknown): unknown {
  if (typeof collected !== 'object' || collected === null || !('failed' in collected)) return collected;
  const { failed } = collected;
  return {
    ...collected,
    failed: Array.isArray(failed) ? failed.map((item: { key: string }) => item.key) : failed,
  };
}
