import type { CallScope, Clock } from '@phasegraph/engine';

/** The starts of a call, as its budget sees them. */
export interface Starts {
  /** How long the start that comes next waited for room in the budget, in milliseconds: only the first one does. */
  waitedMs(): number;
  /** A start has ended, at this cost in US dollars; `undefined` where that is not known. */
  ended(usd: number | undefined): void;
}

/**
 * Makes a call within the run's budget, if it has one: waits for room for its worst case before it stands in the pool's
 * line, and keeps that until it has ended. The pool may start a call again; where there is no room for that, it does not,
 * and the call fails by its own error.
 *
 * @param call is handed a signal for the pool, and is to tell the end of each start
 * @throws PhasegraphError `budget-exhausted`, `unknown-price`
 */
export async function withinBudget<T>(
  { scope: { budget, signal }, clock }: { readonly scope: CallScope; readonly clock: Clock },
  { model, worstUsd }: { readonly model: string; readonly worstUsd: () => number | undefined },
  call: (signal: AbortSignal, starts: Starts) => Promise<T>,
): Promise<T> {
  if (budget === undefined) return call(signal, unlimited);
  const askedMs = clock.now();
  const hold = await budget.admit(worstUsd(), model);
  let waitedMs = clock.now() - askedMs;
  const noMoreStarts = new AbortController();
  try {
    return await call(AbortSignal.any([signal, noMoreStarts.signal]), {
      waitedMs: () => {
        const now = waitedMs;
        waitedMs = 0;
        return now;
      },
      ended: (usd) => {
        if (!hold.charge(usd)) noMoreStarts.abort(new Error('no room in the budget for another start'));
      },
    });
  } finally {
    hold.release();
  }
}

const unlimited: Starts = { waitedMs: () => 0, ended: () => undefined };
