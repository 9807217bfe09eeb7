import type { CallRecords, CallReport } from '../declare/resource.js';
import type { Phase } from '../declare/phase.js';
import { messageOf, unreachable } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import type { ReadOptions, Store } from '../store/port.js';
import type { ClaimAnswer } from '../store/records.js';
import type { Clock } from '../clock.js';
import type { Attempt } from './attempt.js';
import { CallLedger } from './call-ledger.js';
import type { Caller } from './call-ledger.js';
import { Claims } from './claims.js';
import type { EventLog } from './event-log.js';
import type { RecordedUse, Resources } from './options.js';
import { RecordedOutputs } from './recorded-outputs.js';
import { fingerprintOfTask } from './reuse.js';
import { TaskCosts } from './task-costs.js';
import { throughOf } from './through.js';
import type { Tasks } from './tasks.js';
import type { Within } from './within.js';

/** What the store knows of a task that is about to start. */
export type Taken =
  | {
      readonly status: 'recorded';
      /** The parsed outputs. */
      readonly outputs: readonly unknown[];
      /** What the calls for it cost, in US dollars; `undefined` where that is not known. */
      readonly usd: number | undefined;
    }
  /** Another run is making it, or another task of this one: to be asked again later. */
  | { readonly status: 'made-elsewhere'; readonly run: string }
  /** Another process keeps the store from saying so: to be asked again later. */
  | { readonly status: 'store-busy' }
  | { readonly status: 'missing' };

interface RecorderMeans {
  readonly plan: Plan;
  readonly resources: Resources;
  readonly tasks: Tasks;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly use: RecordedUse;
  /** What was recorded before counts as not there; in milliseconds since 1970. */
  readonly sinceMs: number;
  readonly within: Within | undefined;
}

const missing: Taken = Object.freeze({ status: 'missing' });

/** Takes results of tasks from a store and puts them there. */
export class Recorder {
  readonly #store: Store;
  readonly #means: RecorderMeans;
  readonly #reading: ReadOptions;
  readonly #claims: Claims;
  readonly #calls: CallLedger;
  readonly #fingerprints = new Map<number, string>();
  /** By task: what it has claimed. */
  readonly #claimed = new Map<number, string>();
  /** By task that waits for what another one makes: ends the waiting. */
  readonly #waits = new Map<number, () => void>();
  readonly #outputs: RecordedOutputs;
  readonly #costs = new TaskCosts();
  /** Tasks of which some call was not made: how long they take, they do not show. */
  readonly #replayed = new Set<number>();

