import type { Books } from './books.js';

/**
 * A key that was refused is told of exactly once to the runs that are under way, and takes no more of their calls. A run
 * that first calls later may try it again, and what it finds out is told again.
 */
export function retirementProblems(books: Books): string[] {
  return [...toldTwice(books), ...neverTold(books), ...usedAgain(books)];
}

interface Told {
  readonly index: number;
  readonly atMs: number;
  readonly keyId: string;
  /** `undefined` for all. */
  readonly target: string | undefined;
}

function toldIn({ story: { happened } }: Books): Told[] {
  return happened.flatMap((one, index) =>
    one.type === 'told' && one.change.status === 'retired'
      ? one.change.keyIds.map((keyId) => ({
          index,
          atMs: one.atMs,
          keyId,
          target: one.change.status === 'retired' ? one.change.target : undefined,
        }))
      : [],
  );
}

/** Calls of no run belong to one that was there from the beginning. */
function firstAskedAt({ story: { mix, happened } }: Books, run: number | undefined): number {
  if (run === undefined) return -1;
  return happened.findIndex(({ type, call }) => type === 'asked' && mix.calls[call]?.run === run);
}

/** Whether a key is done for, for the run of a call, as of that many things that happened. */
export function isRetiredFor(
  books: Books,
  keyId: string,
  { run, target: called }: { readonly run: number | undefined; readonly target: string },
  happened: number,
): boolean {
  return toldIn(books).some(
    ({ index, keyId: told, target }) =>
      index < happened &&
      told === keyId &&
      (target === undefined || target === called) &&
      firstAskedAt(books, run) < index,
  );
}

function toldTwice(books: Books): string[] {
  const runs = books.story.mix.weights.map((_, run) => firstAskedAt(books, run));
  const told = toldIn(books);
  return told.flatMap((one, nth) => {
    const before = told
      .slice(0, nth)
      .findLast(
        ({ keyId, target }) => keyId === one.keyId && (target === undefined || target === one.target),
      );
    const isNews = before === undefined || runs.some((asked) => asked > before.index && asked < one.index);
    return isNews ? [] : [`retirement: ${one.keyId} was told of twice, at ${one.atMs} for the second time`];
  });
}

function neverTold(books: Books): string[] {
  const told = toldIn(books);
  return books.story.happened.flatMap((one) => {
    if (one.type !== 'refused') return [];
    const { run, target: called } = books.planned(one.call);
    const since = firstAskedAt(books, run);
    const isTold = told.some(
      ({ index, atMs, keyId, target }) =>
        index > since &&
        atMs <= one.atMs &&
        keyId === one.keyId &&
        (target === undefined || target === called),
    );
    return isTold ? [] : [`retirement: nobody was told of ${one.keyId}, refused at ${one.atMs}`];
  });
}

function usedAgain(books: Books): string[] {
  return toldIn(books).flatMap(({ index, atMs, keyId, target }) =>
    books.starts.flatMap((start) => {
      const planned = books.planned(start.call);
      const isClosed =
        start.keyId === keyId &&
        start.atMs > atMs &&
        (target === undefined || target === planned.target) &&
        firstAskedAt(books, planned.run) < index;
      return isClosed ? [`retirement: ${keyId} was used at ${start.atMs}, after it was retired`] : [];
    }),
  );
}
