import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Heap } from '../../src/limits/heap.js';

interface Item {
  readonly rank: number;
  readonly arrival: number;
}

const goesBefore = (a: Item, b: Item): boolean =>
  a.rank === b.rank ? a.arrival < b.arrival : a.rank > b.rank;

function emptied(heap: Heap<Item>): Item[] {
  const taken: Item[] = [];
  for (let item = heap.first; item !== undefined; item = heap.first) {
    heap.remove(item);
    taken.push(item);
  }
  return taken;
}

describe('Heap', () => {
  it('gives the highest rank first, of equals the one that came first', () => {
    const heap = new Heap(goesBefore);
    const ranks = [1, 5, 1, 9, 5];
    ranks.forEach((rank, arrival) => heap.add({ rank, arrival }));
    expect(emptied(heap).map(({ arrival }) => arrival)).toEqual([3, 1, 4, 0, 2]);
  });

  it('stays in order whatever is removed from it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { maxLength: 80 }),
        (entries) => {
          const heap = new Heap(goesBefore);
          const items = entries.map(([rank], arrival) => ({ rank, arrival }));
          items.forEach((item) => heap.add(item));
          const kept = items.filter((item, index) => {
            const removed = entries[index]?.[1] ?? false;
            if (!removed) return true;
            expect(heap.remove(item)).toBe(true);
            expect(heap.remove(item)).toBe(false);
            return false;
          });
          expect(heap.size).toBe(kept.length);
          expect(emptied(heap)).toEqual(kept.toSorted((a, b) => b.rank - a.rank || a.arrival - b.arrival));
        },
      ),
    );
  });
});
