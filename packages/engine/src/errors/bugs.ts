import { PhasegraphError } from './phasegraph-error.js';

/** Of the engine itself. */
export const bugErrors = {
  internal: (message: string, story: readonly string[] = []): PhasegraphError =>
    new PhasegraphError('internal', ['Internal error: ' + message, ...story].join('\n  ')),
};

/** For the end of a switch over a closed union: a member that nobody handled is a bug. */
export function unreachable(value: never): never {
  throw bugErrors.internal(`nothing handles ${JSON.stringify(value)}`);
}
