import { systemClock, systemRandom } from '../clock.js';
import type { Clock } from '../clock.js';
import { unreachable } from '../errors.js';
import type { PhasegraphError, TaskPlace } from '../errors.js';
import type { RunStatus } from '../events.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import { Attempts } from './attempts.js';
import type { Attempt } from './attempt.js';
import type { AttemptOutcomes, GivenEnd } from './attempt-port.js';
import { askCondition } from './condition.js';
import type { Condition } from './condition.js';
import { ContextHost } from './context-host.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import { Endings } from './endings.js';
import { EventLog } from './event-log.js';
import type { GivenValue } from './given.js';
import { Giving } from './giving.js';
import { HandOn } from './hand-on.js';
import type { OnItem } from './hand-on.js';
import type { LoopOptions, MakeScheduler } from './loop-options.js';
import { LookAhead } from './look-ahead.js';
import { Pump } from './pump.js';
import type { Performer } from './pump.js';
import { Purse } from './purse.js';
import { runIdOf } from './run-id.js';
import { RunRecords, writtenBy } from './run-records.js';
import { runStarted } from './run-started.js';
import type { SchedulerEvent } from './scheduler.js';
import { capsOf } from './slots.js';
import { supplyGiven } from './supply-given.js';
import { Tasks } from './tasks.js';
import { RunValues } from './values.js';

/** What a run leaves behind. */
export interface RunResult {
  readonly status: RunStatus;
  readonly log: EventLog;
  readonly values: RunValues;
  /** Tasks with an attempt that was told to stop and did not. */
  readonly unresponsive: readonly string[];
}

/**
 * Runs a plan to its end. Performs what the scheduler decides and tells it what came of it: the only place of the
 * engine that waits.
 */
export class RunLoop implements AttemptOutcomes, Performer {
  readonly #plan: Plan;
  readonly #options: LoopOptions;
  readonly #clock: Clock;
  readonly #values: RunValues;
  readonly #tasks: Tasks;
  readonly #scheduler: ReturnType<MakeScheduler>;
  readonly log: EventLog;

  readonly #pump: Pump;
  readonly #records: RunRecords;
  readonly #host: ContextHost;
  readonly #attempts: Attempts;
  readonly #giving: Giving;
  readonly #endings: Endings;
  readonly #handOn: HandOn | undefined;
  readonly #lookAhead: LookAhead | undefined;
  readonly #purse: Purse | undefined;
  #finish: (() => void) | undefined;
  #crash: ((error: unknown) => void) | undefined;
  /** Settles when every task has ended. */
  readonly #ended: Promise<void>;

