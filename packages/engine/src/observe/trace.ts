import type { RunEvent } from '../events.js';
import { lanesOf } from './trace-lanes.js';
import { spansOf } from './trace-spans.js';
import type { TraceSpan } from './trace-spans.js';

/**
 * A run as a trace that Perfetto (ui.perfetto.dev) and Chrome show: a group a phase, in it as many rows as it had
 * tasks at once; on a row the task, in it its attempts, in those their calls and their waits for limits.
 *
 * The format is the JSON of the "Trace Event Format" that both document: complete events, times in microseconds.
 *
 * @returns JSON
 */
export function toTrace(events: Iterable<RunEvent>): string {
  const { pipeline, phases, spans } = spansOf(events);
  const groups = new Map<string, TraceSpan[]>(['', ...phases].map((group) => [group, []]));
  for (const span of spans) groups.get(span.group)?.push(span);
  const rows = [...groups].flatMap(([group, ofGroup], index) => {
    const lanes = lanesOf(ofGroup);
    const title = group === '' ? pipeline : group;
    // From 1 on: viewers take 0 for the system's own.
    const pid = index + 1;
    return [
      meta('process_name', pid, 0, { name: title }),
      meta('process_sort_index', pid, 0, { sort_index: pid }),
      ...lanes.flatMap((lane, tid) => [
        meta('thread_name', pid, tid, { name: tid === 0 ? title : `${title} ${tid + 1}` }),
        ...lane.map((span) => eventOf(span, pid, tid)),
      ]),
    ];
  });
  // A line an event, so that a large trace can be read and cut with the tools for text.
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  return `{"displayTimeUnit":"ms","traceEvents":[\n${lines}\n]}\n`;
}

function meta(name: string, pid: number, tid: number, args: object): object {
  return { ph: 'M', name, pid, tid, args };
}

function eventOf({ name, category, task, fromUs, toUs, args }: TraceSpan, pid: number, tid: number): object {
  const place = { name, cat: category, pid, tid, ts: fromUs, args: task === '' ? args : { task, ...args } };
  return toUs === undefined ? { ph: 'i', s: 't', ...place } : { ph: 'X', ...place, dur: toUs - fromUs };
}
