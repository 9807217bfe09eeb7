import { errors } from '../errors.js';
import { artifactOf } from './input.js';
import type { Inputs } from './input.js';
import type { Outputs } from './phase.js';

/**
 * What the compiler sees to does not hold for phases from JavaScript, or of modules that import each other.
 *
 * @throws PhasegraphError `invalid-declaration` when a phase gives nothing, or something that it takes or gives cannot be
 */
export function checkInputsAndOutputs(phase: string, inputs: Inputs, outputs: Outputs): void {
  let gives = false;
  for (const name in inputs) {
    const input = inputs[name];
    check(phase, 'inputs', name, typeof input === 'object' && input !== null ? artifactOf(input) : undefined);
  }
  for (const name in outputs) {
    gives = true;
    check(phase, 'outputs', name, outputs[name]);
  }
  if (gives) return;
  throw errors.invalidDeclaration(
    `Phase "${phase}" gives nothing, so nothing ever needs it to run`,
    'give it an output that says what it did',
  );
}

function check(phase: string, where: 'inputs' | 'outputs', name: string, found: unknown): void {
  if (name === '__proto__') {
    // To be set on an object it is the object's prototype.
    throw errors.invalidDeclaration(
      `Phase "${phase}" takes or gives something under the name "__proto__"`,
      'use another name',
    );
  }
  if (typeof found === 'object' && found !== null && 'kind' in found) {
    if (found.kind === 'artifact' || found.kind === 'list') return;
  }
  throw errors.invalidDeclaration(
    `Phase "${phase}" has ${where}.${name}, which is no artifact`,
    'declare it with artifact() or artifactList(), in a module that does not import this one',
  );
}
