import type { TraceSpan } from './trace-spans.js';

/** A row of a trace: of two spans in it either one is inside the other or they do not meet. */
export type Lane = readonly TraceSpan[];

/**
 * Spreads spans over as few rows as are free when they begin: a task takes the first free row, its attempts and
 * calls lie inside it, and of calls that overlap each other the later one takes a row of its own.
 */
export function lanesOf(spans: readonly TraceSpan[]): Lane[] {
  const lanes: OpenLane[] = [];
  const laneOfTask = new Map<string, OpenLane>();
  for (const span of spans.toSorted(byStart)) {
    for (const lane of lanes) lane.closeUntil(span.fromUs);
    const own = span.category === 'note' ? laneOfTask.get(span.task) : undefined;
    let lane = own ?? lanes.find((each) => each.holds(span)) ?? lanes.find((each) => each.isFree);
    if (lane === undefined) lanes.push((lane = new OpenLane()));
    if (!laneOfTask.has(span.task)) laneOfTask.set(span.task, lane);
    lane.add(span);
  }
  return lanes.map((lane) => lane.spans);
}

/** What is around others comes before them. */
function byStart(a: TraceSpan, b: TraceSpan): number {
  return a.fromUs - b.fromUs || endOf(b) - endOf(a) || depth[a.category] - depth[b.category];
}

const depth: Readonly<Record<TraceSpan['category'], number>> = {
  run: 0,
  task: 1,
  attempt: 2,
  wait: 3,
  call: 3,
  note: 4,
};

class OpenLane {
  readonly spans: TraceSpan[] = [];
  /** What goes on, the outermost first. */
  readonly #open: TraceSpan[] = [];

  get isFree(): boolean {
    return this.#open.length === 0;
  }

  closeUntil(us: number): void {
    while (this.#open.length > 0 && endOf(this.#open.at(-1)) <= us) this.#open.pop();
  }

  /** Whether the span can lie inside what goes on, and belongs there. */
  holds(span: TraceSpan): boolean {
    const inner = this.#open.at(-1);
    return inner !== undefined && inner.task === span.task && endOf(span) <= endOf(inner);
  }

  add(span: TraceSpan): void {
    this.spans.push(span);
    if (endOf(span) > span.fromUs) this.#open.push(span);
  }
}

function endOf(span: TraceSpan | undefined): number {
  return span?.toUs ?? span?.fromUs ?? 0;
}