  constructor(
    plan: Plan,
    options: LoopOptions,
    schedule: MakeScheduler,
    onItem: OnItem | undefined,
    turnMs: number,
  ) {
    this.#ended = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#crash = reject;
    });
    this.#plan = plan;
    this.#options = options;
    const { clock = systemClock, random = systemRandom, resources = {}, within } = options;
    const written = writtenBy(options);
    this.#clock = clock;
    const values = new RunValues(plan, (task) => this.#endings.errorOf(task));
    const tasks = new Tasks(plan, values);
    [this.#values, this.#tasks] = [values, tasks];
    this.#scheduler = schedule(plan, capsOf(plan, options));
    const log = new EventLog(
      plan,
      { runId: within?.runId ?? runIdOf(clock, random), clock, tasks, values },
      {
        observer: options.onEvent,
        store: written,
        keeper: within === undefined ? written : undefined,
        onWriteFailure: (error) => {
          this.#stopForStore(error);
          within?.failStore(error);
        },
      },
    );
    this.log = log;
    const means = { plan, tasks, log, clock };
    const endings = new Endings(plan, { tasks, values, log });
    const records = new RunRecords({ ...means, options, within });
    const { recorder } = records;
    const inputsOf = (task: number): Record<string, unknown> => this.#inputsOf(task);
    this.#lookAhead = recorder && new LookAhead({ plan, tasks, recorder, inputsOf });
    const giving = new Giving(plan, { tasks, values, log, recorder });
    [this.#endings, this.#records, this.#giving] = [endings, records, giving];
    this.#handOn = onItem && new HandOn(plan, { tasks, values }, onItem);
    this.#purse = options.purse ?? (options.budget && new Purse(options.budget.usd));
    this.#host = new ContextHost({
      ...means,
      options,
      resources,
      records,
      endings,
      giving,
      within,
      share: options.share ?? Object.freeze({ weight: options.weight ?? 1 }),
      purse: this.#purse,
      emitted: (growth) => {
        this.#handOn?.grown(growth);
        this.#tell({ type: 'emitted', ...growth });
      },
    });
    this.#pump = new Pump(clock, log, this, turnMs);
    this.#attempts = new Attempts(
      {
        ...means,
        random,
        graceMs: options.graceMs ?? 5_000,
        mayCall: options.recorded !== 'cassette',
        hasEnded: (task) => this.#scheduler.hasEnded(task),
        inputsOf,
      },
      this.#host,
      this,
    );
  }

  async made(): Promise<RunValues> {
    await this.#ended;
    return this.#values;
  }

  async run(given: readonly GivenValue[]): Promise<RunResult> {
    const { signal } = this.#options;
    this.#records.begin();
    this.log.write(
      runStarted(this.#plan, this.#options.resources ?? {}, this.log.runId, this.#clock.wallTime()),
    );
    const abort = (): void => this.cancel(signal?.reason);
    // Before anything is there to start.
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    let missing: string[];
    let status: RunStatus;
    try {
      this.tellNow({ type: 'begin', items: supplyGiven(this.#plan, this.#values, given) });
      await this.#ended;
      this.#pump.stop();
      // Of what its tasks came to: a cancellation while the last attempts end changes nothing any more.
      missing = this.#endings.missingTargets();
      status = this.#endings.statusOf(missing);
      // Attempts that nobody waited for, being overtaken or out of time, may still use what is the run's.
      for (let quiet = this.#untilQuiet(); quiet !== undefined; quiet = this.#untilQuiet()) {
        await quiet;
        this.log.stamp();
      }
    } catch (error) {
      // Nobody is to wait for what will not come: neither other runs for what it has claimed, nor who follows the log.
      await this.#records.end('failed');
      await this.#records.close();
      this.log.close();
      throw error;
    } finally {
      this.#pump.stop();
      signal?.removeEventListener('abort', abort);
      this.#attempts.stop();
      this.#records.stop();
    }
    const { unresponsive } = this.#endings;
    // First, since what the run says of itself is to be true: what it made is on the disk.
    await this.#records.end(status);
    if (this.#endings.storeFailed) status = 'store-failed';
    const budget = this.#purse === undefined ? {} : { budget: this.#purse.report() };
    this.log.write({ type: 'run-ended', status, missing, unresponsive, ...budget });
    await this.#records.close();
    if (this.#endings.storeFailed) status = 'store-failed';
    this.log.close();
    return { status, log: this.log, values: this.#values, unresponsive };
  }

  /** Settles when what was told to stop has ended or had its time; `undefined`, when there is nothing to wait for. */
  #untilQuiet(): Promise<unknown> | undefined {
    const attempts = this.#attempts.untilQuiet();
    const { lingering } = this.#host;
    if (attempts === undefined && lingering.size === 0) return undefined;
    return Promise.all([attempts, ...lingering]);
  }

  /** Something happened now: what follows from it has this time. */
  tellNow(event: SchedulerEvent): void {
    this.log.stamp();
    this.#tell(event);
  }

  /** Tells the scheduler of something that happened at the time of the last stamp, and performs what follows. */
  #tell(event: SchedulerEvent): void {
    this.#pump.tell(event);
  }

  /** Somebody from outside wants something now. */
  command(event: SchedulerEvent): void {
    this.log.stamp();
    this.#pump.command(event);
  }

  decide(event: SchedulerEvent): Effects {
    return this.#scheduler.step(event);
  }

  perform(effects: Effects, at: number): void {
    const task = effects.subject(at);
    const kind = effects.kind(at);
    switch (kind) {
      case effect.create:
        this.#tasks.add(effects.detail(at), effects.extra(at), effects.tasks(at));
        this.log.tasksCreated(task, effects.tasks(at));
        break;
      case effect.start:
        this.#lookAhead?.before(effects, at);
        this.#startTask(task);
        break;
      case effect.skip:
        this.#endings.skip(task, effects.detail(at));
        break;
      case effect.reject:
        this.#endings.reject(task, effects.detail(at), effects.extra(at));
        break;
      case effect.drop:
        this.#attempts.drop(task);
        this.#endCancelled(task);
        break;
      case effect.abort:
        this.#attempts.giveUp(task, () => this.#endings.cancelError(task));
        break;
      case effect.close:
        this.#values.close(task);
        this.log.listClosed(task);
        break;
      case effect.turnOff:
        this.#endings.turnOff(task, effects.detail(at));
        break;
      case effect.hedge:
        if (this.#endings.cancelled || !this.#attempts.hedge(task)) this.#tell({ type: 'hedge-ended', task });
        break;
      case effect.enough:
        this.#values.settleCollection(this.#plan.wiring.baseSlot[task] ?? none);
        break;
      case effect.more:
        // What has started gets its turn before more does.
        queueMicrotask(() => this.tellNow({ type: 'go-on' }));
        break;
      case effect.finish:
        this.#finish?.();
        break;
      default:
        unreachable(kind);
    }
  }

  /** Made anew for each attempt: what one of them changes in its own is not the next one's. */
  #inputsOf(task: number): Record<string, unknown> {
    return this.#values.inputsOf(this.#tasks.phase.at(task), this.#tasks.item.at(task));
  }

  /** Begins an attempt, unless the task has nothing to do, or its result is recorded. */
  #startTask(task: number): void {
    // Cancelled since the step that starts it began.
    if (this.#endings.cancelled) return this.#dropStarted(task);
    const when = this.#plan.declared[this.#tasks.phase.at(task)]?.when;
    const inputs = this.#inputsOf(task);
    if (this.#tasks.attempts.at(task) === 0) {
      if (when !== undefined && !this.#hasToRun(task, when, inputs)) return;
      const taken = this.#records.recorder?.take(task, inputs);
      if (taken?.status === 'recorded') {
        const { outputs, usd } = taken;
        return this.gave(task, outputs, { status: 'reused', ...(usd !== undefined && { savedUsd: usd }) });
      }
      if (taken?.status === 'made-elsewhere' || taken?.status === 'store-busy') {
        this.#records.waitFor(task, taken, () => this.tellNow({ type: 'retry-due', task }));
        // Until then it holds no slot.
        return this.#tell({ type: 'backed-off', task });
      }
      // The store cannot be written to, as was found out just now.
      if (this.#endings.cancelled) return this.#dropStarted(task);
      this.#tasks.startedAtMs.set(task, this.log.atMs);
    }
    this.#attempts.start(task, inputs);
  }

  /** The run is cancelled. The scheduler is to know that first: to what needs the task it would be a failure. */
  #dropStarted(task: number): void {
    this.#tell({ type: 'cancel' });
    this.#endCancelled(task);
  }

  /** Asks a phase's condition; when it does not hold, or cannot say, the task has ended. */
  #hasToRun(task: number, when: Condition, inputs: Record<string, unknown>): boolean {
    const place = (): TaskPlace => this.#tasks.placeOf(task);
    const answer = askCondition(when, inputs, place);
    if (answer === false) {
      this.#endings.turnOff(task, this.#tasks.phase.at(task));
      this.#tell({ type: 'ended', task, as: 'turned-off' });
    } else if (answer !== true) this.failed(task, answer);
    return answer === true;
  }

  parse(task: number, returned: unknown): unknown[] | PhasegraphError {
    return this.#giving.parse(task, returned);
  }

  /** Everything that a task gives becomes visible in one step, and only then its end. */
  gave(task: number, outputs: readonly unknown[], end: GivenEnd, by?: Attempt): void {
    const grown = this.#giving.give(task, outputs);
    // Recorded before anything that builds on it starts: what was paid for is safe first.
    if (end.status === 'succeeded') this.#records.recorder?.save(task, outputs, by);
    this.#records.recorder?.end(task);
    if (end.status === 'degraded') this.#endings.degrade();
    this.log.taskEnded(task, end);
    // Before what starts now can make the lists grow further.
    for (const growth of grown) this.#handOn?.grown(growth);
    this.#handOn?.gave(task, outputs);
    for (const { list, items } of grown) this.#tell({ type: 'emitted', list, items });
    this.#tell({ type: 'ended', task, as: end.status });
  }

  failed(task: number, error: PhasegraphError): void {
    this.#records.recorder?.end(task);
    this.#endings.fail(task, error);
    this.#tell({ type: 'ended', task, as: 'failed' });
  }

  turnedOff(task: number, condition: PhasegraphError): void {
    this.#records.recorder?.end(task);
    this.#endings.turnOff(task, this.#tasks.phase.at(task), condition);
    this.#tell({ type: 'ended', task, as: 'turned-off' });
  }

  unpaid(task: number, refusal: PhasegraphError): void {
    this.#records.recorder?.leaveOut(task);
    this.#endings.fallShortOfBudget(refusal);
    this.#options.within?.unpaid(refusal);
  }

  cancelled(task: number): void {
    this.#endCancelled(task);
  }

  unheard(task: number): void {
    this.#endings.leaveBehind(task);
  }

  backedOff(task: number): void {
    this.#tell({ type: 'backed-off', task });
  }

  retryDue(task: number): void {
    this.tellNow({ type: 'retry-due', task });
  }

  hedgeDue(task: number): void {
    this.tellNow({ type: 'hedge-due', task });
  }

  hedgeEnded(task: number): void {
    this.#tell({ type: 'hedge-ended', task });
  }

  crashed(error: unknown): void {
    this.#crash?.(error);
  }

  /** The scheduler has dropped the task already, or waits to hear of the end of what it aborted. */
  #endCancelled(task: number): void {
    const dropped = this.#scheduler.hasEnded(task);
    this.#records.recorder?.end(task);
    this.#endings.cancel(task);
    if (!dropped) this.#tell({ type: 'ended', task, as: 'cancelled' });
  }

  cancel(reason?: unknown): void {
    if (this.#endings.cancelled) return;
    this.#endings.cancelRun(reason);
    // An observer that cancels does so in the middle of a step, whose end the scheduler is still to be told of.
    if (this.log.publishing) queueMicrotask(() => this.command({ type: 'cancel' }));
    else this.command({ type: 'cancel' });
  }

  /** Nothing more is started that could not be kept. */
  #stopForStore(error: unknown): void {
    this.#endings.failStore();
    if (this.#endings.cancelled) return;
    this.#endings.cancelRun(error);
    // It may have failed in the middle of a step, whose end the scheduler is still to be told of.
    queueMicrotask(() => this.command({ type: 'cancel' }));
  }
}
