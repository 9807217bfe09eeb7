import type { LimitFact } from './ledger.js';
import type { Booking, RollingAccount } from './rolling-account.js';

/** What the answers of a provider make of the limit that an account was opened with. */
export class LearnedLimit {
  readonly #account: RollingAccount;
  readonly #configured: number;
  /** What the limit was last said to be; at first, what it was configured to be. */
  #named: number;
  readonly #limitsAre: 'start' | 'ceiling';
  /** The limit was lowered by a guess, last changed then. */
  #guessedAtMs: number | undefined;

  constructor(account: RollingAccount, limitsAre: 'start' | 'ceiling') {
    this.#account = account;
    this.#configured = account.amount;
    this.#named = account.amount;
    this.#limitsAre = limitsAre;
  }

  /** The limit, or what a guessed one comes back to: more than that never fits. */
  get most(): number {
    return this.#guessedAtMs === undefined
      ? this.#account.amount
      : Math.max(this.#account.amount, this.#named);
  }

  /** When a guessed limit is next raised; `Infinity` where it was not guessed. */
  get raisedAtMs(): number {
    return this.#guessedAtMs === undefined ? Infinity : this.#guessedAtMs + this.#account.windowMs;
  }

  /**
   * Takes over a limit that the answer names; where one names none and the call was refused for it, what the window held
   * before that call is as much as it may hold, but no less than half of what it was.
   *
   * @param own what the answered call booked in this account
   */
  take(fact: LimitFact, own: Booking | undefined, nowMs: number): void {
    if (fact.limit !== undefined && fact.limit > 0) {
      this.#guessedAtMs = undefined;
      this.#named = this.#limitsAre === 'ceiling' ? Math.min(fact.limit, this.#configured) : fact.limit;
      this.#account.amount = this.#named;
      if (fact.remaining !== undefined) this.#compare(fact.limit - fact.remaining, own, nowMs);
    } else if (fact.exceeded === true && own !== undefined) {
      const held = own.heldAtStart - own.amount;
      // Of a dimension that the call takes nothing of it says nothing; nor where it would not have fitted by itself.
      if (own.amount === 0 || held >= this.#account.amount || held < own.amount) return;
      // Others may have used up the rest of it: one refusal takes half at most.
      this.#account.amount = Math.max(held, Math.ceil(this.#account.amount / 2));
      this.#guessedAtMs = nowMs;
    }
  }

  /** Raises a guessed limit again, by a fiftieth of what it was said to be a window: additive increase. */
  recover(nowMs: number): void {
    if (this.#guessedAtMs === undefined) return;
    // The same expression as of `raisedAtMs`: rounded differently, the time would come and the limit stay.
    if (nowMs < this.raisedAtMs) return;
    const windows = Math.max(1, Math.floor((nowMs - this.#guessedAtMs) / this.#account.windowMs));
    const raised = this.#account.amount + windows * Math.ceil(this.#named / 50);
    this.#account.amount = Math.min(this.#named, raised);
    this.#guessedAtMs = raised < this.#named ? nowMs : undefined;
  }

  /**
   * What the provider counted beyond our own bookings is somebody else's. It may have counted when the call left or when
   * it was answered; the larger of our own sums of both moments takes none of our own calls for a stranger's.
   */
  #compare(counted: number, own: Booking | undefined, nowMs: number): void {
    const ours = Math.max(own?.heldAtStart ?? 0, this.#account.held(nowMs));
    this.#account.noteForeign(counted - ours, nowMs);
  }
}
