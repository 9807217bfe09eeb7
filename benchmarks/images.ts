// Whether a run's memory grows with its pictures: as many as are asked for, five at a time, made, kept in a store, read
// again one by one; and the same once more, all of it reused. Each run is in a process of its own. See README.md.
//
//   npm run bench:images [-- --images 50,100,200 --megabytes 4]
import { parseArgs } from 'node:util';
import { head, row } from './engine/numbers.js';
import { brokenProcesses, inOwnProcess, isNoResult } from './engine/own-process.js';
import type { Measured } from './images/measure.js';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '0,50,100,200,400' },
    megabytes: { type: 'string', default: '4' },
  },
});

console.log(`Pictures of ${values.megabytes} MB, five at a time; peak resident memory in MB, seconds.\n`);
console.log(head(['pictures'], ['made', 'reused', 'held in memory']));
for (const images of values.images.split(',')) {
  const options = { images, megabytes: values.megabytes };
  const found = await inOwnProcess<Measured>('../images/measure.ts', options, { limitMs: 600_000 });
  const held = await inOwnProcess<Measured>(
    '../images/measure.ts',
    { ...options, store: 'none' },
    { limitMs: 600_000 },
  );
  console.log(row(images, ...cellsOf(found), isNoResult(held) ? held.why : cell(held.made)));
}
for (const complaint of brokenProcesses()) console.error(complaint);

function cellsOf(found: Measured | { readonly why: string }): [made: string, reused: string] {
  if ('why' in found) return [found.why, ''];
  return [cell(found.made), found.reused === null ? '' : cell(found.reused)];
}

function cell({ peakBytes, ms }: Measured['made']): string {
  return `${Math.round(peakBytes / 1e6)} MB / ${(ms / 1000).toFixed(1)} s`;
}
