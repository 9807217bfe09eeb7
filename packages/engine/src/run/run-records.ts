import type { Clock } from '../clock.js';
import type { RunStatus } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { Store } from '../store/port.js';
import type { StoredBytes } from '../stored-bytes.js';
import type { EventLog } from './event-log.js';
import { keepBytes } from './keep-bytes.js';
import type { RunOptions } from './options.js';
import { Recorder } from './recorder.js';
import type { Taken } from './recorder.js';
import type { Tasks } from './tasks.js';
import type { Within } from './within.js';

interface RecordsMeans {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly tasks: Tasks;
  readonly log: EventLog;
  readonly clock: Clock;
  /** Where the run stands, when it is inside of another. */
  readonly within: Within | undefined;
}

/** Why a task is not started now, and will be later. */
export type TakenLater = Extract<Taken, { status: 'made-elsewhere' | 'store-busy' }>;

/** By store: how many damages some run has told. */
const toldDamage = new WeakMap<Store, number>();

/** A run's side of its store, from the run's beginning to its end; of a run without one, nothing comes of it. */
export class RunRecords {
  readonly #means: RecordsMeans;
  /** What is written to: nothing, where the run is on a cassette. */
  readonly #store: Store | undefined;
  /** What is recorded of tasks; `undefined` in a run without a store. */
  readonly recorder: Recorder | undefined;
  /** Tasks of which it is said that they wait. */
  readonly #toldToWait = new Set<number>();
  #unwatch: (() => void) | undefined;

  constructor(means: RecordsMeans) {
    const { options } = means;
    const { store, recorded: use = 'use', recordedSinceMs: sinceMs = -Infinity, resources = {} } = options;
    this.#means = means;
    this.#store = writtenBy(options);
    if (store !== undefined) this.recorder = new Recorder(store, { ...means, resources, use, sinceMs });
  }

  begin(): void {
    // What is inside of another run is a part of it.
    if (this.#means.within !== undefined) return;
    const { plan, options, log, clock } = this.#means;
    const { request } = options;
    this.#unwatch = this.#store?.onWriteFailure((error) => log.writeFailed(error));
    const begun = { runId: log.runId, pipeline: plan.pipeline, startedAtMs: clock.wallTime() };
    log.record((store) => store.beginRun({ ...begun, ...(request !== undefined && { request }) }));
  }

  /**
   * It is being made what a task is to make, in this run or another, or the store cannot say: `look` is called when that may
   * have ended.
   */
  waitFor(task: number, taken: TakenLater, look: () => void): void {
    const { log } = this.#means;
    const message = sayWhy(taken, log.runId);
    if (!this.#toldToWait.has(task)) log.taskLogged(task, message);
    this.#toldToWait.add(task);
    this.recorder?.lookLater(task, look);
  }

  /** Hands over bytes of a task. */
  keep(task: number, bytes: Uint8Array): Promise<StoredBytes> {
    const { log, tasks } = this.#means;
    return keepBytes(bytes, this.#store, (error) => {
      log.stamp();
      log.writeFailed(error, tasks.idOf(task));
    });
  }

  /** Nothing more is claimed, and nothing waited for. */
  stop(): void {
    this.recorder?.stop();
  }

  /** The run has come to its end: what it made is on the disk when this resolves. */
  async end(status: RunStatus): Promise<void> {
    const { log, within } = this.#means;
    if (within !== undefined) return;
    this.#writeDamage();
    log.record((store) => store.endRun(log.runId, status));
    if (this.#store === undefined) return;
    await log.durable();
    log.stamp();
  }

  /** The last event has been written, and is on the disk when this resolves. */
  async close(): Promise<void> {
    if (this.#means.within !== undefined) return;
    if (this.#store !== undefined) await this.#means.log.durable();
    this.#unwatch?.();
  }

  /** Tells what the store found damaged: it was made anew, and whoever owns the store should know, once. */
  #writeDamage(): void {
    const { store } = this.#means.options;
    if (store === undefined) return;
    const damage = damageOf(store);
    for (const message of damage.slice(toldDamage.get(store) ?? 0))
      this.#means.log.write({ type: 'store-failed', message });
    toldDamage.set(store, damage.length);
  }
}

/** What a run writes to: one on a cassette changes nothing on it, so that it can be read-only. */
export function writtenBy({ store, recorded }: RunOptions): Store | undefined {
  return recorded === 'cassette' ? undefined : store;
}

function sayWhy(taken: TakenLater, runId: string): string {
  if (taken.status === 'store-busy')
    return 'Another process is writing to the store, and that takes long; waits for it.';
  return taken.run === runId
    ? 'Another task of this run is making the same; waits for it.'
    : `Run ${taken.run} is making the same on this store; waits for it.`;
}

/** A store that cannot even say that is told of by its next use. */
function damageOf(store: Store): readonly string[] {
  try {
    return store.damage();
  } catch {
    return [];
  }
}
