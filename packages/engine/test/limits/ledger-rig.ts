import type { Cost } from '../../src/limits/cost.js';
import type { Ledger, Reservation } from '../../src/limits/ledger.js';

export const minute = 60_000;

export function cost(requests: number, tokens = 0, images = 0): Cost {
  return { requests, tokens, images };
}

export function booked(ledger: Ledger, asked: Cost, nowMs: number): Reservation {
  const admission = ledger.reserve(asked, nowMs);
  if (admission.status !== 'admitted') throw new Error(`refused until ${admission.retryAtMs}`);
  return admission.reservation;
}

/** Of a call that leaves at once. */
export function admitted(ledger: Ledger, asked: Cost, nowMs: number): Reservation {
  const reservation = booked(ledger, asked, nowMs);
  ledger.start(reservation, nowMs);
  return reservation;
}
