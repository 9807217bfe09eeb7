import { describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../../src/events.js';
import { toTrace } from '../../src/observe/trace.js';
import { eachRun } from './drawn-runs.js';
import { at, called, created, emitted, ended, failed, hedge, logged, started, story } from './story.js';

interface Entry {
  readonly ph: 'X' | 'i' | 'M';
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

function traced(events: readonly RunEvent[]): Entry[] {
  return (JSON.parse(toTrace(events)) as { traceEvents: Entry[] }).traceEvents;
}

/** The spans as text, a row each: `a: a 0-9, attempt 1 0-4`. Times in milliseconds. */
function rowsOf(events: readonly RunEvent[]): string[] {
  const entries = traced(events);
  const rows = entries.filter(({ ph, name }) => ph === 'M' && name === 'thread_name');
  return rows.map(({ pid, tid, args }) => {
    const spans = entries.filter((entry) => entry.ph !== 'M' && entry.pid === pid && entry.tid === tid);
    const texts = spans.map(({ name, ph, ts, dur }) =>
      ph === 'i' ? `${name} ${ts / 1000}` : `${name} ${ts / 1000}-${(ts + dur) / 1000}`,
    );
    return `${String(args['name'])}: ${texts.join(', ')}`;
  });
}

describe('toTrace', () => {
  it('has a group a phase, in the order of the run, with the run itself above', () => {
    const groups = traced(story({ b: [], a: ['b'] }, at(0, created('b'), started('b')), at(1, ended('b'))))
      .filter(({ name }) => name === 'process_name')
      .map(({ args, pid }) => [pid, args['name']]);
    expect(groups).toEqual([
      [1, 'tale'],
      [2, 'b'],
      [3, 'a'],
    ]);
  });

  it('has the task, in it its attempts, in those their calls and their waits for limits', () => {
    const events = story(
      { a: [] },
      at(0, created('a')),
      at(2, started('a')),
      at(5, called('a', { queuedMs: 1, durationMs: 1.5, outcome: 'failed', error: 'rate_limit_exceeded' })),
      at(6, failed('a', 4)),
      at(10, started('a')),
      at(14, called('a', { durationMs: 3 })),
      at(15, ended('a')),
    );
    expect(rowsOf(events)).toEqual([
      'tale: tale 0-15',
      'a: a 2-15, attempt 1 2-6, wait for model 2.5-3.5, gpt-large 3.5-5, attempt 2 10-15, gpt-large 11-14',
    ]);
    expect(traced(events).find(({ cat }) => cat === 'call')?.args).toEqual({
      task: 'a',
      resource: 'model',
      keyId: 'key-1',
      queuedMs: 1,
      outcome: 'failed',
      error: 'rate_limit_exceeded',
    });
  });

  it('gives tasks of a phase that run at once a row each, and a free row to the next one', () => {
    const events = story(
      { 'a*': [] },
      at(0, created('a[x]'), created('a[y]'), created('a[z]'), started('a[x]'), started('a[y]')),
      at(3, ended('a[y]'), started('a[z]')),
      at(5, ended('a[x]'), ended('a[z]')),
    );
    expect(rowsOf(events)).toEqual([
      'tale: tale 0-5',
      'a: a[x] 0-5, attempt 1 0-5',
      'a 2: a[y] 0-3, attempt 1 0-3, a[z] 3-5, attempt 1 3-5',
    ]);
  });

  it('gives the first free row to whoever begins next, and a new one only when there is none', () => {
    const events = story(
      { 'a*': [] },
      at(0, ...['u', 'v', 'w'].flatMap((key) => [created(`a[${key}]`), started(`a[${key}]`)])),
      at(1, ended('a[w]')),
      at(2, ended('a[u]')),
      at(3, ...['x', 'y', 'z'].flatMap((key) => [created(`a[${key}]`), started(`a[${key}]`)])),
      at(4, ...['v', 'x', 'y', 'z'].map((key) => ended(`a[${key}]`))),
    );
    expect(rowsOf(events).slice(1)).toEqual([
      'a: a[v] 0-4, attempt 1 0-4',
      'a 2: a[u] 0-2, attempt 1 0-2, a[x] 3-4, attempt 1 3-4',
      'a 3: a[w] 0-1, attempt 1 0-1, a[y] 3-4, attempt 1 3-4',
      'a 4: a[z] 3-4, attempt 1 3-4',
    ]);
  });

  it('shows attempts beside each other in rows of their own, and of each when it failed', () => {
    const hedged = (first: number, second: number) =>
      story(
        { a: [] },
        at(0, created('a'), started('a')),
        at(5, hedge('a')),
        at(9, failed('a', undefined, first)),
        at(12, failed('a', undefined, second)),
        at(12, ended('a', 'failed')),
      );
    expect(rowsOf(hedged(1, 2)).slice(1)).toEqual(['a: a 0-12, attempt 1 0-9', 'a 2: attempt 2 5-12']);
    expect(rowsOf(hedged(2, 1)).slice(1)).toEqual(['a: a 0-12, attempt 1 0-12', 'a 2: attempt 2 5-9']);
    const won = story({ a: [] }, at(0, created('a'), started('a')), at(5, hedge('a')), at(8, ended('a')));
    expect(rowsOf(won).slice(1)).toEqual(['a: a 0-8, attempt 1 0-8', 'a 2: attempt 2 5-8']);
  });

  it('gives a call that overlaps another one of its task a row of its own', () => {
    const events = story(
      { a: [] },
      at(0, created('a'), started('a')),
      at(5, called('a', { durationMs: 4, target: 'one' })),
      at(7, called('a', { durationMs: 4, target: 'two' })),
      at(8, ended('a')),
    );
    expect(rowsOf(events).slice(1)).toEqual(['a: a 0-8, attempt 1 0-8, one 1-5', 'a 2: two 3-7']);
  });

  it('shows the time of a fallback, items, lines that were logged and what was reused', () => {
    const events = story(
      { a: [], b: [] },
      at(0, created('a'), created('b'), ended('b', 'reused'), started('a')),
      at(1, emitted('a', 'x')),
      at(2, logged('a', 'half way'), failed('a')),
      at(5, emitted('a', 'y'), ended('a', 'degraded')),
    );
    expect(rowsOf(events).slice(1)).toEqual([
      'a: a 0-5, attempt 1 0-2, items[x] 1, half way 2, items[y] 5',
      'b: b reused 0',
    ]);
    expect(traced(events).find(({ cat }) => cat === 'task')?.args).toMatchObject({
      status: 'degraded',
      attempts: 1,
    });
  });

  it('cuts off what had not ended when the events end', () => {
    const events = story({ a: [] }, at(0, created('a'), started('a')), at(4, logged('a', 'last words')));
    expect(rowsOf(events.slice(0, -1)).at(-1)).toBe('a: a 0-4, attempt 1 0-4, last words 4');
  });

  it('never lets two spans of a row meet but one inside the other, whatever ran', async () => {
    await eachRun({ concurrency: 3 }, (events) => {
      const rows = new Map<string, Entry[]>();
      for (const entry of traced(events).filter(({ ph }) => ph === 'X')) {
        const row = `${entry.pid}/${entry.tid}`;
        rows.set(row, [...(rows.get(row) ?? []), entry]);
      }
      for (const row of rows.values()) {
        const open: number[] = [];
        for (const { ts, dur } of row) {
          while ((open.at(-1) ?? Infinity) <= ts) open.pop();
          expect(ts + dur).toBeLessThanOrEqual(open.at(-1) ?? Infinity);
          if (dur > 0) open.push(ts + dur);
        }
      }
      const ran = events.filter((event) => event.type === 'task-ended' && event.attempts > 0);
      expect(traced(events).filter(({ cat }) => cat === 'task')).toHaveLength(ran.length);
    });
  });

  it('takes twenty thousand tasks at once', () => {
    const tasks = Array.from({ length: 20_000 }, (_, place) => `a[${place}]`);
    const events = story(
      { 'a*': [] },
      at(0, ...tasks.flatMap((task) => [created(task), started(task)])),
      at(1, ...tasks.map((task) => ended(task))),
    );
    expect(new Set(traced(events).map(({ tid }) => tid)).size).toBe(tasks.length);
  });

  it('is a valid trace of no events', () => {
    expect(traced([]).filter(({ ph }) => ph === 'X')).toMatchObject([{ cat: 'run', ts: 0, dur: 0 }]);
  });
});
