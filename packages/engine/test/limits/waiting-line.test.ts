import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WaitingLine } from '../../src/limits/waiting-line.js';

interface Item {
  readonly rank: number;
  readonly arrival: number;
}

function emptied(line: WaitingLine<Item>): Item[] {
  const taken: Item[] = [];
  for (let item = line.take(); item !== undefined; item = line.take()) taken.push(item);
  return taken;
}

describe('WaitingLine', () => {
  it('gives the highest rank first, of equals the one that came first', () => {
    const line = new WaitingLine<Item>();
    const ranks = [1, 5, 1, 9, 5];
    ranks.forEach((rank, arrival) => line.add({ rank, arrival }));
    expect(emptied(line).map(({ arrival }) => arrival)).toEqual([3, 1, 4, 0, 2]);
  });

  it('stays in order whatever is removed from it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { maxLength: 80 }),
        (entries) => {
          const line = new WaitingLine<Item>();
          const items = entries.map(([rank], arrival) => ({ rank, arrival }));
          items.forEach((item) => line.add(item));
          const kept = items.filter((item, index) => {
            const removed = entries[index]?.[1] ?? false;
            if (!removed) return true;
            expect(line.remove(item)).toBe(true);
            expect(line.remove(item)).toBe(false);
            return false;
          });
          expect(line.size).toBe(kept.length);
          expect(emptied(line)).toEqual(kept.toSorted((a, b) => b.rank - a.rank || a.arrival - b.arrival));
        },
      ),
    );
  });
});
