import { UrgencyHeap } from '../run/urgency-heap.js';
import type { TraceSpan } from './trace-spans.js';

/** A row of a trace: of two spans in it either one is inside the other or they do not meet. */
export type Lane = readonly TraceSpan[];

/**
 * Spreads spans over as few rows as are free when they begin: a task takes the first free row, its attempts and
 * calls lie inside it, and of attempts or calls that overlap each other the later one takes a row of its own.
 */
export function lanesOf(spans: readonly TraceSpan[]): Lane[] {
  const rows = new Rows(spans);
  /** By task: the rows that it has taken, the first one first. */
  const rowsOf = new Map<string, number[]>();
  for (const span of spans.toSorted(byStart)) {
    rows.freeUntil(span.fromUs);
    const own = rowsOf.get(span.task) ?? [];
    const [first] = own;
    const row =
      span.category === 'note' && first !== undefined
        ? first
        : (own.find((taken) => rows.lane(taken).holds(span)) ?? rows.takeFree());
    if (!own.includes(row)) rowsOf.set(span.task, [...own, row]);
    rows.add(row, span);
  }
  return rows.lanes.map(({ spans: inLane }) => inLane);
}

/** The rows, and which of them are free: kept by when each comes free, since there may be as many as tasks. */
class Rows {
  readonly lanes: OpenLane[] = [];
  /** By row: the first free one on top. */
  readonly #free: UrgencyHeap;
  /** Spans by their ends, and how many of them have ended; the row that comes free with a span. */
  readonly #byEnd: readonly TraceSpan[];
  #ended = 0;
  readonly #frees = new Map<TraceSpan, number>();

  constructor(spans: readonly TraceSpan[]) {
    this.#free = new UrgencyHeap(Int32Array.from(spans.keys()));
    this.#byEnd = spans.toSorted((a, b) => endOf(a) - endOf(b));
  }

  lane(row: number): OpenLane {
    return (this.lanes[row] ??= new OpenLane());
  }

  /** Until then whatever ended has freed its row. */
  freeUntil(us: number): void {
    for (let span = this.#byEnd[this.#ended]; span !== undefined; span = this.#byEnd[++this.#ended]) {
      if (endOf(span) > us) return;
      const row = this.#frees.get(span);
      if (row === undefined) continue;
      this.#frees.delete(span);
      this.#free.add(row);
    }
  }

  takeFree(): number {
    if (this.#free.size === 0) return this.lanes.push(new OpenLane()) - 1;
    const row = this.#free.top;
    this.#free.removeTop();
    return row;
  }

  add(row: number, span: TraceSpan): void {
    const lane = this.lane(row);
    lane.closeUntil(span.fromUs);
    const wasFree = lane.isFree;
    lane.add(span);
    if (!wasFree) return;
    // What has no length keeps no row.
    if (lane.isFree) this.#free.add(row);
    else this.#frees.set(span, row);
  }
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

  /** Whether the span can lie inside what goes on when it begins, and belongs there. */
  holds(span: TraceSpan): boolean {
    this.closeUntil(span.fromUs);
    const inner = this.#open.at(-1);
    if (inner === undefined || inner.task !== span.task || endOf(span) > endOf(inner)) return false;
    return depth[inner.category] < depth[span.category];
  }

  add(span: TraceSpan): void {
    this.spans.push(span);
    if (endOf(span) > span.fromUs) this.#open.push(span);
  }
}

function endOf(span: TraceSpan | undefined): number {
  return span?.toUs ?? span?.fromUs ?? 0;
}
