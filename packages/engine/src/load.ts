import { faultsOfPhase } from './declare/faults.js';
import { isPhase } from './declare/fields.js';
import type { Phase } from './declare/phase.js';
import { errors } from './errors.js';

/**
 * The phases of a module that was loaded at run time: its export `phases`, or its default export, a phase or a list of
 * phases. What the compiler would say of them, `pipeline.with(...phasesOf(module))` says as problems.
 *
 * @param from where the module was loaded from, for messages
 * @throws PhasegraphError `invalid-declaration` when there are none, or something else stands among them
 */
export function phasesOf(module: unknown, from = 'The module'): Phase[] {
  const exported = exportOf(module, 'phases') ?? exportOf(module, 'default');
  const list: unknown[] = Array.isArray(exported) ? exported : exported === undefined ? [] : [exported];
  if (list.length === 0) {
    throw errors.invalidDeclaration(
      `${from} has no phases`,
      'export them as `phases`, a list of what definePhase() returned',
    );
  }
  const faults = list.flatMap((entry, at) =>
    isPhase(entry) ? [] : faultsOfPhase(entry, `What stands at place ${at} of the phases of ${from}`),
  );
  if (faults.length > 0) throw errors.invalidDeclarations(from, faults);
  // Looked at above, one by one.
  return list as Phase[];
}

function exportOf(module: unknown, name: string): unknown {
  return typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
}
