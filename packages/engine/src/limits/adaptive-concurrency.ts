/**
 * How many calls may be in flight at once, by additive increase and multiplicative decrease (Chiu, Jain: Analysis of the
 * increase and decrease algorithms for congestion avoidance, 1989). It begins at the configured cap, and only what a
 * server says or how long it takes lowers it.
 */
export class AdaptiveConcurrency {
  readonly #configured: number;
  #cap: number;
  /** Calls that started before say nothing of the cap that holds now. */
  #changedAtMs = -Infinity;

  constructor(configured: number) {
    this.#configured = configured;
    this.#cap = configured;
  }

  /** Calls that may be in flight. */
  get cap(): number {
    return Math.max(1, Math.floor(this.#cap));
  }

  /** A call was answered; one more is tried each time that as many have been as the cap allows. */
  answered(inFlight: number): void {
    if (this.#cap >= this.#configured || inFlight < this.cap - 1) return;
    this.#cap = Math.min(this.#configured, this.#cap + 1 / this.#cap);
  }

  /** A call was turned away for too many. Those that left with it count with it. */
  throttled(startedAtMs: number, inFlight: number, nowMs: number): void {
    this.#lower(0.5, startedAtMs, inFlight, nowMs);
  }

  /** Answers take longer than they did. */
  slowed(startedAtMs: number, inFlight: number, nowMs: number): void {
    this.#lower(0.9, startedAtMs, inFlight, nowMs);
  }

  #lower(factor: number, startedAtMs: number, inFlight: number, nowMs: number): void {
    if (startedAtMs < this.#changedAtMs) return;
    // Without a configured cap there is nothing to take a part of but what was in flight.
    this.#cap = Math.max(1, Math.min(this.#cap, inFlight) * factor);
    this.#changedAtMs = nowMs;
  }
}
