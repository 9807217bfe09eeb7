import { systemClock, systemRandom } from '../clock.js';
import type { Clock, Random } from '../clock.js';
import type { ListArtifact } from '../declare/artifact.js';
import { narrowClient } from '../declare/narrow.js';
import type { Phase } from '../declare/phase.js';
import type { CallReport, KeyChange, ResourceDeclaration, RunShare } from '../declare/resource.js';
import { errors, unreachable } from '../errors.js';
import type { PhasegraphError } from '../errors.js';
import type { RunStatus } from '../events.js';
import type { Plan } from '../plan/plan.js';
import { none } from '../plan/wiring.js';
import type { StoredBytes } from '../stored-bytes.js';
import type { Attempt, AttemptHost, InnerMeans } from './attempt.js';
import { Attempts, isThenable } from './attempts.js';
import type { AttemptOutcomes, GivenEnd } from './attempts.js';
import { onlyReport } from './call-report.js';
import { effect } from './effects.js';
import type { Effects } from './effects.js';
import { Endings } from './endings.js';
import { EventLog } from './event-log.js';
import type { GivenValue } from './given.js';
import { Giving } from './giving.js';
import { HandOn } from './hand-on.js';
import type { OnItem } from './hand-on.js';
import { keepBytes } from './keep-bytes.js';
import type { Resources, RunOptions } from './options.js';
import { Pump, longestTurnMs } from './pump.js';
import type { Performer } from './pump.js';
import { Purse } from './purse.js';
import { Recorder } from './recorder.js';
import { throughOf } from './through.js';
import { Scheduler } from './scheduler.js';
import type { SchedulerEvent } from './scheduler.js';
import { capsOf } from './slots.js';
import type { Caps } from './slots.js';
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

/** What decides what starts when. */
export type MakeScheduler = (plan: Plan, caps: Caps) => Pick<Scheduler, 'step' | 'hasEnded'>;

/** A run that is under way. */
export interface RunningPlan {
  readonly log: EventLog;
  /** Settles when the run has ended. Never rejects for what a phase does; a rejection is a bug of the engine. */
  readonly result: Promise<RunResult>;
  /** Settles when every task has ended: sooner than the result where attempts were told to stop and go on. */
  made(): Promise<RunValues>;
  /** Starts nothing more until `resume`; what runs goes on. */
  pause(): void;
  resume(): void;
  /** Starts nothing more and aborts what runs. */
  cancel(reason?: unknown): void;
}

/**
 * Runs a plan to its end. Performs what the scheduler decides and tells it what came of it: the only place of the
 * engine that waits.
 *
 * @param given the parsed values of `plan.given`
 * @param schedule makes the scheduler: tests put one there that is watched, or wrong on purpose
 * @param onItem told of each item of each list when it is made
 * @param turnMs how long it goes on before it lets the event loop turn, in milliseconds
 */
export function startPlan(
  plan: Plan,
  given: readonly GivenValue[],
  options: LoopOptions,
  schedule: MakeScheduler = (of, caps) => new Scheduler(of, caps),
  onItem?: OnItem,
  turnMs: number = longestTurnMs,
): RunningPlan {
  const loop = new RunLoop(plan, options, schedule, onItem, turnMs);
  return {
    log: loop.log,
    result: loop.run(given),
    made: () => loop.made(),
    pause: () => loop.command({ type: 'pause' }),
    resume: () => loop.command({ type: 'resume' }),
    cancel: (reason) => loop.cancel(reason),
  };
}

/** What a run is started with; one inside of another has the outer one's share of pools, and its purse. */
export type LoopOptions = RunOptions &
  Partial<Pick<InnerMeans, 'unpaid'>> & { readonly share?: RunShare; readonly purse?: Purse | undefined };

