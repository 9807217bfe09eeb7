import type { CallReport } from '../declare/resource.js';
import type { RunEvent } from '../events.js';
import { unreachable } from '../errors.js';
import { sayKeyChange } from './key-reports.js';

/** A stretch or, without an end, a point of a run with a name. */
export interface TraceSpan {
  /** The phase that it belongs to; the empty string for the run itself. */
  readonly group: string;
  readonly name: string;
  readonly category: 'run' | 'task' | 'attempt' | 'call' | 'wait' | 'note';
  /** The task that it is part of; the empty string for the run itself. */
  readonly task: string;
  /** In whole microseconds of the run: sums of fractions would let a span stick out of the one around it. */
  readonly fromUs: number;
  readonly toUs: number | undefined;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a trace is drawn from. */
export interface TraceSpans {
  readonly pipeline: string;
  readonly phases: readonly string[];
  readonly spans: readonly TraceSpan[];
}

/** Reads the spans off a run's events. What had not ended when the events end is cut off there. */
export function spansOf(events: Iterable<RunEvent>): TraceSpans {
  const fold = new SpanFold();
  for (const event of events) fold.add(event);
  return fold.finish();
}

interface OpenTask {
  readonly phase: string;
  readonly fromMs: number;
  /** When each attempt began that goes on, by its number: more than one does where attempts are hedged. */
  readonly attempts: Map<number, number>;
}

class SpanFold {
  readonly #spans: TraceSpan[] = [];
  readonly #open = new Map<string, OpenTask>();
  #pipeline = '';
  #phases: readonly string[] = [];
  #runArgs: Readonly<Record<string, unknown>> = {};
  #nowMs = 0;

  add(event: RunEvent): void {
    this.#nowMs = event.atMs;
    switch (event.type) {
      case 'run-started':
        this.#pipeline = event.pipeline;
        this.#phases = event.phases.map(({ name }) => name);
        this.#runArgs = { runId: event.runId, targets: event.targets };
        return;
      case 'run-ended':
        this.#runArgs = { ...this.#runArgs, status: event.status, missing: event.missing };
        return;
      case 'attempt-started': {
        const { phase, attempt: number } = event;
        const task = this.#open.get(event.task) ?? { phase, fromMs: event.atMs, attempts: new Map() };
        task.attempts.set(number, event.atMs);
        this.#open.set(event.task, task);
        return;
      }
      case 'attempt-failed': {
        const { error, retryInMs } = event;
        const args = {
          failed: error.message,
          code: error.code,
          ...(retryInMs !== undefined && { retryInMs }),
        };
        return this.#endAttempt(event.task, event.attempt, args);
      }
      case 'task-ended': {
        const { task, phase, end, attempts } = event;
        this.#endAttempts(task, end.status);
        const fromMs = this.#open.get(task)?.fromMs;
        this.#open.delete(task);
        const args = { ...end, attempts };
        // What was reused or never ran has a moment, not a stretch.
        if (fromMs === undefined) return this.#note(phase, task, `${task} ${end.status}`, args);
        return this.#span({ group: phase, task, name: task, category: 'task', args }, fromMs);
      }
      case 'call-ended':
        return this.#addCall(event.phase, event.task, event.call);
      case 'item-emitted': {
        const phase = this.#open.get(event.task)?.phase;
        if (phase !== undefined) this.#note(phase, event.task, `${event.list}[${event.key}]`, {});
        return;
      }
      case 'task-logged':
        return this.#note(event.phase, event.task, event.message, {});
      case 'key-changed':
        return this.#note(event.phase, event.task, sayKeyChange(event.change), {});
      case 'store-failed':
        return this.#note('', '', event.message, {});
      case 'reused-inside':
      case 'task-created':
      case 'item-ignored':
      case 'list-closed':
        return;
      default:
        return unreachable(event);
    }
  }

  finish(): TraceSpans {
    for (const [task, { phase, fromMs }] of this.#open) {
      this.#endAttempts(task, 'unfinished');
      const args = { status: 'unfinished' };
      this.#span({ group: phase, task, name: task, category: 'task', args }, fromMs);
    }
    const args = this.#runArgs;
    this.#span({ group: '', task: '', name: this.#pipeline, category: 'run', args }, 0);
    return { pipeline: this.#pipeline, phases: this.#phases, spans: this.#spans };
  }

  /** Ends the attempts that go on, if any do: a fallback comes after the last one has failed. */
  #endAttempts(id: string, status: string): void {
    const numbers = [...(this.#open.get(id)?.attempts.keys() ?? [])];
    // Which of some beside each other came to this the events do not tell.
    const args = numbers.length === 1 ? { status } : {};
    for (const number of numbers) this.#endAttempt(id, number, args);
  }

  #endAttempt(id: string, number: number, args: Readonly<Record<string, unknown>>): void {
    const task = this.#open.get(id);
    const fromMs = task?.attempts.get(number);
    if (task === undefined || fromMs === undefined) return;
    task.attempts.delete(number);
    const name = `attempt ${number}`;
    this.#span({ group: task.phase, task: id, name, category: 'attempt', args }, fromMs);
  }

  #addCall(group: string, task: string, call: CallReport): void {
    const { queuedMs, durationMs, target, ...args } = call;
    const fromMs = this.#nowMs - durationMs;
    if (queuedMs > 0) {
      const name = `wait for ${call.resource}`;
      this.#span({ group, task, name, category: 'wait', args: {} }, fromMs - queuedMs, fromMs);
    }
    this.#span({ group, task, name: target, category: 'call', args: { ...args, queuedMs } }, fromMs);
  }

  /** A stretch that ends now, unless it is said when. */
  #span(span: Omit<TraceSpan, 'fromUs' | 'toUs'>, fromMs: number, toMs: number = this.#nowMs): void {
    this.#spans.push({ ...span, fromUs: micros(fromMs), toUs: micros(toMs) });
  }

  #note(group: string, task: string, name: string, args: TraceSpan['args']): void {
    this.#spans.push({
      group,
      task,
      name,
      category: 'note',
      args,
      fromUs: micros(this.#nowMs),
      toUs: undefined,
    });
  }
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
