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
  return list.map((entry, at) => {
    if (isPhase(entry)) return entry;
    throw errors.invalidDeclaration(
      `${from} exports something at place ${at} of its phases that is no phase`,
      'export what definePhase() returned, of the same version of @phasegraph/engine',
    );
  });
}

function exportOf(module: unknown, name: string): unknown {
  return typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
}

/** What `definePhase` made is frozen and says so; a look-alike is not trusted to have the rest. */
function isPhase(value: unknown): value is Phase {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.isFrozen(value) &&
    Reflect.get(value, 'kind') === 'phase' &&
    typeof Reflect.get(value, 'name') === 'string' &&
    typeof Reflect.get(value, 'run') === 'function' &&
    typeof Reflect.get(value, 'inputs') === 'object' &&
    typeof Reflect.get(value, 'outputs') === 'object'
  );
}
