/** A stream of numbers that depends on its seed alone. */
export interface Random {
  /** In [0, 1). */
  next: () => number;
  /** In [from, to). */
  between: (from: number, to: number) => number;
  /** A whole number in [from, to], both ends included. */
  whole: (from: number, to: number) => number;
  /** True with the given probability. */
  chance: (probability: number) => boolean;
  /** One of the items, which must not be empty. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** The same items in another order; the given array is left alone. */
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** Makes the stream of a seed: FNV-1a folds the text to a state, mulberry32 (Tommy Ettinger) walks on from it. */
export function randomFrom(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    shuffled: (items) => {
      const order = items.map((item) => ({ item, place: next() }));
      return order.toSorted((left, right) => left.place - right.place).map(({ item }) => item);
    },
  };
}

function hash(text: string): number {
  let folded = 2166136261;
  for (let at = 0; at < text.length; at++) folded = Math.imul(folded ^ text.charCodeAt(at), 16777619);
  return folded >>> 0;
}
