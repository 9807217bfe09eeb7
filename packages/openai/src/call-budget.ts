import type { CallScope, Clock } from '@phasegraph/engine';

/** The starts of a call, as its budget sees them. */
export interface Starts {
  /** How long the start that comes next waited for room in the budget, in milliseconds. */
  waitedMs(): number;
  /** A start has ended, at this cost in US dollars; `undefined` where that is not known. `error`: why, if it failed. */
  ended(usd: number | undefined, error: unknown): void;
  /** The pool makes the call again. */
  requeued(): void;
}

/** A call as far as its price is known. */
export interface Priced {
  readonly model: string;
  /** What it may cost at most, in US dollars; `undefined` where that is not known. */
  readonly worstUsd: () => number | undefined;
  /** What to do then, as a sentence. */
  readonly advice: () => string;
}

/**
 * Makes a call within the run's budget, if it has one: waits for room for its worst case before it stands in the pool's
 * line, and keeps that until it has ended. The pool may start a call again; where what the first start may have cost left no
 * room for that, the call leaves the pool's line and asks for room anew.
 *
 * @param call is handed a signal for the pool, and is to tell the end of each start, and that the pool makes another one
 * @throws PhasegraphError `budget-exhausted`, caused by why the call was to be made again, if it was; `unknown-price`
 */
export async function withinBudget<T>(
  { scope: { budget, signal }, clock }: { readonly scope: CallScope; readonly clock: Clock },
  { model, worstUsd, advice }: Priced,
  call: (signal: AbortSignal, starts: Starts) => Promise<T>,
): Promise<T> {
  if (budget === undefined) return call(signal, unlimited);
  const worst = worstUsd();
  let failure: unknown;
  for (;;) {
    const askedMs = clock.now();
    const hold = await budget.admit(worst, model, { cause: failure, advice: advice() });
    let waitedMs = clock.now() - askedMs;
    let hasRoom = true;
    const noRoom = new AbortController();
    try {
      return await call(AbortSignal.any([signal, noRoom.signal]), {
        waitedMs: () => {
          const now = waitedMs;
          waitedMs = 0;
          return now;
        },
        ended: (usd, error) => {
          hasRoom = hold.charge(usd);
          failure = error;
        },
        requeued: () => {
          if (!hasRoom) noRoom.abort(new Error('no room in the budget for another start'));
        },
      });
    } catch (error) {
      if (!noRoom.signal.aborted || error !== noRoom.signal.reason) throw error;
    } finally {
      hold.release();
    }
  }
}

const unlimited: Starts = { waitedMs: () => 0, ended: () => undefined, requeued: () => undefined };
