import type { Clock, Random } from '../clock.js';
import type { PhasegraphError } from '../errors.js';
import type { TaskEnd } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { Attempt } from './attempt.js';
import type { EventLog } from './event-log.js';
import type { Tasks } from './tasks.js';

/** What comes of a task's attempts, told once a task, but for backoffs. */
export interface AttemptOutcomes {
  /** Parses what an attempt returned: all of it fits, or nothing is given. */
  parse(task: number, returned: unknown): unknown[] | PhasegraphError;
  /** @param by the attempt that gave them; `undefined` for a fallback's */
  gave(task: number, outputs: readonly unknown[], end: GivenEnd, by?: Attempt): void;
  failed(task: number, error: PhasegraphError): void;
  /** It has nothing to do, as an attempt of it found out. */
  turnedOff(task: number, condition: PhasegraphError): void;
  /** The budget refused a call of the attempt that settles it: told before what came of that. */
  unpaid(task: number, refusal: PhasegraphError): void;
  /** It was given up, and nothing of it is waited for any more. */
  cancelled(task: number): void;
  /** An attempt of it was told to stop, and has not ended in the grace time. */
  unheard(task: number): void;
  /** Its next attempt is due later, and until then it holds no slot. */
  backedOff(task: number): void;
  retryDue(task: number): void;
  /** It is slow, and may make another attempt when there is a slot for it. */
  hedgeDue(task: number): void;
  /** One of its attempts has ended, and another one goes on. */
  hedgeEnded(task: number): void;
  /** A bug of the engine. */
  crashed(error: unknown): void;
}

/** How the outputs of a task came about. */
export type GivenEnd = Extract<TaskEnd, { status: 'succeeded' | 'degraded' | 'reused' }>;

/** What attempts are made with. */
export interface AttemptMeans {
  readonly plan: Plan;
  readonly tasks: Tasks;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly random: Random;
  /** How long an aborted attempt has to end, in milliseconds. */
  readonly graceMs: number;
  /** Whether calls are made in the run: on a cassette they are not. */
  readonly mayCall: boolean;
  /** Whether a task has ended. */
  readonly hasEnded: (task: number) => boolean;
  /** The inputs of a task, for one attempt. */
  readonly inputsOf: (task: number) => Record<string, unknown>;
}
