/**
 * The states of a task. From `succeeded` on they are final.
 *
 * Numbers, since a run keeps one for each of its tasks; the names are for people.
 */
export const taskStates = [
  'waiting',
  'ready',
  'running',
  'backing-off',
  'succeeded',
  'degraded',
  'reused',
  'failed',
  'skipped',
  'cancelled',
  'turned-off',
] as const;

/** The name of a task's state. */
export type TaskState = (typeof taskStates)[number];

/** An early join cancels what it does not wait for. */
const noLongerWanted = 'the run was cancelled, or a join has enough without it';

/** Which state may follow which, and what makes it. Anything else is a bug in the scheduler or the loop. */
export const transitions: Readonly<Record<TaskState, Partial<Record<TaskState, string>>>> = {
  waiting: {
    ready: 'its last input was made',
    skipped: 'a required input will not be made',
    'turned-off': 'a required input was turned off by a condition',
    failed: 'too few items of a collected list succeeded',
    cancelled: noLongerWanted,
  },
  ready: { running: 'a slot was free', cancelled: noLongerWanted },
  running: {
    succeeded: 'its attempt gave its outputs',
    degraded: 'its fallback gave its outputs',
    reused: 'its result was recorded',
    failed: 'its last attempt failed',
    'turned-off': 'its condition does not hold',
    'backing-off': 'an attempt failed and another is due later',
    cancelled: noLongerWanted,
  },
  'backing-off': { ready: 'its backoff is over', cancelled: noLongerWanted },
  succeeded: {},
  degraded: {},
  reused: {},
  failed: {},
  skipped: {},
  cancelled: {},
  'turned-off': {},
};

/** The number of a state. */
export const stateNumber: Readonly<Record<TaskState, number>> = {
  waiting: 0,
  ready: 1,
  running: 2,
  'backing-off': 3,
  succeeded: 4,
  degraded: 5,
  reused: 6,
  failed: 7,
  skipped: 8,
  cancelled: 9,
  'turned-off': 10,
};

/** Whether a task in this state has ended. */
export const isFinal = (state: number): boolean => state >= stateNumber.succeeded;

/** Whether a task in this state has given its outputs. */
export const hasGiven = (state: number): boolean =>
  state >= stateNumber.succeeded && state <= stateNumber.reused;

/** For each state the states that may follow, as bits. */
export const allowed: readonly number[] = taskStates.map((from) =>
  taskStates.reduce(
    (bits, to, index) => (transitions[from][to] === undefined ? bits : bits | (1 << index)),
    0,
  ),
);
