import type { AnswerFault } from './fault.js';

/** One event of a stream. */
export interface StreamEvent {
  readonly text: string;
  /** Whether it carries a piece of the text, as opposed to what is around it. */
  readonly isPiece: boolean;
}

/** What goes over the wire at once, so long after what went before. */
interface Write {
  readonly waitMs: number;
  readonly bytes: string | Buffer;
}

/** How an answer goes out. */
export interface Delivery {
  readonly writes: readonly Write[];
  /** Whether the connection is reset after the last of them. */
  readonly isCut: boolean;
}

/** How the events of a stream go out. Those between which nothing is waited for leave in one write. */
export function deliverEvents(
  events: readonly StreamEvent[],
  fault: AnswerFault | undefined,
  pieceDelayMs: number,
): Delivery {
  const isCut = fault?.kind === 'reset-after' || fault?.kind === 'disconnect';
  const times = fault?.kind === 'duplicate-events' ? 2 : 1;
  const dripMs = fault?.kind === 'slow-drip' ? (fault.delayMs ?? DRIP_MS) : 0;
  const writes: { waitMs: number; bytes: string }[] = [];
  for (const { text, isPiece } of isCut ? firstHalf(events) : events) {
    const waitMs = dripMs + (isPiece ? pieceDelayMs : 0);
    const bytes = text.repeat(times);
    const last = writes.at(-1);
    if (last && waitMs === 0) last.bytes += bytes;
    else writes.push({ waitMs, bytes });
  }
  return { writes, isCut };
}

/** How a body goes out. */
export function deliverBody(body: string, fault: AnswerFault | undefined): Delivery {
  const whole = [{ waitMs: 0, bytes: body }];
  if (fault?.kind !== 'slow-drip' && fault?.kind !== 'reset-after') return { writes: whole, isCut: false };
  const bytes = Buffer.from(body);
  if (fault.kind === 'reset-after') {
    return { writes: [{ waitMs: 0, bytes: bytes.subarray(0, bytes.length / 2) }], isCut: true };
  }
  const waitMs = fault.delayMs ?? DRIP_MS;
  const length = Math.ceil(bytes.length / DRIPS);
  const writes = Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) => ({
    waitMs,
    bytes: bytes.subarray(index * length, (index + 1) * length),
  }));
  return { writes, isCut: false };
}

const DRIP_MS = 200;
const DRIPS = 8;

/** What is around the text at its start, and half of its pieces. */
function firstHalf(events: readonly StreamEvent[]): StreamEvent[] {
  const first = events.findIndex(({ isPiece }) => isPiece);
  if (first < 0) return events.slice(0, Math.ceil(events.length / 2));
  const pieces = events.filter(({ isPiece }) => isPiece).length;
  return events.slice(0, first + Math.floor(pieces / 2));
}
