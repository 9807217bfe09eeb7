import type * as Api from '@opentelemetry/api';
import type { Context, HrTime, Span, Tracer } from '@opentelemetry/api';
import { createRequire } from 'node:module';
import type { ErrorRecord, RunEvent } from '../events.js';
import { unreachable } from '../errors.js';
import { callAttributes, callName, keyAttributes, runAttributes, taskAttributes } from './otel-attributes.js';

/** What the spans of a run cannot tell from its events. */
export interface OtelOptions {
  /** Who answers the calls: `openai`. The attribute `gen_ai.provider.name` of their spans. */
  readonly provider?: string;
  /** Under which span the run is. Default: the one that is active when the run starts. */
  readonly parent?: Context;
}

/**
 * An observer (`onEvent`) that writes a run as OpenTelemetry spans: the run, in it its tasks, in those their
 * attempts, in those their calls. Times are the run's own, so that it does not matter when an event is looked at.
 * For one run at a time.
 *
 * Calls have the attributes of the semantic conventions for generative AI, which are in development
 * (opentelemetry.io/docs/specs/semconv/gen-ai, as of version 0.1.0 of their own repository); what those have no
 * name for begins with `phasegraph.`.
 *
 * @param tracer of any provider, such as `trace.getTracer('my-app')`
 */
export function otelObserver(tracer: Tracer, options: OtelOptions = {}): (event: RunEvent) => void {
  const observer = new SpanObserver(tracer, options);
  return (event) => observer.observe(event);
}

class SpanObserver {
  readonly #tracer: Tracer;
  readonly #options: OtelOptions;
  /** Required here and not imported above: it takes tens of milliseconds that a run without spans need not pay. */
  readonly #api: typeof Api = createRequire(import.meta.url)('@opentelemetry/api');
  #wallTimeMs = 0;
  #run: Span | undefined;
  readonly #tasks = new Map<string, Span>();
  /** By task, by number: more than one runs where attempts are hedged. */
  readonly #attempts = new Map<string, Map<number, Span>>();

  constructor(tracer: Tracer, options: OtelOptions) {
    this.#tracer = tracer;
    this.#options = options;
  }

  observe(event: RunEvent): void {
    if (event.type === 'run-started') this.#wallTimeMs = event.wallTimeMs;
    const time = this.#timeAt(event.atMs);
    switch (event.type) {
      case 'run-started': {
        const parent = this.#options.parent ?? this.#api.context.active();
        const started = { startTime: time, attributes: runAttributes(event) };
        this.#run = this.#tracer.startSpan(`run ${event.pipeline}`, started, parent);
        return;
      }
      case 'attempt-started': {
        if (!this.#tasks.has(event.task)) this.#startTask(event, time);
        const attributes = { 'phasegraph.attempt': event.attempt };
        const started = { startTime: time, attributes };
        const name = `attempt ${event.phase}`;
        const span = this.#startIn(this.#tasks.get(event.task), name, started);
        const running = this.#attempts.get(event.task);
        if (running === undefined) this.#attempts.set(event.task, new Map([[event.attempt, span]]));
        else running.set(event.attempt, span);
        return;
      }
      case 'attempt-failed': {
        const running = this.#attempts.get(event.task);
        const attempt = running?.get(event.attempt);
        if (attempt === undefined) return;
        if (event.retryInMs !== undefined) attempt.setAttribute('phasegraph.retry_in_ms', event.retryInMs);
        this.#fail(attempt, event.error);
        attempt.end(time);
        running?.delete(event.attempt);
        return;
      }
      case 'task-ended': {
        const { task, end, attempts } = event;
        for (const attempt of this.#attempts.get(task)?.values() ?? []) attempt.end(time);
        this.#attempts.delete(task);
        const span = this.#tasks.get(task) ?? this.#startTask(event, time);
        this.#tasks.delete(task);
        span.setAttributes({ 'phasegraph.task.status': end.status, 'phasegraph.task.attempts': attempts });
        if (end.status === 'skipped') span.setAttribute('phasegraph.task.because', end.because);
        // A degraded task has a result: its error is on the attempt that failed.
        if (end.status === 'failed') this.#fail(span, end.error);
        span.end(time);
        return;
      }
      case 'call-ended': {
        const { call } = event;
        const startTime = this.#timeAt(event.atMs - call.durationMs);
        const attributes = callAttributes(call, this.#options.provider);
        const kind = this.#api.SpanKind.CLIENT;
        const span = this.#startIn(this.#innermost(event.task), callName(call), {
          kind,
          startTime,
          attributes,
        });
        if (call.outcome === 'failed') span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
        span.end(time);
        return;
      }
      case 'item-emitted': {
        const attributes = { 'phasegraph.list': event.list, 'phasegraph.item.key': event.key };
        this.#innermost(event.task)?.addEvent('phasegraph.item', attributes, time);
        return;
      }
      case 'task-logged':
        this.#innermost(event.task)?.addEvent('phasegraph.log', { message: event.message }, time);
        return;
      case 'key-changed':
        this.#innermost(event.task)?.addEvent('phasegraph.key_changed', keyAttributes(event), time);
        return;
      case 'store-failed':
        this.#run?.addEvent('phasegraph.store_failed', { message: event.message }, time);
        return;
      case 'run-ended': {
        this.#run?.setAttributes({
          'phasegraph.run.status': event.status,
          'phasegraph.run.missing': [...event.missing],
        });
        if (event.status === 'failed') this.#run?.setStatus({ code: this.#api.SpanStatusCode.ERROR });
        this.#run?.end(time);
        return;
      }
      case 'reused-inside':
      case 'task-created':
      case 'item-ignored':
      case 'list-closed':
        return;
      default:
        return unreachable(event);
    }
  }

  #startTask(event: { readonly task: string; readonly phase: string }, startTime: HrTime): Span {
    const span = this.#startIn(this.#run, `task ${event.phase}`, {
      startTime,
      attributes: taskAttributes(event),
    });
    this.#tasks.set(event.task, span);
    return span;
  }

  #startIn(parent: Span | undefined, name: string, options: Parameters<Tracer['startSpan']>[1]): Span {
    const { ROOT_CONTEXT, trace } = this.#api;
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent);
    return this.#tracer.startSpan(name, options, context);
  }

  #fail(span: Span, { code, message }: ErrorRecord): void {
    span.setAttribute('error.type', code);
    span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message });
  }

  /** The attempt that began last, of those that run. */
  #innermost(task: string): Span | undefined {
    return [...(this.#attempts.get(task)?.values() ?? [])].at(-1) ?? this.#tasks.get(task);
  }

  /** As seconds and nanoseconds: a plain number is taken for a time since the process began when it is small. */
  #timeAt(atMs: number): HrTime {
    const micros = Math.round((this.#wallTimeMs + atMs) * 1000);
    return [Math.floor(micros / 1e6), (micros % 1e6) * 1000];
  }
}
