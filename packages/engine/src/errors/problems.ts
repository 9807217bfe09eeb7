import { PhasegraphError } from './phasegraph-error.js';

/** All problems of a pipeline at once. */
export class InvalidPipelineError extends PhasegraphError {
  /** All of them, in the order in which they were found. */
  readonly problems: readonly Problem[];

  constructor(pipeline: string, problems: readonly Problem[]) {
    super(
      'invalid-pipeline',
      `Pipeline "${pipeline}" has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n` +
        listOf(problems),
    );
    this.problems = problems;
  }
}

/** All problems of what a run is given at once. */
export class InvalidGivenError extends PhasegraphError {
  /** All of them: names first, then values in the order of the plan. */
  readonly problems: readonly GivenProblem[];

  constructor(pipeline: string, problems: readonly GivenProblem[]) {
    const [first] = problems;
    super(
      'invalid-given',
      first !== undefined && problems.length === 1
        ? first.message
        : `What the run of "${pipeline}" is given has ${problems.length} problems:\n${listOf(problems)}`,
    );
    this.problems = problems;
  }
}

/** One fault of a declaration. A check reports all of them. */
export interface Problem {
  /** What kind of fault it is, as a name to branch on. */
  readonly code:
    | 'no-phase'
    | 'no-artifact'
    | 'duplicate-phase'
    | 'duplicate-producer'
    | 'missing-producer'
    | 'cycle'
    | 'conflicting-artifact'
    | 'unkeyed-list'
    | 'single-from-mapped'
    | 'mixed-origins'
    | 'early-list'
    | 'no-list'
    | 'unhandled-failures'
    | 'unknown-target'
    | 'unknown-override'
    | 'unknown-replacement'
    | 'unknown-phase'
    | 'unknown-resource';
  /** What, where, what next. */
  readonly message: string;
  /** The phases that it concerns. */
  readonly phases: readonly string[];
}

/** One fault of what a run is given, or of its overrides. */
export interface GivenProblem {
  /** What kind of fault it is, as a name to branch on. */
  readonly code: 'unknown-name' | 'missing-value' | 'invalid-value' | 'invalid-key' | 'duplicate-key';
  /** What, where, what next. */
  readonly message: string;
  /** The name of the artifact; of an unknown one, the name that was used. */
  readonly artifact: string;
  /** The place of the item in a list, counted from 0; `undefined`, when it is not about an item. */
  readonly item: number | undefined;
}

/** One fault of a declaration or an option, in two halves of a sentence. */
export interface Fault {
  /** What is wrong, and where. */
  readonly what: string;
  /** What to do about it. */
  readonly next: string;
}

/** One fault as a sentence, several as a list. */
export function sentencesOf(where: string, faults: readonly Fault[]): string {
  const problems = faults.map(({ what, next }) => ({ message: `${what}; ${next}.` }));
  const [first] = problems;
  if (first !== undefined && problems.length === 1) return first.message;
  return `${where} has ${problems.length} problems:\n${listOf(problems)}`;
}

/** A line a problem; the further lines of one stand below its first. */
function listOf(problems: readonly { readonly message: string }[]): string {
  return problems.map(({ message }) => `  - ${message.replaceAll('\n', '\n    ')}`).join('\n');
}
