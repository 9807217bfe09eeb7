// What share of its limits a pool of keys gets out of a strict provider, and how often it is refused: against the sandbox,
// over HTTP on loopback, in scaled time. Each contender's run of each row is in two processes of its own. See README.md.
//
//   npm run bench:limits [-- --rows "1 key;2 keys" --contenders "Phasegraph;p-limit" --minutes 6]
import { parseArgs } from 'node:util';
import { head, row as line } from './engine/numbers.js';
import { inOwnProcess, isNoResult } from './engine/own-process.js';
import { contenders } from './limits/contenders.js';
import type { Measured } from './limits/measure.js';
import { minuteMs, rowsOf } from './limits/rows.js';
import type { Row } from './limits/rows.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    contenders: { type: 'string', default: Object.keys(contenders).join(';') },
    minutes: { type: 'string', default: '3' },
  },
});
const minutes = Number(values.minutes);
if (!Number.isInteger(minutes) || minutes < 2)
  refuse(`--minutes takes a whole number from 2 on, and this is ${values.minutes}.`);
const rows = chosen('rows', values.rows, rowsOf(minutes), ({ name }) => name);
const names = chosen('contenders', values.contenders, Object.keys(contenders), (name) => name);

console.log(
  `A minute is ${minuteMs / 1000} s. Share of the theoretical throughput / requests that a limit refused (in per cent of those that came in after 20 had been answered) / calls given up.\n`,
);
console.log(head(['keys and calls'], names));
for (const row of rows) {
  const cells: string[] = [];
  for (const contender of names) cells.push(await measure(row, contender));
  console.log(line(row.name, ...cells));
}

async function measure(row: Row, contender: string): Promise<string> {
  const options = { row: row.name, contender, minutes: String(minutes) };
  const found = await inOwnProcess<Measured>('../limits/measure.ts', options, {
    limitMs: 20 * minutes * minuteMs,
  });
  if (isNoResult(found)) return found.why;
  const { share, refused, lateRefused, lost } = found;
  const late = refused === 0 ? '' : ` (${(100 * lateRefused).toFixed(1)} %)`;
  return `${(100 * share).toFixed(1)} % / ${refused}${late} / ${lost}`;
}

function chosen<T>(
  option: string,
  text: string | undefined,
  all: readonly T[],
  nameOf: (one: T) => string,
): T[] {
  if (text === undefined) return [...all];
  return text.split(';').map((name) => {
    const found = all.find((one) => nameOf(one) === name.trim());
    return found ?? refuse(`--${option} takes some of ${all.map(nameOf).join('; ')}; this is ${name}.`);
  });
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