  constructor(store: Store, means: RecorderMeans) {
    const { log, clock, use, sinceMs, within } = means;
    this.#store = store;
    this.#means = means;
    // On a cassette nothing is changed, be it damaged.
    this.#reading = { leavesDamaged: use === 'cassette' };
    this.#outputs = new RecordedOutputs(means.plan, means.tasks);
    this.#claims =
      within?.shared?.claims ??
      new Claims({
        store,
        clock,
        runId: log.runId,
        sinceMs: use === 'fresh' ? Infinity : sinceMs,
        write: (act) => log.record(act),
      });
    const { path = [], shared } = within ?? {};
    this.#calls = new CallLedger(store, {
      log,
      clock,
      reading: this.#reading,
      sinceMs,
      path,
      askings: shared?.askings,
    });
  }

  /** Reads what is recorded of tasks that start one after the other in one go. */
  lookAhead(starting: readonly number[], inputsOf: (task: number) => Record<string, unknown>): void {
    if (this.#means.use === 'fresh') return;
    try {
      const fingerprints = starting.flatMap((task) => this.#fingerprintOf(task, inputsOf(task)) ?? []);
      if (fingerprints.length > 1) this.#store.lookAhead(fingerprints);
    } catch {
      // Nothing is lost: each is looked for by itself, and what keeps it from being read is told of then.
    }
  }

  /** Looks for the parsed outputs of a task. What has to be made and costs something is claimed for this run. */
  take(task: number, inputs: Record<string, unknown>): Taken {
    const { plan, use } = this.#means;
    const declared = plan.declared[this.#phaseOf(task)];
    const fingerprint = this.#attempt(task, () => this.#fingerprintOf(task, inputs));
    if (declared === undefined || fingerprint === undefined) return missing;
    const found = this.#reuse(task, fingerprint);
    if (found !== undefined) return found;
    if (use === 'cassette' || !usesSomething(declared)) return missing;
    const answer = this.#claim(task, fingerprint);
    if (use === 'fresh') return missing;
    if (answer?.status !== 'recorded') return whoMakes(answer);
    // By another run, after the first look. What cannot be read of it was set aside, and is made anew.
    return this.#reuse(task, fingerprint) ?? whoMakes(this.#claim(task, fingerprint));
  }

  /** Calls `look` when what a task waits for may have been made. */
  lookLater(task: number, look: () => void): void {
    const fingerprint = this.#fingerprints.get(task);
    if (fingerprint === undefined) return;
    const cancel = this.#claims.wait(fingerprint, () => {
      this.#waits.delete(task);
      look();
    });
    this.#waits.set(task, cancel);
  }

  /** What a run inside of a task shares with this one. */
  sharedWith(task: number): Within['shared'] {
    return { claims: this.#claims, askings: this.#calls.askingsOf(task) };
  }

  addItem(task: number, list: number, value: unknown): void {
    this.#outputs.addItem(task, list, value);
  }

  /** A call of a task has ended, or an earlier one's answer stood for it: what is made of it cost that much. */
  answered(task: number, { outcome, usd, savedUsd }: CallReport): void {
    this.#costs.add(task, outcome === 'replayed' ? savedUsd : usd);
    if (outcome === 'replayed') this.#replayed.add(task);
  }

  /** What a task gives is not to be recorded: it was made without a call that it asked for. */
  leaveOut(task: number): void {
    this.#fingerprints.delete(task);
  }

  /**
   * Records what a task gave, and how long the attempt that gave it worked for that: what it waited for limits and for room
   * in a budget is no part of it, since a further run may have others.
   */
  save(task: number, outputs: readonly unknown[], by: Attempt | undefined): void {
    const { plan, resources, tasks, log, clock } = this.#means;
    const fingerprint = this.#fingerprints.get(task);
    if (fingerprint === undefined) return;
    // Of what calls nothing it is known without a record.
    const usd = this.#callsOut(task) ? this.#costs.of(task) : undefined;
    const declared = plan.declared[this.#phaseOf(task)];
    const through = declared && throughOf(declared, resources);
    const durationMs =
      by === undefined || this.#replayed.has(task)
        ? undefined
        : log.atMs - by.openedAtMs - by.waitedMs(clock.now());
    log.record((store) => {
      store.saveResult({
        fingerprint,
        phase: tasks.phaseName(task),
        outputs: this.#outputs.toRecord(task, outputs),
        recordedAtMs: clock.wallTime(),
        ...(durationMs !== undefined && { durationMs }),
        ...(through !== undefined && { through }),
        ...(usd !== undefined && { usd }),
      });
      store.noteUse(log.runId, fingerprint);
    }, tasks.idOf(task));
  }

  /** The records of the calls that a task makes through a resource. */
  callsOf(task: number, resource: string, { note, wait }: Pick<Caller, 'note' | 'wait'>): CallRecords {
    const { plan, tasks, resources, use } = this.#means;
    const behind = resources[resource];
    const reuses = plan.declared[this.#phaseOf(task)]?.reuse === true;
    return this.#calls.recordsOf({
      task,
      place: tasks.placeOf(task),
      resource,
      fingerprint: behind?.origin ?? behind?.fingerprint,
      // What is to be made anew each time is asked anew, too; where nothing is asked, by what was answered.
      use: reuses || use === 'cassette' ? use : 'fresh',
      note,
      wait,
    });
  }

  /** A task has ended, however it did. */
  end(task: number): void {
    this.#fingerprints.delete(task);
    this.#outputs.forget(task);
    this.#costs.forget(task);
    this.#replayed.delete(task);
    this.#calls.forget(task);
    this.#waits.get(task)?.();
    this.#waits.delete(task);
    const claimed = this.#claimed.get(task);
    this.#claimed.delete(task);
    if (claimed !== undefined) this.#claims.release(claimed);
  }

  /** The run has ended. */
  stop(): void {
    for (const cancel of this.#waits.values()) cancel();
    if (this.#means.within?.shared === undefined) return this.#claims.stop();
    // Those of the outer run go on.
    for (const claimed of this.#claimed.values()) this.#claims.release(claimed);
  }

  /** What a task is recorded under; `undefined`, when nothing of it is. */
  #fingerprintOf(task: number, inputs: Record<string, unknown>): string | undefined {
    const known = this.#fingerprints.get(task);
    if (known !== undefined) return known;
    const { plan, tasks, resources, within } = this.#means;
    const declared = plan.declared[this.#phaseOf(task)];
    if (declared?.reuse !== true) return undefined;
    const place = { key: tasks.keyOf(task), path: within?.path };
    const fingerprint = fingerprintOfTask(declared, place, inputs, resources);
    if (fingerprint !== undefined) this.#fingerprints.set(task, fingerprint);
    return fingerprint;
  }

  /** What is recorded of a task, if anything is: the run uses it. */
  #reuse(task: number, fingerprint: string): Taken | undefined {
    const { log, tasks } = this.#means;
    const found = this.#find(task, fingerprint);
    if (found === undefined) return undefined;
    log.record((store) => store.noteUse(log.runId, fingerprint), tasks.idOf(task));
    return { status: 'recorded', ...found };
  }

  /** The parsed outputs of a task as they are recorded, and what they cost. */
  #find(task: number, fingerprint: string): { outputs: unknown[]; usd: number | undefined } | undefined {
    const { use, sinceMs } = this.#means;
    if (use === 'fresh') return undefined;
    return this.#attempt(task, () => {
      const recorded = this.#store.findResult(fingerprint, this.#reading);
      if (recorded === undefined || recorded.recordedAtMs < sinceMs) return undefined;
      const outputs = this.#outputs.fromRecord(task, recorded.outputs);
      return { outputs, usd: this.#callsOut(task) ? recorded.usd : 0 };
    });
  }

  /** Claims what a task makes; gives nothing, where the store cannot be written to. */
  #claim(task: number, fingerprint: string): ClaimAnswer | undefined {
    let answer: ClaimAnswer | undefined;
    this.#means.log.record(() => {
      answer = this.#claims.take(fingerprint, () => this.#tellLost(task));
      if (answer.status === 'claimed') this.#claimed.set(task, fingerprint);
    });
    return answer;
  }

  #tellLost(task: number): void {
    const { log, tasks } = this.#means;
    const message = 'Another run is making the same on this store: it took this one for one that had ended.';
    log.stamp();
    log.write({ type: 'task-logged', task: tasks.idOf(task), phase: tasks.phaseName(task), message });
  }

  /** What cannot be read is as good as not there, and the run says so. */
  #attempt<T>(task: number, read: () => T | undefined): T | undefined {
    try {
      return read();
    } catch (error) {
      const { log, tasks } = this.#means;
      log.write({ type: 'store-failed', task: tasks.idOf(task), message: messageOf(error) });
      return undefined;
    }
  }

  #callsOut(task: number): boolean {
    const declared = this.#means.plan.declared[this.#phaseOf(task)];
    return declared !== undefined && usesSomething(declared);
  }

  #phaseOf(task: number): number {
    return this.#means.tasks.phase.at(task);
  }
}

/** What becomes of a task that nothing was found of. */
function whoMakes(answer: ClaimAnswer | undefined): Taken {
  switch (answer?.status) {
    case 'held-by':
      return { status: 'made-elsewhere', run: answer.run };
    case 'store-busy':
      return answer;
    // Something is there that cannot be read: it is made, and replaces that.
    case 'recorded':
    case 'claimed':
    case undefined:
      return missing;
    default:
      return unreachable(answer);
  }
}

/** Whether anything that a phase does can cost money. */
function usesSomething({ uses }: Phase): boolean {
  for (const _name in uses) return true;
  return false;
}
