import type { Clock } from '../clock.js';
import type { ListArtifact } from '../declare/artifact.js';
import { narrowClient } from '../declare/narrow.js';
import type { CallReport, KeyChange, ResourceDeclaration, RunShare } from '../declare/resource.js';
import { errors } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import type { StoredBytes } from '../stored-bytes.js';
import type { AnsweredBy, Attempt, AttemptHost, InnerMeans } from './attempt.js';
import { onlyReport } from './call-report.js';
import type { Endings } from './endings.js';
import type { EventLog } from './event-log.js';
import type { Giving, Growth } from './giving.js';
import type { Resources, RunOptions } from './options.js';
import type { Purse } from './purse.js';
import type { RunRecords } from './run-records.js';
import type { Tasks } from './tasks.js';
import type { Within } from './within.js';

/** What the contexts of a run's attempts reach. */
interface HostMeans {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly resources: Resources;
  readonly share: RunShare;
  readonly purse: Purse | undefined;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly log: EventLog;
  readonly records: RunRecords;
  readonly endings: Endings;
  readonly giving: Giving;
  /** Where the run stands, when it is inside of another. */
  readonly within: Within | undefined;
  /** A list has grown at the time of the last stamp. */
  readonly emitted: (growth: Growth) => void;
}

/** Does in the run what attempts ask for through their contexts. */
export class ContextHost implements AttemptHost {
  readonly #means: HostMeans;
  /** Of pipelines that ran as phases: attempts inside that were told to stop and go on. */
  readonly #lingering = new Set<Promise<void>>();

  constructor(means: HostMeans) {
    this.#means = means;
  }

  /** What still goes on inside of tasks that have ended. */
  get lingering(): ReadonlySet<Promise<void>> {
    return this.#lingering;
  }

  idOf(task: number): string {
    return this.#means.tasks.idOf(task);
  }

  keyOf(task: number): string | undefined {
    return this.#means.tasks.keyOf(task);
  }

  emit(attempt: Attempt, list: ListArtifact, item: unknown): void {
    const { tasks, log, giving, emitted } = this.#means;
    const { task } = attempt;
    if (attempt.over) throw errors.emittedTooLate(tasks.placeOf(task), list.name);
    log.stamp();
    const grown = giving.emit(task, list, item);
    if (grown !== undefined) emitted({ list: grown, items: 1 });
  }

  keep({ task }: Attempt, bytes: Uint8Array): Promise<StoredBytes> {
    return this.#means.records.keep(task, bytes);
  }

  logLine({ task }: Attempt, message: string): void {
    const { log } = this.#means;
    log.stamp();
    log.taskLogged(task, message);
  }

  connect(attempt: Attempt, { name, methods }: ResourceDeclaration): unknown {
    const { plan, tasks, resources, share, purse, clock, records } = this.#means;
    const note = (by: AnsweredBy): void => this.#note(attempt, by);
    const { task, number, signal } = attempt;
    const rank = plan.rankOf(tasks.phase.at(task));
    const wait = (): (() => void) => attempt.wait(() => clock.now());
    const recorded = records.recorder?.callsOf(task, name, { note, wait });
    const client = resources[name]?.connect({
      task: this.idOf(task),
      phase: tasks.phaseName(task),
      attempt: number,
      rank,
      share,
      budget: purse?.for({
        rank,
        signal,
        refused: (error) => {
          attempt.refusedBy ??= error;
        },
      }),
      signal,
      ...(recorded !== undefined && { records: recorded }),
      queued: wait,
      keep: (bytes) => this.keep(attempt, bytes),
      report: (call: CallReport) => this.#reportCall(attempt, call),
      keyChanged: (resource: string, change: KeyChange) => this.#keyChanged(task, resource, change),
    });
    return methods === undefined ? client : narrowClient(client, methods);
  }

  innerMeans(attempt: Attempt): InnerMeans {
    const { options, resources, share, purse, tasks, log, records, giving, within } = this.#means;
    const { task } = attempt;
    const { store, recorded, recordedSinceMs, clock, random, graceMs } = options;
    return {
      resources,
      ...(store !== undefined && { store }),
      ...(recorded !== undefined && { recorded }),
      ...(recordedSinceMs !== undefined && { recordedSinceMs }),
      ...(clock !== undefined && { clock }),
      ...(random !== undefined && { random }),
      ...(graceMs !== undefined && { graceMs }),
      share,
      purse,
      reportCall: (call) => this.#reportCall(attempt, call),
      reportReuse: (savedUsd) => {
        log.stamp();
        const phase = tasks.phaseName(task);
        const saved = savedUsd === undefined ? {} : { savedUsd };
        log.write({ type: 'reused-inside', task: this.idOf(task), phase, ...saved });
      },
      keyChanged: (resource, change) => this.#keyChanged(task, resource, change),
      within: {
        runId: log.runId,
        path: [...(within?.path ?? []), this.idOf(task)],
        note: (by) => this.#note(attempt, by),
        failStore: (error) => log.failStore(error),
        unpaid: (refusal) => {
          attempt.refusedBy ??= refusal;
        },
        shared: records.recorder?.sharedWith(task),
      },
      storeFailed: (message) => {
        log.stamp();
        log.storeFailedInside(task, message);
      },
      linger: (inside) => this.#linger(task, inside),
      arrange: (list, keys) => {
        if (!attempt.over) giving.arrange(task, list, keys);
      },
      degrade: (inside) => {
        attempt.degradedBy = errors.degradedInside(tasks.placeOf(task), inside);
      },
    };
  }

  #linger(task: number, inside: Promise<{ readonly unresponsive: readonly string[] }>): void {
    const quiet = inside
      .then(({ unresponsive }) => {
        if (unresponsive.length > 0) this.#means.endings.leaveBehind(task);
      })
      // A crash in there has failed the task.
      .catch(() => undefined)
      .finally(() => this.#lingering.delete(quiet));
    this.#lingering.add(quiet);
  }

  #note(attempt: Attempt, by: AnsweredBy): void {
    attempt.note(by);
    this.#means.within?.note(by);
  }

  #reportCall(attempt: Attempt, call: CallReport): void {
    const { tasks, log, records } = this.#means;
    const { task } = attempt;
    log.stamp();
    this.#note(attempt, call.outcome === 'replayed' ? 'records' : 'calls');
    records.recorder?.answered(task, call);
    const phase = tasks.phaseName(task);
    log.write({ type: 'call-ended', task: this.idOf(task), phase, call: onlyReport(call) });
  }

  #keyChanged(task: number, resource: string, change: KeyChange): void {
    const { tasks, log } = this.#means;
    log.stamp();
    const phase = tasks.phaseName(task);
    log.write({ type: 'key-changed', task: this.idOf(task), phase, resource, change });
  }
}
