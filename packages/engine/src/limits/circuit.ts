/** Whether a server that failed is called. */
export type CircuitState =
  | { readonly status: 'closed' }
  | { readonly status: 'open'; readonly untilMs: number }
  | { readonly status: 'half-open' };

/**
 * Keeps calls from a server that fails, and lets one through now and then to see whether it still does (Nygard: Release
 * It!, 2007). It opens after three failures in a row, or when half of the last twenty calls failed.
 */
export class Circuit {
  readonly #longestMs: number;
  #state: CircuitState = { status: 'closed' };
  /** The last calls, the newest in the lowest bit; 1 where one failed. */
  #failures = 0;
  #inRow = 0;
  #openings = 0;
  #openedAtMs = -Infinity;
  #probedAtMs = -Infinity;

  /** @param longestMs how long it stays open at most, in milliseconds */
  constructor(longestMs: number = Infinity) {
    this.#longestMs = Math.min(longestMs, mostMs);
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** When it lets a call through; `Infinity` while one is on its way that will tell. */
  opensAtMs(nowMs: number): number {
    if (this.#state.status === 'closed') return nowMs;
    return this.#state.status === 'open' ? this.#state.untilMs : Infinity;
  }

  /** Whether a call that was let through at that time may still leave. */
  isOpenTo(admittedMs: number): boolean {
    return this.#state.status === 'closed' || this.#isToTell(admittedMs);
  }

  /** A call leaves. Of an open circuit it is the one that will tell. */
  started(nowMs: number): void {
    if (this.#state.status !== 'open') return;
    this.#state = { status: 'half-open' };
    this.#probedAtMs = nowMs;
  }

  /**
   * Until when it may be found out whether the server is up, by a call that is under way or by the next one; not by one after
   * a failure at `endMs` or later.
   */
  knownByMs(endMs: number): number {
    if (this.#state.status === 'half-open') return this.#probedAtMs + longestProbeMs;
    return this.#state.status === 'open' && this.#openedAtMs < endMs ? this.#state.untilMs : -Infinity;
  }

  /** The server answered, with whatever: it is up. @returns whether that closed an open circuit */
  succeeded(): boolean {
    const wasOpen = this.#state.status !== 'closed';
    this.#inRow = 0;
    this.#failures = (this.#failures << 1) & lastCalls;
    if (!wasOpen) return false;
    this.#state = { status: 'closed' };
    this.#failures = 0;
    this.#openings = 0;
    return true;
  }

  /** How often it opened since it was last closed. */
  get openings(): number {
    return this.#openings;
  }

  /** The server failed. @returns for how long the circuit is open now, if this opened it */
  failed(startedAtMs: number, nowMs: number): number | undefined {
    // One that left before the circuit opened tells nothing new.
    if (this.#state.status === 'open' || startedAtMs <= this.#openedAtMs) return undefined;
    if (this.#state.status === 'half-open') return this.#open(nowMs);
    this.#inRow++;
    this.#failures = ((this.#failures << 1) | 1) & lastCalls;
    const isFailing = this.#inRow >= inRow || countBits(this.#failures) >= lastCallsCount / 2;
    return isFailing ? this.#open(nowMs) : undefined;
  }

  /** A call never left, or was cut off from this side. If it was to tell, another one will. */
  abandoned(startedAtMs: number, nowMs: number): void {
    if (this.#isToTell(startedAtMs)) this.#state = { status: 'open', untilMs: nowMs };
  }

  #isToTell(startedAtMs: number): boolean {
    return this.#state.status === 'half-open' && startedAtMs > this.#openedAtMs;
  }

  #open(nowMs: number): number {
    const forMs = Math.min(this.#longestMs, firstMs * 2 ** this.#openings++);
    this.#state = { status: 'open', untilMs: nowMs + forMs };
    this.#openedAtMs = nowMs;
    this.#inRow = 0;
    this.#failures = 0;
    return forMs;
  }
}

const inRow = 3;
const lastCallsCount = 20;
const lastCalls = 2 ** lastCallsCount - 1;
const firstMs = 1_000;
const mostMs = 30_000;
/** As long as a model may take for an answer. */
const longestProbeMs = 60_000;

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
