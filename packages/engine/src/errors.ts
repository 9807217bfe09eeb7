import { bugErrors } from './errors/bugs.js';
import { callingErrors } from './errors/calling.js';
import { declaringErrors } from './errors/declaring.js';
import { runningErrors } from './errors/running.js';
import { storingErrors } from './errors/storing.js';

/** One factory an error, by what it is about: no message of the engine is written anywhere else. */
export const errors: typeof declaringErrors &
  typeof runningErrors &
  typeof callingErrors &
  typeof storingErrors &
  typeof bugErrors = {
  ...declaringErrors,
  ...runningErrors,
  ...callingErrors,
  ...storingErrors,
  ...bugErrors,
};

export { unreachable } from './errors/bugs.js';
export { PhasegraphError } from './errors/phasegraph-error.js';
export type { ErrorCode, ErrorPlace, TaskPlace } from './errors/phasegraph-error.js';
export { InvalidGivenError, InvalidPipelineError } from './errors/problems.js';
export type { Fault, GivenProblem, Problem } from './errors/problems.js';
export { messageOf } from './errors/thrown.js';
