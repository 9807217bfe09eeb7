import type { CallReport } from '../declare/resource.js';
import type { RunEvent, TaskEnd } from '../events.js';
import type { PhaseStatus, StatusOverlay } from '../graph/export/overlay.js';

/**
 * How far each phase of a run is, for the exports of its graph:
 * `toSvg(plan.graph, { status: statusOverlay(report.events) })`. The events may be those of a run that is still going
 * on, or that a store has read back.
 *
 * A phase with several tasks has the worst of their ends: `failed` as soon as one has failed, and else `running` until
 * all have ended. Its duration is from the start of its first task to the end of its last, in milliseconds; what it cost are its calls
 * and what they used. A phase
 * that had no task when its run ended has no status.
 */
export function statusOverlay(events: Iterable<RunEvent>): StatusOverlay {
  const phases = new Map<string, PhaseProgress>();
  let over = false;
  for (const event of events) {
    if (event.type === 'run-started') {
      for (const { name, mapped } of event.phases) phases.set(name, new PhaseProgress(mapped));
    } else if (event.type === 'task-created') phases.get(event.phase)?.create();
    else if (event.type === 'attempt-started') phases.get(event.phase)?.start(event.atMs);
    else if (event.type === 'call-ended') phases.get(event.phase)?.call(event.call);
    else if (event.type === 'task-ended') phases.get(event.phase)?.end(event.end.status, event.atMs);
    else if (event.type === 'run-ended') over = true;
  }
  const told = [...phases].filter(([, progress]) => !over || progress.tasks > 0);
  return Object.fromEntries(told.map(([name, progress]) => [name, progress.status()]));
}

/** What the events have told of one phase. */
class PhaseProgress {
  readonly #mapped: boolean;
  readonly #ends = new Set<TaskEnd['status']>();
  #created = 0;
  #ended = 0;
  #startedAtMs: number | undefined;
  #endedAtMs = 0;
  #calls = 0;
  #tokens = 0;
  #images = 0;

  constructor(mapped: boolean) {
    this.#mapped = mapped;
  }

  get tasks(): number {
    return this.#created;
  }

  call({ outcome, usage = {} }: CallReport): void {
    // It cost nothing.
    if (outcome === 'replayed') return;
    this.#calls++;
    this.#tokens += (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
    this.#images += usage.images ?? 0;
  }

  create(): void {
    this.#created++;
  }

  start(atMs: number): void {
    this.#startedAtMs ??= atMs;
  }

  end(status: TaskEnd['status'], atMs: number): void {
    this.#ends.add(status);
    this.#ended++;
    this.#endedAtMs = atMs;
  }

  status(): PhaseStatus {
    const whole = this.#created > 0 && this.#ended === this.#created;
    const status = this.#ends.has('failed')
      ? 'failed'
      : whole
        ? (worstFirst.find((end) => this.#ends.has(end)) ?? 'reused')
        : this.#startedAtMs === undefined && this.#ended === 0
          ? 'waiting'
          : 'running';
    const timed = whole && this.#startedAtMs !== undefined;
    return {
      status,
      ...(timed && { durationMs: this.#endedAtMs - (this.#startedAtMs ?? 0) }),
      ...(this.#calls > 0 && { calls: this.#calls }),
      ...(this.#tokens > 0 && { tokens: this.#tokens }),
      ...(this.#images > 0 && { images: this.#images }),
      ...(this.#mapped && this.#created > 0 && { done: this.#ended, total: this.#created }),
    };
  }
}

const worstFirst = ['cancelled', 'skipped', 'degraded', 'succeeded'] as const;