class RunLoop implements AttemptHost, AttemptOutcomes, Performer {
  readonly #plan: Plan;
  readonly #options: LoopOptions;
  readonly #resources: Resources;
  readonly #share: RunShare;
  readonly #purse: Purse | undefined;
  readonly #clock: Clock;
  readonly #values: RunValues;
  readonly #tasks: Tasks;
  readonly #scheduler: ReturnType<MakeScheduler>;
  readonly log: EventLog;

  readonly #pump: Pump;
  readonly #recorder: Recorder | undefined;
  readonly #attempts: Attempts;
  readonly #giving: Giving;
  readonly #endings: Endings;
  readonly #handOn: HandOn | undefined;
  #finish: (() => void) | undefined;
  #crash: ((error: unknown) => void) | undefined;
  /** Settles when every task has ended. */
  readonly #ended: Promise<void>;
  /** Tasks of which it is said that they wait for another run. */
  readonly #toldToWait = new Set<number>();
  /** Of pipelines that ran as phases: attempts inside that were told to stop and go on. */
  readonly #lingering = new Set<Promise<void>>();

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
    this.#resources = options.resources ?? {};
    this.#share = options.share ?? Object.freeze({ weight: options.weight ?? 1 });
    this.#purse = options.purse ?? (options.budget && new Purse(options.budget.usd));
    this.#clock = options.clock ?? systemClock;
    const random = options.random ?? systemRandom;
    this.#values = new RunValues(plan, (task) => this.#endings.errorOf(task));
    this.#tasks = new Tasks(plan, this.#values);
    this.#scheduler = schedule(plan, capsOf(plan, options));
    this.log = new EventLog(
      plan,
      {
        runId: runIdOf(this.#clock, random),
        clock: this.#clock,
        tasks: this.#tasks,
        values: this.#values,
      },
      {
        observer: options.onEvent,
        store: options.store,
        onWriteFailure: (error) => this.#stopForStore(error),
      },
    );
    this.#pump = new Pump(this.#clock, this.log, this, turnMs);
    this.#attempts = new Attempts(
      {
        plan,
        tasks: this.#tasks,
        log: this.log,
        clock: this.#clock,
        random,
        graceMs: options.graceMs ?? 5_000,
        hasEnded: (task) => this.#scheduler.hasEnded(task),
        inputsOf: (task) => this.#inputsOf(task),
      },
      this,
      this,
    );
    const { store } = options;
    const { log } = this;
    if (store !== undefined) {
      const { recorded: use = 'use' } = options;
      const means = { plan, resources: this.#resources, tasks: this.#tasks, log, clock: this.#clock, use };
      this.#recorder = new Recorder(store, means);
    }
    const [tasks, values, recorder] = [this.#tasks, this.#values, this.#recorder];
    this.#endings = new Endings(plan, { tasks, values, log });
    this.#giving = new Giving(plan, { tasks, values, log, recorder });
    this.#handOn = onItem && new HandOn(plan, { tasks, values }, onItem);
  }

  async made(): Promise<RunValues> {
    await this.#ended;
    return this.#values;
  }

  async run(given: readonly GivenValue[]): Promise<RunResult> {
    const { signal, store } = this.#options;
    const unwatch = store?.onWriteFailure((error) => this.log.writeFailed(error));
    this.#writeBeginning();
    const abort = (): void => this.cancel(signal?.reason);
    // Before anything is there to start.
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    this.tellNow({ type: 'begin', items: this.#supplyGiven(given) });
    let missing: string[];
    let status: RunStatus;
    try {
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
      // Who follows the log is not to wait for what will not come.
      this.log.close();
      throw error;
    } finally {
      this.#pump.stop();
      signal?.removeEventListener('abort', abort);
      this.#attempts.stop();
      this.#recorder?.stop();
    }
    this.#recorder?.writeDamage();
    const { unresponsive } = this.#endings;
    // First, since what the run says of itself is to be true: what it made is on the disk.
    this.log.record((recording) => recording.endRun(this.log.runId, status));
    if (store !== undefined) {
      await this.log.durable();
      this.log.stamp();
    }
    if (this.#endings.storeFailed) status = 'store-failed';
    const budget = this.#purse === undefined ? {} : { budget: this.#purse.report() };
    this.log.write({ type: 'run-ended', status, missing, unresponsive, ...budget });
    if (store !== undefined) await this.log.durable();
    if (this.#endings.storeFailed) status = 'store-failed';
    unwatch?.();
    this.log.close();
    return { status, log: this.log, values: this.#values, unresponsive };
  }

  /** Settles when what was told to stop has ended or had its time; `undefined`, when there is nothing to wait for. */
  #untilQuiet(): Promise<unknown> | undefined {
    const attempts = this.#attempts.untilQuiet();
    if (attempts === undefined && this.#lingering.size === 0) return undefined;
    return Promise.all([attempts, ...this.#lingering]);
  }

  #writeBeginning(): void {
    const { runId } = this.log;
    const plan = this.#plan;
    const resources = this.#resources;
    const { pipeline, targets } = plan;
    const wallTimeMs = this.#clock.wallTime();
    const { request } = this.#options;
    const asked = request === undefined ? {} : { request };
    this.log.record((store) => store.beginRun({ runId, pipeline, startedAtMs: wallTimeMs, ...asked }));
    this.log.write({
      type: 'run-started',
      runId,
      pipeline,
      targets,
      // Made when somebody reads it: of a plan of a hundred thousand phases it is the largest object of the log.
      get phases() {
        return plan.phases.map(({ name, phase, origin, after, takes, rank, estimateMs }) => {
          const through = throughOf(phase, resources);
          return {
            name,
            mapped: origin !== undefined,
            after,
            takes,
            rank,
            estimateMs,
            ...(through !== undefined && { through }),
          };
        });
      },
      wallTimeMs,
    });
  }

  /** Puts the given values in place and returns how many items each given list has. */
  #supplyGiven(given: readonly GivenValue[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const supplied of given) {
      const slot = this.#plan.io.slotOf.get(supplied.artifact.name);
      if (slot === undefined) continue;
      if ('value' in supplied) this.#values.setSingle(slot, supplied.value);
      else {
        const list = this.#plan.io.originOf[slot] ?? 0;
        this.#values.setItems(list, slot, supplied.items);
        counts.set(list, supplied.items.keys.length);
      }
    }
    return counts;
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
        this.log.write({
          type: 'list-closed',
          list: this.#listName(task),
          items: this.#values.itemCount(task),
          ...this.#giverOf(task),
        });
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
    const index = this.#tasks.phase.at(task);
    const phase = this.#declaredAt(index);
    const inputs = this.#inputsOf(task);
    if (this.#tasks.attempts.at(task) === 0) {
      if (phase.when !== undefined && !this.#hasToRun(task, phase.when, inputs)) return;
      const taken = this.#recorder?.take(task, inputs);
      if (taken?.status === 'recorded') {
        const { outputs, usd } = taken;
        return this.gave(task, outputs, { status: 'reused', ...(usd !== undefined && { savedUsd: usd }) });
      }
      if (taken?.status === 'made-elsewhere')
        return this.#lookAgain(task, `Run ${taken.run} is making the same on this store; waits for it.`);
      if (taken?.status === 'store-busy')
        return this.#lookAgain(
          task,
          'Another process is writing to the store, and that takes long; waits for it.',
        );
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

  /** Another run, or process, comes first: until it has, or has ended, the task holds no slot. */
  #lookAgain(task: number, message: string): void {
    if (!this.#toldToWait.has(task)) this.#writeLine(task, message);
    this.#toldToWait.add(task);
    this.#recorder?.lookLater(task, () => this.tellNow({ type: 'retry-due', task }));
    this.#tell({ type: 'backed-off', task });
  }

  /** Asks a phase's condition; when it does not hold, or cannot say, the task has ended. */
  #hasToRun(task: number, when: (inputs: never) => boolean, inputs: Record<string, unknown>): boolean {
    try {
      // Erased like `run`.
      const holds: unknown = when(inputs as never);
      if (isThenable(holds)) {
        // Nobody waits for it, and its failure would be nobody's.
        holds.then(undefined, () => undefined);
        throw errors.asynchronousCondition(this.#tasks.placeOf(task));
      }
      if (holds) return true;
      this.#endings.turnOff(task, this.#tasks.phase.at(task));
      this.#tell({ type: 'ended', task, as: 'turned-off' });
    } catch (error) {
      this.failed(task, errors.failureAt(this.#tasks.placeOf(task), error));
    }
    return false;
  }

  parse(task: number, returned: unknown): unknown[] | PhasegraphError {
    return this.#giving.parse(task, returned);
  }

  /** Everything that a task gives becomes visible in one step, and only then its end. */
  gave(task: number, outputs: readonly unknown[], end: GivenEnd, by?: Attempt): void {
    const grown = this.#giving.give(task, outputs);
    // Recorded before anything that builds on it starts: what was paid for is safe first.
    if (end.status === 'succeeded') this.#recorder?.save(task, outputs, by);
    this.#recorder?.end(task);
    if (end.status === 'degraded') this.#endings.degrade();
    this.log.taskEnded(task, end);
    // Before what starts now can make the lists grow further.
    for (const growth of grown) this.#handOn?.grown(growth);
    this.#handOn?.gave(task, outputs);
    for (const { list, items } of grown) this.#tell({ type: 'emitted', list, items });
    this.#tell({ type: 'ended', task, as: end.status });
  }

  failed(task: number, error: PhasegraphError): void {
    this.#recorder?.end(task);
    this.#endings.fail(task, error);
    this.#tell({ type: 'ended', task, as: 'failed' });
  }

  turnedOff(task: number, condition: PhasegraphError): void {
    this.#recorder?.end(task);
    this.#endings.turnOff(task, this.#tasks.phase.at(task), condition);
    this.#tell({ type: 'ended', task, as: 'turned-off' });
  }

  unpaid(task: number, refusal: PhasegraphError): void {
    this.#recorder?.leaveOut(task);
    this.#endings.fallShortOfBudget(refusal);
    this.#options.unpaid?.(refusal);
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
    this.#recorder?.end(task);
    this.#endings.cancel(task);
    if (!dropped) this.#tell({ type: 'ended', task, as: 'cancelled' });
  }

  idOf(task: number): string {
    return this.#tasks.idOf(task);
  }

  keyOf(task: number): string | undefined {
    return this.#tasks.keyOf(task);
  }

  emit(attempt: Attempt, list: ListArtifact, item: unknown): void {
    const { task } = attempt;
    if (attempt.over) throw errors.emittedTooLate(this.#tasks.placeOf(task), list.name);
    this.log.stamp();
    const grown = this.#giving.emit(task, list, item);
    if (grown === undefined) return;
    this.#handOn?.grown({ list: grown, items: 1 });
    this.#tell({ type: 'emitted', list: grown, items: 1 });
  }

  keep({ task }: Attempt, bytes: Uint8Array): Promise<StoredBytes> {
    return keepBytes(bytes, this.#options.store, (error) => {
      this.log.stamp();
      this.log.writeFailed(error, this.idOf(task));
    });
  }

  logLine({ task }: Attempt, message: string): void {
    this.log.stamp();
    this.#writeLine(task, message);
  }

  #writeLine(task: number, message: string): void {
    const phase = this.#tasks.phaseName(task);
    this.log.write({ type: 'task-logged', task: this.idOf(task), phase, message });
  }

  innerMeans(attempt: Attempt): InnerMeans {
    const { task } = attempt;
    const { store, recorded, clock, random, graceMs } = this.#options;
    return {
      resources: this.#resources,
      ...(store !== undefined && { store }),
      ...(recorded !== undefined && { recorded }),
      ...(clock !== undefined && { clock }),
      ...(random !== undefined && { random }),
      ...(graceMs !== undefined && { graceMs }),
      share: this.#share,
      purse: this.#purse,
      reportCall: (call) => this.#reportCall(task, call),
      reportReuse: (savedUsd) => {
        this.log.stamp();
        const phase = this.#tasks.phaseName(task);
        const saved = savedUsd === undefined ? {} : { savedUsd };
        this.log.write({ type: 'reused-inside', task: this.idOf(task), phase, ...saved });
      },
      keyChanged: (resource, change) => this.#keyChanged(task, resource, change),
      linger: (inside) => {
        const quiet = inside
          .then(({ unresponsive }) => {
            if (unresponsive.length > 0) this.#endings.leaveBehind(task);
          })
          // A crash in there has failed the task.
          .catch(() => undefined)
          .finally(() => this.#lingering.delete(quiet));
        this.#lingering.add(quiet);
      },
      arrange: (list, keys) => {
        if (!attempt.over) this.#giving.arrange(task, list, keys);
      },
      degrade: (inside) => {
        attempt.degradedBy = errors.degradedInside(this.#tasks.placeOf(task), inside);
      },
      unpaid: (refusal) => {
        attempt.refusedBy ??= refusal;
      },
    };
  }

  #reportCall(task: number, call: CallReport): void {
    this.log.stamp();
    const phase = this.#tasks.phaseName(task);
    this.#recorder?.answered(task, call);
    this.log.write({ type: 'call-ended', task: this.idOf(task), phase, call: onlyReport(call) });
  }

  #keyChanged(task: number, resource: string, change: KeyChange): void {
    this.log.stamp();
    const phase = this.#tasks.phaseName(task);
    this.log.write({ type: 'key-changed', task: this.idOf(task), phase, resource, change });
  }

  connect(attempt: Attempt, { name, methods }: ResourceDeclaration): unknown {
    const { task, number, signal } = attempt;
    const rank = this.#plan.rankOf(this.#tasks.phase.at(task));
    const id = this.idOf(task);
    const records = this.#recorder?.callsOf(task, name);
    const client = this.#resources[name]?.connect({
      task: id,
      phase: this.#tasks.phaseName(task),
      attempt: number,
      rank,
      share: this.#share,
      budget: this.#purse?.for({
        rank,
        signal,
        refused: (error) => {
          attempt.refusedBy ??= error;
        },
      }),
      signal,
      ...(records !== undefined && { records }),
      queued: () => attempt.wait(() => this.#clock.now()),
      keep: (bytes) => this.keep(attempt, bytes),
      report: (call: CallReport) => this.#reportCall(task, call),
      keyChanged: (resource: string, change: KeyChange) => this.#keyChanged(task, resource, change),
    });
    return methods === undefined ? client : narrowClient(client, methods);
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

  #listName(list: number): string {
    return this.#plan.lists[list]?.artifact.name ?? '';
  }

  /** The phase that gives the items of a list, if one does. */
  #giverOf(list: number): { readonly phase?: string } {
    const emitter = this.#plan.lists[list]?.emitter;
    return emitter === undefined ? {} : { phase: this.#declaredAt(emitter).name };
  }

  #declaredAt(index: number): Phase {
    const phase = this.#plan.declared[index];
    if (phase === undefined) throw errors.internal(`there is no phase ${index}`);
    return phase;
  }
}

/** The second in which the run began, so that ids sort by time, and six characters that tell runs of one second apart. */
function runIdOf(clock: Clock, random: Random): string {
  const second = new Date(clock.wallTime()).toISOString().replaceAll(/[-:]|\..*/g, '');
  const part = Math.floor(random() * 36 ** 6).toString(36);
  return `${second}-${part.padStart(6, '0')}`;
}
