/**
 * Lets one piece of work run at a time, in the order of asking. Work whose signal fires before its turn is left out:
 * nobody waits for it any more.
 */
export function inTurns(): <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work, signal) => {
    const before = last;
    const mine = before.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    // What fails is for whoever asked; the next one's turn comes all the same.
    last = mine.catch(() => undefined);
    return mine;
  };
}
