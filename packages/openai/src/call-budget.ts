import type { CallScope } from '@phasegraph/engine';

/** One start of a call has ended, at this cost in US dollars; `undefined` where that is not known. */
export type Ended = (usd: number | undefined) => void;

/**
 * Makes a call within the run's budget, if it has one: waits for room for its worst case before it stands in the pool's
 * line, and keeps that until it has ended. The pool may start a call again; where there is no room for that, it does not,
 * and the call fails by its own error.
 *
 * @param call is handed a signal for the pool, and is to tell the end of each start
 * @throws PhasegraphError `budget-exhausted`, `unknown-price`
 */
export async function withinBudget<T>(
  { budget, signal }: Pick<CallScope, 'budget' | 'signal'>,
  { model, worstUsd }: { readonly model: string; readonly worstUsd: () => number | undefined },
  call: (signal: AbortSignal, ended: Ended) => Promise<T>,
): Promise<T> {
  if (budget === undefined) return call(signal, () => undefined);
  const hold = await budget.admit(worstUsd(), model);
  const noMoreStarts = new AbortController();
  try {
    return await call(AbortSignal.any([signal, noMoreStarts.signal]), (usd) => {
      if (!hold.charge(usd)) noMoreStarts.abort(new Error('no room in the budget for another start'));
    });
  } finally {
    hold.release();
  }
}
