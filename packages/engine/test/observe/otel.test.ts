import { afterEach, describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import type { RunEvent } from '../../src/events.js';
import { otelObserver } from '../../src/observe/otel.js';
import type { OtelOptions } from '../../src/observe/otel.js';
import { eachRun } from './drawn-runs.js';
import { at, called, created, emitted, ended, failed, logged, started, story } from './story.js';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer('test');

afterEach(() => exporter.reset());

function spansOf(events: readonly RunEvent[], options?: OtelOptions): ReadableSpan[] {
  exporter.reset();
  const observe = otelObserver(tracer, options);
  for (const event of events) observe(event);
  return exporter.getFinishedSpans();
}

/** The spans as an indented text with times in milliseconds of the run, in the order in which they began. */
function treeOf(spans: readonly ReadableSpan[]): string[] {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  const below = (parent: string | undefined, indent: string): string[] =>
    spans
      .filter(({ parentSpanContext }) => {
        const id = parentSpanContext?.spanId;
        return parent === undefined ? id === undefined || !ids.has(id) : id === parent;
      })
      .toSorted((a, b) => msOf(a.startTime) - msOf(b.startTime))
      .flatMap((span) => [
        `${indent}${span.name} ${msOf(span.startTime)}-${msOf(span.endTime)}`,
        ...below(span.spanContext().spanId, `${indent}  `),
      ]);
  return below(undefined, '');
}

/** In milliseconds of the run. */
function msOf([seconds, nanos]: ReadableSpan['startTime']): number {
  return seconds * 1000 + nanos / 1e6 - 1_700_000_000_000;
}

function spanNamed(spans: readonly ReadableSpan[], name: string): ReadableSpan {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`no span ${name}`);
  return found;
}

describe('otelObserver', () => {
  it('writes the run, its tasks, their attempts and their calls, at the times of the run', () => {
    const events = story(
      { a: [], 'b*': ['a'] },
      at(0, created('a')),
      at(1, started('a')),
      at(3, called('a', { durationMs: 1.5 })),
      at(4, failed('a', 2)),
      at(6, started('a')),
      at(9, called('a', { durationMs: 2 })),
      at(10, emitted('a', 'x'), ended('a'), created('b[x]'), started('b[x]')),
      at(12, ended('b[x]')),
    );
    expect(treeOf(spansOf(events))).toEqual([
      'run tale 0-12',
      '  task a 1-10',
      '    attempt a 1-4',
      '      chat gpt-large 1.5-3',
      '    attempt a 6-10',
      '      chat gpt-large 7-9',
      '  task b 10-12',
      '    attempt b 10-12',
    ]);
  });

  it('says what a call used in the words of the semantic conventions', () => {
    const events = story(
      { a: [] },
      at(0, created('a'), started('a')),
      at(5, called('a', { usage: { inputTokens: 120, outputTokens: 40 }, queuedMs: 3, durationMs: 2 })),
      at(9, called('a', { target: 'gpt-image', usage: { images: 2 } })),
      at(10, ended('a')),
    );
    const spans = spansOf(events, { provider: 'openai' });
    const text = spanNamed(spans, 'chat gpt-large');
    expect(text.kind).toBe(SpanKind.CLIENT);
    expect(text.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-large',
      'gen_ai.usage.input_tokens': 120,
      'gen_ai.usage.output_tokens': 40,
      'phasegraph.resource.name': 'model',
      'phasegraph.key.id': 'key-1',
      'phasegraph.call.queued_ms': 3,
      'phasegraph.call.outcome': 'answered',
    });
    expect(spanNamed(spans, 'generate_content gpt-image').attributes).toMatchObject({
      'gen_ai.output.type': 'image',
      'phasegraph.call.images': 2,
    });
  });

  it('marks what failed, and why, and only that', () => {
    const events = story(
      { a: [], b: [], c: ['b'] },
      at(0, created('a'), created('b'), created('c'), started('a'), started('b')),
      at(2, called('a', { outcome: 'failed', error: 'rate_limit_exceeded' }), failed('a')),
      at(3, ended('a', 'degraded'), failed('b'), ended('b', 'failed'), ended('c', 'skipped')),
    );
    const spans = spansOf(events);
    const codes = Object.fromEntries(spans.map(({ name, status }) => [name, status.code]));
    expect(codes).toEqual({
      'chat gpt-large': SpanStatusCode.ERROR,
      'attempt a': SpanStatusCode.ERROR,
      'task a': SpanStatusCode.UNSET,
      'attempt b': SpanStatusCode.ERROR,
      'task b': SpanStatusCode.ERROR,
      'task c': SpanStatusCode.UNSET,
      'run tale': SpanStatusCode.UNSET,
    });
    expect(spanNamed(spans, 'chat gpt-large').attributes['error.type']).toBe('rate_limit_exceeded');
    expect(spanNamed(spans, 'task b')).toMatchObject({
      attributes: { 'error.type': 'phase-failed', 'phasegraph.task.status': 'failed' },
      status: { message: 'It failed.' },
    });
    expect(spanNamed(spans, 'task c').attributes).toMatchObject({
      'phasegraph.task.status': 'skipped',
      'phasegraph.task.because': 'a',
      'phasegraph.task.attempts': 0,
    });
  });

  it('tells of items and of lines that were logged as events of the attempt', () => {
    const events = story(
      { a: [] },
      at(0, created('a'), started('a')),
      at(1, emitted('a', 'x'), logged('a', 'half way')),
      at(2, ended('a')),
    );
    const attempt = spanNamed(spansOf(events), 'attempt a');
    expect(attempt.events.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['phasegraph.item', { 'phasegraph.list': 'items', 'phasegraph.item.key': 'x' }],
      ['phasegraph.log', { message: 'half way' }],
    ]);
  });

  it('puts the run under the span that it is given', () => {
    const outer = tracer.startSpan('request');
    const parent = trace.setSpan(ROOT_CONTEXT, outer);
    const [run] = spansOf(story({}), { parent });
    expect(run?.parentSpanContext?.spanId).toBe(outer.spanContext().spanId);
    expect(run?.attributes).toMatchObject({
      'phasegraph.run.id': 'r1',
      'phasegraph.pipeline.name': 'tale',
      'phasegraph.run.status': 'succeeded',
    });
  });

  it('ends every span that it starts, in one trace, whatever ran', async () => {
    await eachRun({}, (events) => {
      const spans = spansOf(events);
      const count = (type: RunEvent['type']): number => events.filter((event) => event.type === type).length;
      expect(spans).toHaveLength(1 + count('task-ended') + count('attempt-started'));
      expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    });
  });
});
