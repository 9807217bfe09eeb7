import type { Cost, Dimension } from './cost.js';

/** So much of one dimension in every rolling window of this length. */
export interface Limit {
  /** What is limited. */
  readonly dimension: Dimension;
  /** How much of it fits into a window. */
  readonly amount: number;
  /** How long the window is, in milliseconds. */
  readonly windowMs: number;
}

/** A limit and what its window holds. */
export interface LimitUse extends Limit {
  /** What the window holds: what calls used, and what is reserved for those in flight. */
  readonly used: number;
  /** The part of `used` that belongs to calls which are not settled. */
  readonly reserved: number;
}

/** What an answer says of one limit. What it does not say is absent. */
export interface LimitFact {
  /** What is limited. */
  readonly dimension: Dimension;
  /** Which window it is about, where the answer says so. */
  readonly per?: 'minute' | 'day';
  /** How much fits into a window. */
  readonly limit?: number;
  /** How much of it was left when the call had been counted. */
  readonly remaining?: number;
  /** Milliseconds until the whole limit is free again. */
  readonly resetMs?: number;
  /** Whether the call was refused because of it. */
  readonly exceeded?: boolean;
}

/** An admitted cost, to be settled once the true one is known. Only the ledger that made it can read it. */
export interface Reservation {
  /** When it was made, in milliseconds of the clock. */
  readonly atMs: number;
}

/** The answer to {@link Ledger.reserve}. */
export type Admission =
  | {
      readonly status: 'admitted';
      /** To be settled once the true cost is known. */
      readonly reservation: Reservation;
    }
  | {
      readonly status: 'refused';
      /** As of {@link Ledger.fitsAtMs}. */
      readonly retryAtMs: number;
      /** What else may be admitted now without that time becoming later. */
      readonly spare: Cost;
    };

/**
 * The accounts of one limit group for one target. Answers at once, so that no call slips between the question and the
 * booking; a ledger that processes share would take portions of the budget ahead of time and answer from those. `nowMs`
 * never goes back. It throws nothing.
 */
export interface Ledger {
  /** Books the whole vector or nothing of it. */
  reserve(cost: Cost, nowMs: number): Admission;
  /** When so much would fit if nothing else were admitted before; `nowMs` when it does now, `Infinity` when it never can. */
  fitsAtMs(cost: Cost, nowMs: number): number;
  /**
   * The call leaves now, some time after its reservation: its windows end so much later. Once a reservation.
   *
   * @returns whether it may: where a limit is lower by now than it was when it was admitted, it may have no room left. Then
   *   nothing of it is booked any more.
   */
  start(reservation: Reservation, nowMs: number): boolean;
  /** The provider has the call by now: while nothing is known, it is taken to be under way for as long as calls are at most. */
  arrived(reservation: Reservation, nowMs: number): void;
  /**
   * Replaces what was reserved by what was used; a second time replaces that. A call that has not left has used nothing.
   *
   * @param tokensCountedMs when the provider counted its tokens, if that was not when the call arrived
   */
  settle(reservation: Reservation, actual: Cost, tokensCountedMs?: number): void;
  /**
   * Takes over what the answer to a call says of the limits.
   *
   * @returns whether a limit is now lower than it was
   */
  learn(facts: readonly LimitFact[], reservation: Reservation, nowMs: number): boolean;
  /**
   * The limit that this cost exceeds all by itself, if there is one.
   *
   * @param when `ever` for one that it would wait for for ever, `now` for one that may be raised again
   */
  limitBelow(cost: Cost, when: 'ever' | 'now'): Limit | undefined;
  /** The largest share of any limit that this cost takes; 0 where nothing is limited. */
  shareOf(cost: Cost): number;
  /** The limits in force and what their windows hold. */
  use(nowMs: number): readonly LimitUse[];
}
