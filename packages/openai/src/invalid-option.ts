import { PhasegraphError } from '@phasegraph/engine';

/** An option of a pool that cannot be used. */
export function invalidOption(what: string, next: string): PhasegraphError {
  return new PhasegraphError('invalid-option', `${what}; ${next}.`);
}
