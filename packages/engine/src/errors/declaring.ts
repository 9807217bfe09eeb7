import { PhasegraphError } from './phasegraph-error.js';
import type { ErrorPlace, TaskPlace } from './phasegraph-error.js';
import { InvalidGivenError, InvalidPipelineError, sentencesOf } from './problems.js';
import type { Fault, GivenProblem, Problem } from './problems.js';

/** Of what is declared, and of what a run is given and told. */
export const declaringErrors = {
  invalidDeclaration: (what: string, next: string): PhasegraphError =>
    new PhasegraphError('invalid-declaration', `${what}; ${next}.`),

  /** All that is wrong with one declaration. */
  invalidDeclarations: (where: string, faults: readonly Fault[]): PhasegraphError =>
    new PhasegraphError('invalid-declaration', sentencesOf(where, faults)),

  asynchronousSchema: (place: ErrorPlace, artifact: string): AsynchronousSchemaError =>
    new AsynchronousSchemaError(
      'invalid-declaration',
      `The schema of "${artifact}"${place.task === undefined ? '' : `, which "${place.task}" gives,`} is asynchronous: ` +
        'a refine() or transform() in it returns a promise, and values are parsed where nothing can wait. ' +
        'Make it synchronous, and check what takes time in the run() of a phase.',
      place,
    ),

  asynchronousCondition: (place: TaskPlace): PhasegraphError =>
    new PhasegraphError(
      'invalid-declaration',
      `The condition of "${place.phase}" returns a promise, and whether a task has to run is decided where nothing can ` +
        'wait; make when() synchronous, and take what needs time from a phase before it.',
      place,
    ),

  invalidPipeline: (pipeline: string, problems: readonly Problem[]): InvalidPipelineError =>
    new InvalidPipelineError(pipeline, problems),

  invalidGiven: (pipeline: string, problems: readonly GivenProblem[]): InvalidGivenError =>
    new InvalidGivenError(pipeline, problems),

  invalidOption: (what: string, next: string): PhasegraphError =>
    new PhasegraphError('invalid-option', `${what}; ${next}.`),

  /** All that is wrong with the options of a run. */
  invalidOptions: (faults: readonly Fault[]): PhasegraphError =>
    new PhasegraphError('invalid-option', sentencesOf('A run', faults)),

  unknownResources: (users: ReadonlyMap<string, readonly string[]>): PhasegraphError =>
    new PhasegraphError(
      'unknown-resource',
      sentencesOf(
        'A run',
        Array.from(users, ([resource, phases]) => ({
          what: `The run has no resource "${resource}", which ${listed(phases)} use${phases.length === 1 ? 's' : ''}`,
          next: `pass it in run(given, { resources: { ${resource}: ... } })`,
        })),
      ),
    ),
};

/** Values of an artifact cannot be parsed, whichever they are. */
class AsynchronousSchemaError extends PhasegraphError {
  /** For retry policies: another attempt would end the same way. */
  readonly retryable = false;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
